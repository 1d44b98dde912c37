// @ts-check
/**
 * Several incidents that match, best first, each with its reasons. Arrow keys move, Enter opens, and a digit opens the one that it names.
 */
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useLayoutEffect, useRef, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { NumberView } from "../../shared/number-view.js";
import { shortTime } from "../../shared/time.js";
import { t } from "../text.js";
import { confirmMatch } from "./lookup.js";
import { Reasons } from "./reasons.js";

/** @typedef {import("../../shared/types.js").LookupMatch} LookupMatch */

/** @param {{ matches: LookupMatch[] }} props */
export function MatchList({ matches }) {
  const list = useRef(/** @type {HTMLOListElement | null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const buttons = () => /** @type {HTMLButtonElement[]} */ ([...(list.current?.querySelectorAll("button") ?? [])]);
  useLayoutEffect(() => buttons()[0]?.focus(), []);

  /** @param {KeyboardEvent} event */
  function move(event) {
    const all = buttons();
    const at = all.indexOf(/** @type {any} */ (document.activeElement));
    const next = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : -1;
    if (/^[1-9]$/.test(event.key)) all[Number(event.key) - 1]?.click();
    else if (all[next]) all[next].focus();
    else return;
    event.preventDefault();
  }

  return html`
    <section class="panel" aria-labelledby="list-title">
      <header class="panel-head">
        <h2 id="list-title">${t("list.title", { count: matches.length })}</h2>
        <p class="soft">${t("list.ask")}</p>
      </header>
      ${Boolean(error) && html`<${ErrorNotice} t=${t} error=${error} />`}
      <ol class="matches" ref=${list} onKeyDown=${move}>
        ${matches.map((match, index) => html`
          <li key=${match.number}><${Match} match=${match} rank=${index + 1}
            onOpen=${() => confirmMatch(match.number).catch(setError)} /></li>`)}
      </ol>
    </section>`;
}

/** @param {{ match: LookupMatch, rank: number, onOpen: () => void }} props */
const Match = ({ match, rank, onOpen }) => html`
  <button type="button" class="match" onClick=${onOpen}>
    <kbd class="rank" aria-hidden="true">${rank}</kbd>
    <span class="match-body">
      <span class="match-line"><${NumberView} digits=${match.number} className="match-number" />
        <span class="tag state-${match.state}">${t("state." + match.state)}</span></span>
      <span class="match-subject">${match.summary?.subject}</span>
      <span class="match-line">
        ${match.summary && html`<span class="soft"><${Icon} name=${match.summary.channel} /> ${t("channel." + match.summary.channel)} ·
          ${" "}${t("list.opened", { time: shortTime(match.summary.openedAt) })}</span>`}
        <${Reasons} match=${match} />
      </span>
    </span>
  </button>`;
