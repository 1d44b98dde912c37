// @ts-check
/** A field with its label, its hint, and what is wrong with it. */
import { html, useId } from "../shared/html.js";

/**
 * @param {{
 *   label: string, hint?: string, fault?: string, children: (attributes: Record<string, unknown>) => unknown, after?: unknown,
 *   name?: string
 * }} props `name` is the id of a field that the service draws, too
 */
export function Field({ label, hint, fault, children, after, name }) {
  const made = useId();
  const id = name ?? made;
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;
  return html`
    <div class=${fault ? "field field-faulty" : "field"}>
      <label for=${id}>${label}</label>
      ${hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`}
      ${children({ id, "aria-describedby": described, "aria-invalid": fault ? "true" : undefined })}
      ${fault && html`<p class="field-fault" id=${`${id}-fault`}>${fault}</p>`}
      ${after}
    </div>`;
}
