// @ts-check
/** What was promised: what is open or not answered for, the most urgent first, each with its countdown. */
import { html } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { may } from "../../shared/session.js";
import { duration, fullTime, now, shortTime } from "../../shared/time.js";
import { startAction } from "../act/action.js";
import { t } from "./text.js";

/** @typedef {import("../../shared/types.js").PromiseView} PromiseView */

const soonSeconds = 2 * 3600;

/** @param {{ card: import("../../shared/types.js").Card }} props */
export const Promised = ({ card }) => html`
  <section class="question" aria-labelledby="promised-title">
    <header class="question-head"><h2 id="promised-title">${t("promised.title")}</h2>
      ${may("write") && html`<button type="button" class="button button-quiet button-small" onClick=${() => startAction("promise")}>
        + ${t("form.promise")}</button>`}</header>
    ${card.promises.length === 0 && html`<p class="soft">${t("promised.none")}</p>`}
    <ul class="items">${card.promises.map((promise) => html`
      <li key="${promise.number}/${promise.id}"><${Item} promise=${promise} /></li>`)}</ul>
  </section>`;

/** @param {{ promise: PromiseView }} props */
const Item = ({ promise }) => html`
  <div class="item">
    <p class="item-title" id=${idOf(promise)}>${promise.text ?? (promise.kind === "promise" ? "" : t("promised." + promise.kind))}</p>
    <p><${Countdown} promise=${promise} />
      <span class="soft small" title=${fullTime(promise.dueAt)}>${t("promised.due", { time: shortTime(promise.dueAt) })}</span></p>
    <div class="item-foot"><p class="soft small">${[
      promise.policy ? t("promised.policy", { name: promise.policy }) : promise.promisedBy && t("promised.by", { who: promise.promisedBy }),
      promise.promisedIn && t("channel." + promise.promisedIn),
      promise.team && t("promised.team", { team: promise.team }),
    ].filter(Boolean).join(" · ")}</p>
    ${may("write") && html`<button type="button" class="button button-small" aria-describedby=${idOf(promise)}
      onClick=${() => startAction("settle", promise)}>${t("promised.settle")}</button>`}</div>
  </div>`;

/** The text of a promise, which says what a button beside it is about. @param {PromiseView} promise */
const idOf = ({ number, id }) => `promise-${number}-${id}`;

/** Moves every second, but is not read aloud each time. @param {{ promise: PromiseView }} props */
function Countdown({ promise }) {
  if (promise.state === "broken") return html`<span class="tag tag-danger"><${Icon} name="warning" />${t("promised.broken")}</span>`;
  if (promise.pausedAt) return html`<span class="tag"><${Icon} name="clock" />${t("promised.paused")}</span> `;
  const left = (Date.parse(promise.dueAt) - now.value) / 1000;
  const [tone, icon] = left < 0 ? ["tag-danger", "warning"] : left < soonSeconds ? ["tag-warn", "clock"] : ["tag-accent", "clock"];
  const text = Math.abs(left) < 1 ? t("promised.now")
    : t(left < 0 ? "promised.late" : "promised.left", { time: duration(Math.abs(left)) });
  return html`<span class="tag countdown ${tone}"><${Icon} name=${icon} />${text}</span> `;
}
