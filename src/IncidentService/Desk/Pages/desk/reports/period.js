// @ts-check
/** The days that the reports cover, kept in the address of the page. */
import { html } from "../../shared/html.js";
import { navigate, route } from "../router.js";
import { t } from "./text.js";

const presets = [7, 30, 90, 365];
const longest = 366;
const dayMilliseconds = 86_400_000;

/** @typedef {{ from: string, to: string, zone: string, days: number }} Period The first and the last day, such as 2026-11-30. */

/** The days of the reader begin and end in the reader's zone. @returns {Period} */
export function currentPeriod() {
  const { query } = route.value;
  const to = dayOf(query.get("to")) ?? today();
  const from = dayOf(query.get("from")) ?? addDays(to, -29);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { from, to, zone: /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/.test(zone ?? "") ? zone : "UTC", days: daysBetween(from, to) + 1 };
}

/** @param {Period} period */
export const queryOf = ({ from, to, zone }) => `from=${from}&to=${to}&zone=${encodeURIComponent(zone)}`;

/** @param {string} from @param {string} to */
const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / dayMilliseconds);

/** @param {string} day @param {number} count */
const addDays = (day, count) => new Date(Date.parse(day) + count * dayMilliseconds).toISOString().slice(0, 10);

/** @param {string | null} text */
const dayOf = (text) => (text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null);

function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** @param {string} from @param {string} to */
const show = (from, to) => navigate(`/desk/reports?from=${from}&to=${to}`, { replace: true });

/** @param {{ period: Period }} props */
export function PeriodPicker({ period }) {
  const { from, to, days } = period;
  const last = today();
  /** @param {any} event */
  const pick = (event) => {
    const form = new FormData(event.currentTarget.form);
    const [first, until] = [String(form.get("from")), String(form.get("to"))];
    if (first && until) show(first, until);
  };
  return html`
    <form class="period" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <div class="presets" role="group" aria-label=${t("period.presets")}>
        ${presets.map((count) => html`
          <button key=${count} type="button" class="button button-small preset" aria-pressed=${days === count && to === last}
            onClick=${() => show(addDays(last, 1 - count), last)}>${t("period.days", { days: count })}</button>`)}
      </div>
      <label class="period-day"><span>${t("period.from")}</span><input type="date" name="from" value=${from} max=${to}
        min=${addDays(to, 1 - longest)} onChange=${pick} /></label>
      <label class="period-day"><span>${t("period.to")}</span><input type="date" name="to" value=${to} max=${last}
        min=${from} onChange=${pick} /></label>
    </form>`;
}
