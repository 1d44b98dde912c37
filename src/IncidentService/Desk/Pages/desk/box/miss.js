// @ts-check
/** Nothing was found: open a new incident now, or say later what it was. */
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useLayoutEffect, useRef, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { may } from "../../shared/session.js";
import { navigate } from "../router.js";
import { t } from "../text.js";
import { answerMiss } from "./lookup.js";

const longestShown = 80;

/** @param {{ quoted: string }} props */
export function Miss({ quoted }) {
  const open = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const [tells, setTells] = useState(false);
  useLayoutEffect(() => open.current?.focus(), []);
  const shown = quoted.length > longestShown ? quoted.slice(0, longestShown) + "…" : quoted;
  return html`
    <section class="panel" aria-labelledby="miss-title">
      <h2 id="miss-title">${t("miss.title")}</h2>
      <p class="soft">${t("miss.text", { quoted: shown })}</p>
      ${may("write") && html`
        <p class="actions">
          <button type="button" class="button button-primary" ref=${open} onClick=${() => navigate("/desk/new")}>${t("miss.open")}</button>
          <button type="button" class="button" aria-expanded=${tells} onClick=${() => setTells(!tells)}>${t("miss.tell")}</button>
        </p>
        ${tells && html`<${Tell} />`}`}
    </section>`;
}

function Tell() {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [state, setState] = useState(/** @type {{ saved?: "miss.saved" | "miss.kept", error?: unknown }} */ ({}));
  useLayoutEffect(() => input.current?.focus(), []);

  /** @param {any} event */
  async function save(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    try {
      const system = String(form.get("system")).trim();
      await answerMiss(String(form.get("number")), system);
      setState({ saved: system ? "miss.saved" : "miss.kept" });
    } catch (error) {
      setState({ error });
    }
  }

  if (state.saved) return html`<p class="notice notice-good" role="status"><${Icon} name="check" />${t(state.saved)}</p>`;
  return html`
    <form class="stack" onSubmit=${save}>
      <p class="soft">${t("miss.tell.hint")}</p>
      <div class="field"><label for="miss-number">${t("miss.number")}</label>
        <input id="miss-number" name="number" ref=${input} required autocomplete="off" /></div>
      <div class="field"><label for="miss-system">${t("miss.system")}</label>
        <input id="miss-system" name="system" autocomplete="off" pattern="[A-Za-z0-9._\\-]*" aria-describedby="miss-system-hint" />
        <p id="miss-system-hint" class="field-hint">${t("miss.system.hint")}</p></div>
      ${Boolean(state.error) && html`<${ErrorNotice} t=${t} error=${state.error} />`}
      <p><button type="submit" class="button button-primary">${t("miss.save")}</button></p>
    </form>`;
}
