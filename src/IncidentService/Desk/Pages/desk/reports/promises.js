// @ts-check
/** What became of promises, by the team that has to keep them. */
import { html } from "../../shared/html.js";
import { Chart, Plot } from "./chart.js";
import { queryOf } from "./period.js";
import { ReportFrame, useReport } from "./report.js";
import { Table } from "./table.js";
import { figure, percent, t } from "./text.js";

/**
 * @typedef {import("../../shared/types.js").Schemas["PromiseReport"]} PromiseReport
 * @typedef {import("../../shared/types.js").Schemas["PromiseFigures"]} PromiseFigures
 * @typedef {"keptInTime" | "keptLate" | "broken" | "overdue" | "open" | "withdrawn"} Fate
 */

/** From the best to the worst, and what is not decided. @type {Fate[]} */
const fates = ["keptInTime", "keptLate", "broken", "overdue", "open", "withdrawn"];
const rowHeight = 44;
const leastLabelled = 0.05;

/** @param {{ period: import("./period.js").Period }} props */
export function PromisesReport({ period }) {
  const path = `/reports/promises?${queryOf(period)}`;
  const loaded = /** @type {import("./report.js").Loaded<PromiseReport>} */ (useReport(path));
  const items = loaded.report?.items ?? [];
  const teams = byTeam(items);
  return html`
    <${ReportFrame} name="promises" path=${path} loaded=${loaded} isEmpty=${items.length === 0}>
      <ul class="legend" aria-hidden="true">
        ${fates.map((fate) => html`<li key=${fate}><span class="swatch swatch-${fate}"></span>${t("promises." + fate)}</li>`)}
      </ul>
      <${Chart} label=${summary(teams)} draw=${() => drawing(teams)} />
      <${Table} caption=${t("promises.title")}
        columns=${["team", "kind", "made", ...fates, "rate"].map((name) => t("promises." + name))}
        rows=${items.map((item) => [item.team ?? t("promises.noTeam"), t("promises.kind." + item.kind), figure(item.made),
          ...fates.map((fate) => figure(item[fate])), percent(item.inTimeRate)])} />
    <//>`;
}

/** @param {PromiseFigures[]} items */
function byTeam(items) {
  /** @type {Map<string, { team: string, made: number } & Record<Fate, number>>} */
  const found = new Map();
  for (const item of items) {
    const team = item.team ?? t("promises.noTeam");
    const sum = found.get(team) ?? { team, made: 0, keptInTime: 0, keptLate: 0, broken: 0, overdue: 0, open: 0, withdrawn: 0 };
    sum.made += item.made;
    for (const fate of fates) sum[fate] += item[fate];
    found.set(team, sum);
  }
  return [...found.values()].sort((one, other) => other.made - one.made);
}

/** @param {ReturnType<typeof byTeam>} teams */
const summary = (teams) => t("promises.picture", {
  list: teams.map((one) => t("promises.picture.team", { team: one.team, kept: figure(one.keptInTime), made: figure(one.made) })).join("; "),
});

/** @param {ReturnType<typeof byTeam>} teams */
function drawing(teams) {
  const data = teams.flatMap((one) => fates.map((fate) => ({ team: one.team, fate, count: one[fate] }))).filter((part) => part.count > 0);
  const most = Math.max(...teams.map((one) => one.made));
  const stacked = { y: "team", x: "count", order: fates, z: "fate" };
  return {
    height: teams.length * rowHeight + 44, marginLeft: 112, marginRight: 24,
    x: { label: null, grid: true, ticks: Math.min(6, most),
      tickFormat: (/** @type {number} */ value) => (Number.isInteger(value) ? figure(value) : "") },
    y: { label: null, domain: teams.map((one) => one.team), tickSize: 0, padding: 0.4 },
    marks: [
      Plot.barX(data, Plot.stackX({
        ...stacked, fill: (/** @type {any} */ part) => `var(--fate-${part.fate})`, insetLeft: 1, insetRight: 1,
      })),
      Plot.text(data, Plot.stackX({
        ...stacked, text: (/** @type {any} */ part) => (part.count / most >= leastLabelled ? figure(part.count) : ""),
        fill: (/** @type {any} */ part) => `var(--fate-${part.fate}-ink)`, fontWeight: 600, fontSize: 12,
      })),
      Plot.ruleX([0], { stroke: "var(--line-strong)" }),
    ],
    color: { type: "identity" },
  };
}
