// @ts-check
import { html } from "../../shared/html.js";
import { t } from "../text.js";

/**
 * Why it matched, and what else that was said agrees or contradicts.
 *
 * @param {{ match: import("../../shared/types.js").LookupMatch }} props
 */
export const Reasons = ({ match }) => html`
  <span class="reasons">
    <span class="tag">${t("by." + match.by)}</span>
    ${match.agree.length > 0 && html`<span class="tag tag-good">${t("hint.agrees", { what: match.agree.join(", ") })}</span>`}
    ${match.contradict.length > 0
      && html`<span class="tag tag-danger">${t("hint.contradicts", { what: match.contradict.join(", ") })}</span>`}
  </span>`;
