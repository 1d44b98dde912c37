// @ts-check
/** What was promised, until when, and what became of it. What is late comes first. */
import { html } from "../shared/html.js";
import { dateTime, relative } from "../shared/time.js";
import { t } from "./text.js";

/** @typedef {import("../shared/types.js").Schemas["CustomerPromise"]} Promised */

const rank = ["overdue", "broken", "open", "kept", "withdrawn"];

/** @param {{ promises: Promised[] }} props */
export function Promises({ promises }) {
  if (promises.length === 0) return null;
  const sorted = promises.toSorted((one, other) => rank.indexOf(one.state) - rank.indexOf(other.state));
  return html`
    <section class="card" aria-labelledby="promises">
      <h2 id="promises">${t("promises.title")}</h2>
      <ul class="promises">${sorted.map((promise) => html`<${Item} promise=${promise} />`)}</ul>
    </section>`;
}

/** @param {{ promise: Promised }} props */
function Item({ promise }) {
  const isLate = promise.state === "overdue";
  const isOpen = promise.state === "open";
  return html`
    <li class=${`promise promise-${promise.state}`}>
      <p class="promise-text">${promise.text ?? t("promises.untold")}</p>
      <p class="promise-time">
        ${isOpen && html`${t("promises.due", { date: dateTime(promise.dueAt) })} <span class="small">(${relative(promise.dueAt)})</span>`}
        ${isLate && html`
          <strong class="tag tag-danger">${t("promises.late")}</strong> ${t("promises.late.more", { date: dateTime(promise.dueAt) })}`}
        ${!isOpen && !isLate && html`<span class=${`tag tag-${promise.state}`}>${t(`promises.${promise.state}`)}</span>`}
      </p>
    </li>`;
}
