// @ts-check
/** How often look-ups found nothing: over time, channel by channel. */
import { html } from "../../shared/html.js";
import { locale } from "../../shared/strings.js";
import { Chart, Plot } from "./chart.js";
import { queryOf } from "./period.js";
import { ReportFrame, useReport } from "./report.js";
import { Table } from "./table.js";
import { figure, percent, t } from "./text.js";

/**
 * @typedef {import("../../shared/types.js").Schemas["LookupReport"]} LookupReport
 * @typedef {import("../../shared/types.js").Schemas["LookupFigures"]} LookupFigures
 */

const mostBars = 92;
const rowHeight = 84;
const dayMilliseconds = 86_400_000;

/** @param {{ period: import("./period.js").Period }} props */
export function MissesReport({ period }) {
  const path = `/reports/lookups?${queryOf(period)}&by=day`;
  const loaded = /** @type {import("./report.js").Loaded<LookupReport>} */ (useReport(path));
  const items = loaded.report?.items ?? [];
  const channels = totals(items);
  return html`
    <${ReportFrame} name="misses" path=${path} loaded=${loaded} isEmpty=${channels.length === 0}>
      <${Chart} label=${summary(channels)}
        draw=${(/** @type {any} */ size) => drawing(items, channels.map((one) => one.channel), period, size)} />
      <${Table} caption=${t("misses.title")}
        columns=${["channel", "lookups", "misses", "rate", "repaired", "answered"].map((name) => t("misses." + name))}
        rows=${channels.map((one) => [t("channel." + one.channel), figure(one.lookups), figure(one.misses),
          percent(one.lookups ? one.misses / one.lookups : undefined), figure(one.repaired), figure(one.answered)])} />
    <//>`;
}

/** @param {LookupFigures[]} items */
function totals(items) {
  /** @type {Map<string, { channel: string, lookups: number, misses: number, repaired: number, answered: number }>} */
  const found = new Map();
  for (const item of items) {
    const sum = found.get(item.channel) ?? { channel: item.channel, lookups: 0, misses: 0, repaired: 0, answered: 0 };
    sum.lookups += item.lookups;
    sum.misses += item.misses;
    sum.repaired += item.repaired;
    sum.answered += item.answered;
    found.set(item.channel, sum);
  }
  return [...found.values()].filter((sum) => sum.lookups > 0).sort((one, other) => other.misses - one.misses);
}

/** @param {ReturnType<typeof totals>} channels */
const summary = (channels) =>
  t("misses.picture", { list: channels.map((one) => `${t("channel." + one.channel)} ${figure(one.misses)}`).join(", ") });

/**
 * A row of bars for each channel, all to the same measure, so that no colour has to be told from another.
 *
 * @param {LookupFigures[]} items @param {string[]} channels
 * @param {import("./period.js").Period} period @param {{ isNarrow: boolean }} size
 */
function drawing(items, channels, period, { isNarrow }) {
  const interval = period.days > mostBars ? "week" : "day";
  const data = items.map((item) => ({ day: new Date(item.day + "T00:00:00Z"), channel: item.channel, misses: item.misses }));
  const steps = Plot.utcInterval(interval);
  const domain = [steps.floor(new Date(period.from)), steps.ceil(new Date(Date.parse(period.to) + dayMilliseconds))];
  return {
    height: channels.length * rowHeight + 40,
    marginLeft: 40, marginRight: isNarrow ? 8 : 84, marginTop: isNarrow ? 18 : 8,
    x: { type: "utc", domain, label: null, tickFormat: dayLabel, ticks: isNarrow ? 4 : 8 },
    y: { label: null, grid: true, ticks: 2, tickFormat: (/** @type {number} */ value) => (Number.isInteger(value) ? figure(value) : "") },
    fy: { domain: channels, axis: null, padding: isNarrow ? 0.4 : 0.25 },
    marks: [
      Plot.ruleY([0], { stroke: "var(--line-strong)" }),
      Plot.rectY(data, Plot.binX({ y: "sum" }, {
        x: "day", y: "misses", fy: "channel", interval: steps, inset: 0.5, fill: "var(--accent)",
      })),
      Plot.text(channels, {
        fy: (/** @type {string} */ name) => name, text: (/** @type {string} */ name) => t("channel." + name),
        frameAnchor: isNarrow ? "top-left" : "right",
        dx: isNarrow ? 0 : 8, dy: isNarrow ? -14 : 0, textAnchor: "start", fontWeight: 600, fontSize: 13, fill: "var(--ink)",
      }),
    ],
  };
}

/** @param {Date} day */
const dayLabel = (day) => new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", timeZone: "UTC" }).format(day);
