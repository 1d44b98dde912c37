// @ts-check
import { html } from "../shared/html.js";
import { language, languages, setLanguage } from "../shared/strings.js";
import { t } from "./entry-text.js";

/** Each language is named in itself, so that whoever needs it can read it. */
export const LanguageChoice = () => html`
  <label class="language">
    <span class="visually-hidden">${t("language")}</span>
    <select value=${language.value} onChange=${(/** @type {any} */ event) => setLanguage(event.target.value)}>
      ${Object.entries(languages).map(([code, name]) => html`<option key=${code} value=${code} lang=${code}>${name}</option>`)}
    </select>
  </label>`;
