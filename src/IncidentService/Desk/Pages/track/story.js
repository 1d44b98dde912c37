// @ts-check
/** The story so far: what was said on both sides, and what happened to the problem, day by day. */
import { html, useEffect, useState } from "../shared/html.js";
import { locale } from "../shared/strings.js";
import { fullTime } from "../shared/time.js";
import { t } from "./text.js";

/** @typedef {import("../shared/types.js").Schemas["CustomerLine"]} Line */

const mostSent = 200;
const shownAtFirst = 6;

/** @param {{ incident: import("./calls.js").Incident }} props */
export function Story({ incident }) {
  const [showsAll, setShowsAll] = useState(false);
  useEffect(() => setShowsAll(false), [incident.number]);
  const { story } = incident;
  const hidden = showsAll || story.length <= shownAtFirst + 1 ? 0 : story.length - shownAtFirst;
  return html`
    <section class="card" aria-labelledby="story">
      <h2 id="story">${t("story.title")}</h2>
      ${story.length >= mostSent && html`<p class="small">${t("story.cut")}</p>`}
      ${hidden > 0 && html`
        <div class="earlier"><${Days} lines=${story.slice(0, hidden)} /></div>
        <p class="no-print"><button type="button" class="button button-small" onClick=${() => setShowsAll(true)}>
          ${t("story.earlier", { count: hidden })}
        </button></p>`}
      <${Days} lines=${story.slice(hidden)} />
    </section>`;
}

/** @param {{ lines: Line[] }} props */
function Days({ lines }) {
  const days = Object.entries(Object.groupBy(lines, (line) => day(line.at)));
  return days.map(([name, ofDay]) => html`
    <h3 class="day">${name}</h3>
    <ol class="story">${(ofDay ?? []).map((line) => html`<${StoryLine} line=${line} />`)}</ol>`);
}

/** @param {{ line: Line }} props */
function StoryLine({ line }) {
  const isMessage = line.kind === "from-customer" || line.kind === "from-us";
  if (!isMessage) {
    return html`
      <li class="event">
        <span>${t(`story.${line.kind}`)}</span> <${Time} at=${line.at} />
        ${line.text && html`<p class="event-text">${line.text}</p>`}
      </li>`;
  }
  return html`
    <li class=${`message ${line.kind}`}>
      <p class="message-head">
        <strong>${t(line.kind === "from-us" ? "story.us" : "story.you")}</strong>
        ${line.channel && html`<span class="message-channel">${t(`channel.${line.channel}`)}</span>`}
        <${Time} at=${line.at} />
      </p>
      ${line.text ? html`<p class="message-text">${line.text}</p>`
        : !line.files?.length && html`<p class="message-text removed">${t("story.removed")}</p>`}
      ${line.files?.length
        ? html`<p class="small">${t("story.files", { count: line.files.length, names: line.files.join(", ") })}</p>`
        : null}
      ${line.automatic && html`<p class="small">${t("story.automatic")}</p>`}
    </li>`;
}

/** @param {{ at: string }} props */
function Time({ at }) {
  const time = new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit" }).format(new Date(at));
  return html`<time datetime=${at} title=${fullTime(at)}>${time}</time>`;
}

/** @param {string} at */
const day = (at) => new Intl.DateTimeFormat(locale(), { dateStyle: "full" }).format(new Date(at));
