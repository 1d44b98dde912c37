// @ts-check
import { html } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { NumberView } from "../../shared/number-view.js";
import { format } from "../../shared/number/index.js";
import { incidentAddress } from "../router.js";
import { t } from "./text.js";

/** No incident has the number of this address. @param {{ number: string, problem: import("../../shared/types.js").Problem }} props */
export const Unknown = ({ number, problem }) => html`
  <section class="empty">
    <${Icon} name="search" />
    <h1>${t("card.unknown")}</h1>
    <p><${NumberView} digits=${number.replace(/\D/g, "")} className="number-large" /></p>
    <p>${t("card.unknown.text")}</p>
    <p class="actions">
      ${problem.didYouMean && html`
        <a class="button button-primary" href=${incidentAddress(problem.didYouMean)}>
          ${t("card.meant", { number: format(problem.didYouMean) })}</a>`}
      <a class="button" href="/desk">${t("card.find")}</a>
    </p>
  </section>`;
