// @ts-check
import { html } from "../shared/html.js";
import { t } from "./text.js";

export const NotFound = () => html`
  <section class="page">
    <h1>${t("notFound.title")}</h1>
    <p class="lead">${t("notFound.text")}</p>
    <p><a class="button" href="/desk">${t("notFound.link")}</a></p>
  </section>`;
