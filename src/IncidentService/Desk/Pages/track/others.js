// @ts-check
/** The customer's other open problems, if a link has proved who the customer is. */
import { html, useState } from "../shared/html.js";
import { Failure } from "./failure.js";
import { load, view } from "./state.js";
import { t } from "./text.js";

export function Others() {
  const [failed, setFailed] = useState(/** @type {{ error: unknown, number: string } | null} */ (null));
  const others = view.value?.others ?? [];
  if (others.length === 0) return null;

  /** @param {string} wanted */
  async function choose(wanted) {
    setFailed(null);
    try {
      await load(wanted);
      document.getElementById("subject")?.focus();
      scrollTo(0, 0);
    } catch (error) {
      setFailed({ error, number: wanted });
    }
  }

  return html`
    <section class="card no-print" aria-labelledby="others">
      <h2 id="others">${t("others.title")}</h2>
      ${failed && html`<${Failure} error=${failed.error} again=${() => choose(failed.number)} />`}
      <ul class="others">
        ${others.map((other) => html`
          <li key=${other.number}>
            <button type="button" class="other" onClick=${() => choose(other.number)}>
              <span class="other-subject">${other.subject ?? t("head.noSubject")}</span>
              <span class="other-state">${t(other.state === "open" ? `state.open.${other.waitingOn}` : "state.resolved")}</span>
              <span class="number other-number">${other.formatted}</span>
            </button>
          </li>`)}
      </ul>
    </section>`;
}
