// @ts-check
/** How long customers wait for a first answer, by the channel that they came through: nobody should have to shout in public. */
import { html } from "../../shared/html.js";
import { duration } from "../../shared/time.js";
import { Chart, Plot } from "./chart.js";
import { queryOf } from "./period.js";
import { ReportFrame, useReport } from "./report.js";
import { Table } from "./table.js";
import { figure, t } from "./text.js";

/**
 * @typedef {import("../../shared/types.js").Schemas["ChannelReport"]} ChannelReport
 * @typedef {import("../../shared/types.js").Schemas["ChannelFigures"]} ChannelFigures
 */

const rowHeight = 44;
const fair = 2;

/** @param {{ period: import("./period.js").Period }} props */
export function AnswersReport({ period }) {
  const path = `/reports/channels?${queryOf(period)}`;
  const loaded = /** @type {import("./report.js").Loaded<ChannelReport>} */ (useReport(path));
  const items = (loaded.report?.items ?? []).filter((item) => item.incidents > 0)
    .sort((one, other) => (other.medianResponseSeconds ?? Infinity) - (one.medianResponseSeconds ?? Infinity));
  const answered = items.filter((item) => item.medianResponseSeconds !== undefined);
  return html`
    <${ReportFrame} name="answers" path=${path} loaded=${loaded} isEmpty=${items.length === 0}>
      <${Fairness} fairness=${loaded.report?.fairness} />
      ${answered.length > 0 && html`<${Chart} label=${summary(answered)} draw=${(/** @type {any} */ size) => drawing(answered, size)} />`}
      <${Table} caption=${t("answers.title")}
        columns=${["channel", "incidents", "answered", "unanswered", "median", "p90", "firstContact", "reopened"]
          .map((name) => t("answers." + name))}
        rows=${items.map((item) => [t("channel." + item.channel), figure(item.incidents), figure(item.answered), figure(item.unanswered),
          time(item.medianResponseSeconds), time(item.p90ResponseSeconds), figure(item.resolvedAtFirstContact), figure(item.reopened)])} />
    <//>`;
}

/** @param {{ fairness?: ChannelReport["fairness"] }} props */
function Fairness({ fairness }) {
  if (!fairness) return html`<p class="fairness soft">${t("answers.noFairness")}</p>`;
  const names = { slowest: t("channel." + fairness.slowest), fastest: t("channel." + fairness.fastest) };
  return html`
    <p class="fairness ${fairness.ratio > fair ? "fairness-warn" : "fairness-good"}">
      <span class="fairness-ratio">${figure(fairness.ratio, { maximumFractionDigits: 1 })} ×</span>
      <span>${t(fairness.ratio > fair ? "answers.unfair" : "answers.fair", names)}</span>
    </p>`;
}

/** @param {number | undefined} seconds */
const time = (seconds) => (seconds === undefined ? "–" : duration(seconds));

/** @param {ChannelFigures[]} items */
const summary = (items) =>
  t("answers.picture", { list: items.map((item) => `${t("channel." + item.channel)} ${time(item.medianResponseSeconds)}`).join(", ") });

/**
 * A bar to the median, and a line from it to the 90th percentile.
 *
 * @param {ChannelFigures[]} items @param {{ isNarrow: boolean }} size
 */
function drawing(items, { isNarrow }) {
  const longest = Math.max(...items.map((item) => item.p90ResponseSeconds ?? item.medianResponseSeconds ?? 0));
  const unit = longest > 2 * 86_400 ? 86_400 : longest > 2 * 3600 ? 3600 : 60;
  const unitName = { 86400: "answers.days", 3600: "answers.hours", 60: "answers.minutes" }[unit] ?? "";
  const y = (/** @type {ChannelFigures} */ item) => item.channel;
  const median = (/** @type {ChannelFigures} */ item) => (item.medianResponseSeconds ?? 0) / unit;
  const p90 = (/** @type {ChannelFigures} */ item) => (item.p90ResponseSeconds ?? item.medianResponseSeconds ?? 0) / unit;
  return {
    height: items.length * rowHeight + 56, marginLeft: 72, marginRight: 24, marginBottom: 40,
    x: { label: t(unitName), labelAnchor: "center", labelArrow: "none", grid: true, ticks: isNarrow ? 4 : 8,
      domain: [0, Math.max(longest / unit, 1) * 1.04] },
    y: { label: null, domain: items.map(y), tickFormat: (/** @type {string} */ name) => t("channel." + name), tickSize: 0, padding: 0.45 },
    marks: [
      Plot.barX(items, { y, x: median, fill: "var(--accent)", rx: 2 }),
      Plot.ruleY(items, { y, x1: median, x2: p90, stroke: "var(--ink-soft)", strokeWidth: 2 }),
      Plot.dot(items, { y, x: p90, r: 5, fill: "var(--surface)", stroke: "var(--ink-soft)", strokeWidth: 2 }),
      Plot.ruleX([0], { stroke: "var(--line-strong)" }),
    ],
  };
}
