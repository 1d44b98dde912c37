// @ts-check
/** "No more questions". */
import { html, useState } from "../shared/html.js";
import { Failure } from "./failure.js";
import { askNoMore, isQuiet } from "./state.js";
import { t } from "./text.js";

export function Quiet() {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const ask = () => askNoMore().then(() => setError(null), setError);
  return html`
    <section class="quiet no-print" aria-labelledby="quiet">
      <h2 id="quiet">${t("quiet.title")}</h2>
      <p>${t("quiet.more")}</p>
      ${Boolean(error) && html`<${Failure} error=${error} again=${ask} />`}
      <p role="status" class="done">${isQuiet.value && t("quiet.done")}</p>
      ${!isQuiet.value && html`<button type="button" class="button" onClick=${ask}>${t("quiet.button")}</button>`}
    </section>`;
}
