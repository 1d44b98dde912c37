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
