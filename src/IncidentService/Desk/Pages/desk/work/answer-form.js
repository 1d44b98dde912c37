// @ts-check
/** Says which incident a miss was about, and teaches what was quoted. */
import { put } from "../../shared/api.js";
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useId, useLayoutEffect, useRef, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { check, format, regroupInput, ungrouped } from "../../shared/number/index.js";
import { t } from "./text.js";

/**
 * @param {{ lookup: import("./misses.js").Lookup, onCancel: () => void, onAnswered: (number: string) => void }} props
 */
export function AnswerForm({ lookup, onCancel, onAnswered }) {
  const id = useId();
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [text, setText] = useState("");
  const [system, setSystem] = useState("");
  const [state, setState] = useState(/** @type {{ isBusy?: boolean, error?: unknown }} */ ({}));
  useLayoutEffect(() => input.current?.focus(), []);

  /** @param {Event} event */
  async function answer(event) {
    event.preventDefault();
    setState({ isBusy: true });
    try {
      const { body } = await put(`/lookups/${lookup.id}/answer`, { number: ungrouped(text), system: system || null });
      onAnswered(format(body.answer.number));
    } catch (error) {
      setState({ error });
    }
  }

  return html`
    <form class="entry-form" onSubmit=${answer}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && !text && onCancel()}>
      <div class="fields">
        <div class="field">
          <label for=${id}>${t("misses.which")}</label>
          <input id=${id} ref=${input} class="number" value=${text} required maxlength="40" inputmode="numeric" autocomplete="off"
            placeholder="8675-3091-2374" aria-describedby="${id}-check"
            onInput=${(/** @type {any} */ event) => setText(regroupInput(event, text))} />
          <div id="${id}-check" class="field-hint" role="status">
            <${NumberCheck} text=${text} onTake=${(/** @type {string} */ number) => setText(format(number))} /></div>
        </div>
        <div class="field">
          <label for="${id}-system">${t("misses.system")}</label>
          <input id="${id}-system" value=${system} maxlength="60" pattern="[A-Za-z0-9._\\-]*" autocomplete="off"
            aria-describedby="${id}-effect" onInput=${(/** @type {any} */ event) => setSystem(event.target.value)} />
          <p id="${id}-effect" class="field-hint">${t(system ? "misses.teaches" : "misses.system.hint", { system })}</p>
        </div>
      </div>
      ${Boolean(state.error) && html`<${ErrorNotice} t=${t} error=${state.error} />`}
      <p class="actions">
        <button type="submit" class="button button-primary" disabled=${state.isBusy}>${t("misses.submit")}</button>
        <button type="button" class="button button-quiet" onClick=${onCancel}>${t("cancel")}</button>
      </p>
    </form>`;
}

/** @param {{ text: string, onTake: (number: string) => void }} props */
function NumberCheck({ text, onTake }) {
  const checked = check(text);
  if (text.trim() === "") return t("misses.number.hint");
  if (checked.kind === "number") return html`<span class="good"><${Icon} name="check" /> ${t("misses.number.good")}</span>`;
  if (checked.kind === "incomplete") return t("misses.number.incomplete", { count: 12 - checked.typed.length });
  if (checked.kind === "other") return html`<span class="bad">${t("misses.number.other")}</span>`;
  return html`
    <span>${t("misses.number.meant")}</span>
    ${checked.candidates.map(({ number }) => html`
      <button key=${number} type="button" class="button button-small number" onClick=${() => onTake(number)}>${format(number)}</button>`)}`;
}
