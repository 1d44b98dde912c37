// @ts-check
/** Says what the text is while it is typed, before any call. */
import { html } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { NumberView, differences } from "../../shared/number-view.js";
import { check } from "../../shared/number/index.js";
import { t } from "../text.js";

const digits = 12;

/** @param {{ text: string }} props */
export function LiveCheck({ text }) {
  return html`<p id="box-hint" class="live-check" role="status">${describe(text)}</p>`;
}

/** @param {string} text */
function describe(text) {
  if (!text.trim()) return t("box.hint");
  const checked = check(text);
  switch (checked.kind) {
    case "number":
      return html`<span class="live-good"><${Icon} name="check" />${t("box.number")}</span>`;
    case "incomplete":
      return checked.digits.length > 3
        ? html`<span class="progress" aria-hidden="true"><progress max=${digits} value=${checked.digits.length}></progress></span>
          ${t("box.count", { count: checked.digits.length })}`
        : t("box.hint");
    case "repaired":
      return html`<span class="live-warn"><${Icon} name="warning" />
        ${checked.certain ? html`${t("box.repaired")} <${Meant} checked=${checked} />` : t("box.repairedSeveral")}</span>`;
    default:
      return t("box.other");
  }
}

/** @param {{ checked: import("../../shared/number/check.js").Checked }} props */
const Meant = ({ checked }) => html`
  <${NumberView} digits=${checked.digits} marks=${differences(checked.typed, checked.digits, checked.slip).meant} />`;
