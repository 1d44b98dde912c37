// @ts-check
/** The one box: type or paste anything, and find the incident. */
import { post } from "../../shared/api.js";
import { html, useEffect, useRef, useState } from "../../shared/html.js";
import { ErrorNotice } from "../../shared/states.js";
import { t } from "../text.js";

export function BoxView() {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [result, setResult] = useState(/** @type {{ spoken?: string, error?: unknown }} */ ({}));
  useEffect(() => input.current?.focus(), []);

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    try {
      setResult({ spoken: (await post("/lookups", { quoted: input.current?.value })).body.spoken });
    } catch (error) {
      setResult({ error });
    }
  }

  return html`
    <section class="page">
      <h1><label for="box">${t("box.label")}</label></h1>
      <form class="box" onSubmit=${submit}>
        <input id="box" class="box-input" ref=${input} required autocomplete="off" spellcheck=${false} aria-describedby="box-hint" />
        <button type="submit" class="button button-primary">${t("box.submit")}</button>
      </form>
      <p id="box-hint" class="field-hint">${t("box.hint")}</p>
      <div role="status">${result.spoken && html`<p class="lead">${result.spoken}</p>`}</div>
      ${Boolean(result.error) && html`<${ErrorNotice} t=${t} error=${result.error} />`}
    </section>`;
}
