// @ts-check
/** What one may do now: hand-offs to take, approvals to honour, and the customer's word on a resolution. */
import { channel } from "../../shared/api.js";
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { may } from "../../shared/session.js";
import { shortTime } from "../../shared/time.js";
import { startAction } from "../act/action.js";
import { acceptHandoff, withdrawHandoff } from "../act/handoffs.js";
import { Approval } from "./approval.js";
import { t } from "./text.js";

/** @typedef {import("../../shared/types.js").HandoffView} HandoffView */

/** @param {{ card: import("../../shared/types.js").Card }} props */
export function Allowed({ card }) {
  const isResolved = card.state === "resolved";
  const isEmpty = !isResolved && card.handoffs.length === 0 && card.approvals.length === 0;
  return html`
    <section class="question" aria-labelledby="may-title">
      <header class="question-head"><h2 id="may-title">${t("may.title")}</h2>
        ${may("approve") && html`<button type="button" class="button button-quiet button-small" onClick=${() => startAction("approval")}>
          + ${t("form.approval")}</button>`}</header>
      ${isEmpty && html`<p class="soft">${t("may.none")}</p>`}
      <ul class="items">
        ${isResolved && may("write") && html`<li><${Resolved} /></li>`}
        ${card.handoffs.map((handoff) => html`<li key="h${handoff.number}/${handoff.id}"><${Handoff} handoff=${handoff} /></li>`)}
        ${card.approvals.map((approval) => html`<li key="a${approval.number}/${approval.id}"><${Approval} approval=${approval} /></li>`)}
      </ul>
    </section>`;
}

const Resolved = () => html`
  <div class="item">
    <p class="item-title">${t("may.resolved")}</p>
    <p class="actions">
      <button type="button" class="button button-small" onClick=${() => startAction("confirm")}>
        <${Icon} name="check" />${t("may.confirm")}</button>
      <button type="button" class="button button-small" onClick=${() => startAction("dispute")}>${t("may.dispute")}</button>
    </p>
  </div>`;

/** @param {{ handoff: HandoffView }} props */
function Handoff({ handoff }) {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const isMine = handoff.to.channel === channel.value;
  const isFromMe = handoff.from.channel === channel.value;
  const from = placeName(handoff.from);
  /** @param {(handoff: HandoffView) => Promise<void>} act */
  const run = (act) => () => act(handoff).then(() => setError(null), setError);
  return html`
    <div class="item ${isMine ? "item-mine" : ""}">
      <p class="item-title"><${Icon} name="handoff" />
        ${isMine ? t("may.handedToYou", { from }) : t("may.handedTo", { from, to: placeName(handoff.to) })}</p>
      <p>${handoff.reason}</p>
      ${handoff.told && html`<p class="soft small">${t("may.told", { text: handoff.told })}</p>`}
      <p class="tags">
        ${handoff.arrivedAt && html`<span class="tag tag-warn">${t("may.arrived")} ${shortTime(handoff.arrivedAt)}</span>`}
        ${handoff.overdueAt ? html`<span class="tag tag-danger">${t("may.overdue")}</span>`
          : handoff.dueAt && html`<span class="tag">${t("may.acceptBy", { time: shortTime(handoff.dueAt) })}</span>`}
      </p>
      ${Boolean(error) && html`<${ErrorNotice} t=${t} error=${error} />`}
      ${may("write") && (isMine || isFromMe) && html`
        <p class="actions">
          ${isMine && html`
            <button type="button" class="button button-primary button-small" onClick=${run(acceptHandoff)}>${t("may.accept")}</button>`}
          ${isFromMe && html`
            <button type="button" class="button button-small" onClick=${run(withdrawHandoff)}>${t("may.withdraw")}</button>`}
        </p>`}
    </div>`;
}

/** @param {HandoffView["from"]} place */
const placeName = (place) => [t("channel." + place.channel), place.team, place.location].filter(Boolean).join(", ");
