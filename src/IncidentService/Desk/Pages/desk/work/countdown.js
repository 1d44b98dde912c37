// @ts-check
import { html } from "../../shared/html.js";
import { fullTime, duration } from "../../shared/time.js";
import { secondsUntil } from "./row.js";
import { t } from "./text.js";

const soonSeconds = 3600;

/** How long something is still due, or overdue; moves by itself. @param {{ dueAt: string }} props */
export function Countdown({ dueAt }) {
  const left = secondsUntil(dueAt);
  const kind = left < 0 ? "danger" : left < soonSeconds ? "warn" : "calm";
  return html`
    <p class="due-clock due-clock-${kind}" title=${fullTime(dueAt)}>
      <span class="due-clock-label">${t(left < 0 ? "overdueBy" : "dueIn")}</span>
      <span class="due-clock-time">${duration(Math.abs(left))}</span>
    </p>`;
}
