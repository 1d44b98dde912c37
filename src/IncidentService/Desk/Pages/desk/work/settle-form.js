// @ts-check
/** Says what became of a promise. */
import { put } from "../../shared/api.js";
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useId, useLayoutEffect, useRef, useState } from "../../shared/html.js";
import { t } from "./text.js";

/** @typedef {"kept" | "broken" | "withdrawn"} Outcome */

/** @type {Outcome[]} */
export const outcomes = ["kept", "broken", "withdrawn"];

/**
 * @param {{ promise: import("../../shared/types.js").PromiseView, outcome: Outcome, onCancel: () => void, onSettled: () => void }} props
 */
export function SettleForm({ promise, outcome, onCancel, onSettled }) {
  const id = useId();
  const note = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const [state, setState] = useState(/** @type {{ isBusy?: boolean, error?: unknown }} */ ({}));
  useLayoutEffect(() => note.current?.focus(), []);

  /** @param {Event} event */
  async function settle(event) {
    event.preventDefault();
    setState({ isBusy: true });
    try {
      await put(`/incidents/${promise.number}/promises/${promise.id}/outcome`, { outcome, note: note.current?.value.trim() || null });
      onSettled();
    } catch (error) {
      setState({ error });
    }
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (event.key === "Escape" && !note.current?.value) onCancel();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
  }

  return html`
    <form class="entry-form" onSubmit=${settle} onKeyDown=${onKeyDown}>
      <div class="field">
        <label for=${id}>${t("promises.note." + outcome)}</label>
        <textarea id=${id} ref=${note} rows="2" maxlength="20000" required=${outcome === "broken"} aria-describedby="${id}-hint"></textarea>
        <p id="${id}-hint" class="field-hint">${t("promises.effect." + outcome)}</p>
      </div>
      ${Boolean(state.error) && html`<${ErrorNotice} t=${t} error=${state.error} />`}
      <p class="actions">
        <button type="submit" class="button button-primary" disabled=${state.isBusy}>${t("promises.submit." + outcome)}</button>
        <button type="button" class="button button-quiet" onClick=${onCancel}>${t("cancel")}</button>
        <span class="field-hint actions-keys">${t("sendKeys")}</span>
      </p>
    </form>`;
}
