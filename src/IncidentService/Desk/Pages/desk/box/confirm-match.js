// @ts-check
/** One incident that is likely, not certain: shows what differs, and asks. */
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useLayoutEffect, useRef, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { NumberView, differences } from "../../shared/number-view.js";
import { mend, read } from "../../shared/number/index.js";
import { shortTime } from "../../shared/time.js";
import { t } from "../text.js";
import { confirmMatch } from "./lookup.js";
import { Reasons } from "./reasons.js";

/** @typedef {import("../../shared/types.js").LookupMatch} LookupMatch */

/** @param {{ quoted: string, match: LookupMatch, onAgain: () => void }} props */
export function ConfirmMatch({ quoted, match, onAgain }) {
  const yes = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const [state, setState] = useState(/** @type {{ isBusy: boolean, error: unknown }} */ ({ isBusy: false, error: null }));
  useLayoutEffect(() => yes.current?.focus(), []);

  async function confirm() {
    setState({ isBusy: true, error: null });
    try {
      await confirmMatch(match.number);
    } catch (error) {
      setState({ isBusy: false, error });
    }
  }

  return html`
    <section class="panel confirm" onKeyDown=${ignoreRepeats} aria-labelledby="confirm-title">
      <header class="panel-head">
        <h2 id="confirm-title">${t("confirm.title")}</h2>
        <${Reasons} match=${match} />
      </header>
      <${Comparison} quoted=${quoted} match=${match} />
      ${match.card && html`<${Glimpse} card=${match.card} />`}
      <p class="soft">${t("confirm.ask")}</p>
      ${Boolean(state.error) && html`<${ErrorNotice} t=${t} error=${state.error} />`}
      <p class="actions">
        <button type="button" class="button button-primary" ref=${yes} disabled=${state.isBusy} onClick=${confirm}>
          <${Icon} name="check" />${t("confirm.yes")}</button>
        <button type="button" class="button" onClick=${onAgain}>${t("confirm.no")}</button>
      </p>
    </section>`;
}

/** An Enter that is held down from the box must not answer the question. @param {KeyboardEvent} event */
function ignoreRepeats(event) {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}

/** What was typed above what was meant, digit by digit. @param {{ quoted: string, match: LookupMatch }} props */
function Comparison({ quoted, match }) {
  const typed = read(quoted).digits;
  if (!match.repair || !typed) return html`<p><${NumberView} digits=${match.number} className="number-large" /></p>`;
  const slip = mend(quoted).find((candidate) => candidate.number === match.number) ?? match.repair;
  const marks = differences(typed, match.number, slip);
  return html`
    <dl class="comparison">
      <dt>${t("confirm.typed")}</dt><dd><${NumberView} digits=${typed} marks=${marks.typed} className="number-large" /></dd>
      <dt>${t("confirm.meant")}</dt><dd><${NumberView} digits=${match.number} marks=${marks.meant} className="number-large" /></dd>
    </dl>
    <p>${t("slip." + slip.slip, { position: slip.position, next: slip.position + 1 })}</p>`;
}

/** As much of the card as may be seen before the customer is known. @param {{ card: import("../../shared/types.js").Card }} props */
const Glimpse = ({ card }) => html`
  <div class="glimpse">
    <p class="glimpse-subject">${card.subject}</p>
    <p class="soft">${t("state." + card.state)} · ${t("channel." + card.channel)} · ${
      t("list.opened", { time: shortTime(card.openedAt) })}</p>
    <ul class="chips">${card.contacts.map((contact) => html`<li key=${contact.number + contact.id} class="tag">${contact.value}</li>`)}</ul>
  </div>`;
