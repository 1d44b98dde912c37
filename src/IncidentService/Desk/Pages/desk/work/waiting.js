// @ts-check
/** Whose customer has waited on us longest, across all channels. */
import { html } from "../../shared/html.js";
import { duration, fullTime } from "../../shared/time.js";
import { ListFrame } from "./list-frame.js";
import { usePages } from "./pages.js";
import { Ago, Channel, Facts, IncidentLink, secondsUntil } from "./row.js";
import { t } from "./text.js";

/** @typedef {import("../../shared/types.js").IncidentSummary} Summary */

const longSeconds = 86_400;

/** @param {Summary} incident */
const keyOf = (incident) => incident.number;

export function Waiting() {
  const paged = usePages("waiting", "/incidents?order=longest-waiting&waitingOn=us", keyOf, /\.(incident|message)\.[a-z-]+$/);
  return html`<${ListFrame} name="waiting" paged=${paged} keyOf=${keyOf}
    row=${(/** @type {Summary} */ incident) => html`<${WaitingRow} incident=${incident} />`} />`;
}

/** @param {{ incident: Summary }} props */
function WaitingRow({ incident }) {
  const seconds = -secondsUntil(incident.waitingSince);
  const waited = seconds < 60 ? seconds : Math.floor(seconds / 60) * 60;
  return html`
    <article class="entry" aria-label=${incident.subject ?? ""}>
      <div class="entry-main">
        <${IncidentLink} number=${incident.number} subject=${incident.subject} />
        <${Facts}>
          <${Channel} name=${incident.channel} />
          ${incident.state !== "open" && html`<span class="tag">${t("state." + incident.state)}</span>`}
          ${incident.category && html`<span class="tag">${incident.category}</span>`}
          ${incident.team && html`<span>${t("waiting.team", { team: incident.team })}</span>`}
          <span>${t("waiting.opened")} <${Ago} at=${incident.openedAt} /></span>
        <//>
      </div>
      <div class="entry-side">
        <p class="due-clock due-clock-${waited > longSeconds ? "danger" : "calm"}" title=${fullTime(incident.waitingSince)}>
          <span class="due-clock-label">${t("waiting.for")}</span>
          <span class="due-clock-time">${duration(waited)}</span>
        </p>
      </div>
    </article>`;
}
