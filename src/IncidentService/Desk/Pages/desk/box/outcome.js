// @ts-check
/** What a look-up found: one to be confirmed, several, or nothing. */
import { html } from "../../shared/html.js";
import { Empty } from "../../shared/states.js";
import { t } from "../text.js";
import { ConfirmMatch } from "./confirm-match.js";
import { MatchList } from "./match-list.js";
import { Miss } from "./miss.js";

/** @typedef {import("../../shared/types.js").LookupAnswer} LookupAnswer */

/** @param {{ quoted: string, answer: LookupAnswer, onAgain: () => void }} props */
export function Outcome({ quoted, answer, onAgain }) {
  if (answer.outcome === "reserved") return html`<${Reserved} answer=${answer} />`;
  if (answer.matches.length === 0) return html`<${Miss} quoted=${quoted} />`;
  if (answer.matches.length > 1) return html`<${MatchList} matches=${answer.matches} />`;
  return html`<${ConfirmMatch} quoted=${quoted} match=${answer.matches[0]} onAgain=${onAgain} />`;
}

/** @param {{ answer: LookupAnswer }} props */
const Reserved = ({ answer }) => html`
  <${Empty} icon="clock" title=${t("reserved.title")} text=${t("reserved.text", {
    who: answer.reservedBy ?? "",
    channel: answer.reservedChannel ? t("channel." + answer.reservedChannel) : "",
  })} />`;

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
