// @ts-check
/** Starts the customer's page. */
import { html, render } from "../shared/html.js";
import { t } from "./text.js";

const Page = () => html`
  <section class="page">
    <h1>${t("title")}</h1>
    <p class="lead">${t("lead")}</p>
  </section>`;

const root = /** @type {HTMLElement} */ (document.getElementById("main"));
root.replaceChildren();
render(html`<${Page} />`, root);
