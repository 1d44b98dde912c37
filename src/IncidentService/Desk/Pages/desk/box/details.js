// @ts-check
/** What may be said beside what was quoted: that the customer is here, how long they waited, and what else they know. */
import { html } from "../../shared/html.js";
import { t } from "../text.js";
import { customerIsHere, hints, isHere, lookup, minutes, usualSystem } from "./lookup.js";

export const Here = () => html`
  <div class="here-row">
    <label class="here">
      <input type="checkbox" checked=${customerIsHere()}
        onChange=${(/** @type {any} */ event) => (isHere.value = event.target.checked)} />
      <span>${t("box.here")} ${!lookup.value?.answer && html`<span class="field-hint">${t("box.here.hint")}</span>`}</span>
    </label>
    ${customerIsHere() && html`
      <label class="waited"><span>${t("box.waited")}</span>
        <input type="number" min="0" max="10080" inputmode="numeric" value=${minutes.value}
          onInput=${(/** @type {any} */ event) => (minutes.value = event.target.value)} /></label>`}
  </div>`;

/** Stays open once something stands in it: what is sent is seen. */
export const More = () => html`
  <details class="more" open=${Object.values(hints.value).some(Boolean)}>
    <summary>${t("box.more")}</summary>
    <p class="field-hint">${t("box.more.hint")}</p>
    <div class="more-fields">
      <${Hint} name="contact" label=${t("box.contact")} />
      <${Hint} name="value" label=${t("box.value")} />
      <${Hint} name="system" label=${t("box.system")} placeholder=${usualSystem} pattern="[A-Za-z0-9._\\-]*" />
    </div>
  </details>`;

/** @param {{ name: "contact" | "value" | "system", label: string, placeholder?: string, pattern?: string }} props */
const Hint = ({ name, label, ...rest }) => html`
  <div class="field">
    <label for="hint-${name}">${label}</label>
    <input id="hint-${name}" form="look-up" value=${hints.value[name]} autocomplete="off" autocapitalize="off" spellcheck=${false}
      ...${rest}
      onInput=${(/** @type {any} */ event) => (hints.value = { ...hints.value, [name]: event.target.value })} />
  </div>`;
