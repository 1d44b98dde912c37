// @ts-check
/** Where it stands, in one sentence, and what that means for the customer. */
import { html } from "../shared/html.js";
import { dateTime, duration, minute } from "../shared/time.js";
import { t } from "./text.js";
import { Verdict } from "./verdict.js";

/** @param {{ incident: import("./calls.js").Incident }} props */
export function Status({ incident }) {
  const { name, lines } = describe(incident);
  return html`
    <section class=${`card status status-${name.replace(".", "-")}`} aria-labelledby="status">
      <${Mark} name=${name} />
      <div>
        <h2 id="status"><span class="visually-hidden">${t("state.now")}: </span>${t(`state.${name}`)}</h2>
        ${incident.promises.some((promise) => promise.state === "overdue") && html`<p class="late">${t("state.late")}</p>`}
        ${lines.map((line) => html`<p>${line}</p>`)}
        <${Verdict} incident=${incident} />
      </div>
    </section>`;
}

/** @param {import("./calls.js").Incident} incident @returns {{ name: string, lines: string[] }} */
function describe(incident) {
  if (incident.state === "resolved") {
    const closes = incident.closesAt && t("state.resolved.closes", { date: dateTime(incident.closesAt) });
    return { name: "resolved", lines: [t("state.resolved.more"), ...(closes ? [closes] : [])] };
  }
  if (incident.state === "closed") {
    const name = incident.closedBy === "customer" ? "closed.customer" : "closed.quiet";
    return { name, lines: [t(`state.${name}.more`, { date: dateTime(incident.closedAt ?? incident.openedAt) })] };
  }
  const name = incident.waitingOn === "customer" ? "open.customer" : "open.us";
  const time = duration(Math.max(0, minute.value - Date.parse(incident.waitingSince)) / 1000);
  return { name, lines: [t(`state.${name}.more`), t(`state.${name}.since`, { time, date: dateTime(incident.waitingSince) })] };
}

const marks = {
  "open.us": "M12 6v6l4 2",
  "open.customer": "M8 10h8M8 14h5",
  resolved: "M9.2 9a2.8 2.8 0 1 1 4.2 2.4c-.9.6-1.4 1.1-1.4 2.1M12 17h.01",
  "closed.customer": "M7.5 12.5l3 3 6-7",
  "closed.quiet": "M8 12h8",
};

/** @param {{ name: string }} props */
function Mark({ name }) {
  return html`
    <svg class="status-mark" viewBox="0 0 24 24" width="40" height="40" aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="10" />
      <path d=${marks[/** @type {keyof typeof marks} */ (name)]} />
    </svg>`;
}
