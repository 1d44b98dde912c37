// @ts-check
/** The reports: misses, answer times, promises, as pictures with their figures. */
import { html } from "../../shared/html.js";
import { useTitle } from "../title.js";
import { AnswersReport } from "./answers.js";
import { MissesReport } from "./misses.js";
import { currentPeriod, PeriodPicker } from "./period.js";
import { PromisesReport } from "./promises.js";
import { t } from "./text.js";

export default function ReportsView() {
  const period = currentPeriod();
  useTitle(t("reports.title"));
  return html`
    <div class="reports">
      <div class="reports-head">
        <h1>${t("reports.title")}</h1>
        <${PeriodPicker} period=${period} />
      </div>
      <p class="soft">${t("reports.lead", { zone: period.zone.replaceAll("_", " ") })}</p>
      <${AnswersReport} period=${period} />
      <${MissesReport} period=${period} />
      <${PromisesReport} period=${period} />
    </div>`;
}
