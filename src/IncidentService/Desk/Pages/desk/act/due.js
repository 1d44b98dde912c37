// @ts-check
/** Times that people promise: a few that are said often, and any other. */
import { t } from "../card/text.js";

const hour = 3_600_000;
const day = 24 * hour;

/** @typedef {{ choice: string, at: string }} Due `at` is a local time as a field gives it, for the choice `other` */

/** @param {string} choice @returns {Due} */
export const due = (choice) => ({ choice, at: "" });

export const promiseChoices = ["1h", "today", "24h", "tomorrow", "2d", "1w", "other"];
export const startChoices = ["now", "1w", "other"];
export const validityChoices = ["1w", "3w", "3m", "never", "other"];

/** @param {string} choice */
export const dueName = (choice) => t("due." + choice);

/** As a length of time. @param {string} choice */
export const validityName = (choice) => (choice === "1w" ? t("due.week") : dueName(choice));

/** The time that was chosen, or null for none. @param {Due} value @returns {Date | null} */
export function resolveDue(value) {
  const now = Date.now();
  switch (value.choice) {
    case "1h": return new Date(now + hour);
    case "today": return atHour(0, 18);
    case "24h": return new Date(now + day);
    case "tomorrow": return atHour(1, 12);
    case "2d": return new Date(now + 2 * day);
    case "1w": return new Date(now + 7 * day);
    case "30d": return new Date(now + 30 * day);
    case "3w": return new Date(now + 21 * day);
    case "3m": return new Date(now + 91 * day);
    case "other": return value.at ? new Date(value.at) : null;
    default: return null;
  }
}

/** RFC 3339, to the second. @param {Due} value */
export const dueInstant = (value) => resolveDue(value)?.toISOString().replace(/\.\d+Z$/, "Z");

/** Today at six is over in the evening. @param {string[]} choices */
export const openChoices = (choices) =>
  choices.filter((choice) => choice !== "today" || /** @type {Date} */ (resolveDue(due("today"))).getTime() > Date.now() + hour / 4);

/** @param {number} days @param {number} hours */
function atHour(days, hours) {
  const date = new Date();
  date.setDate(date.getDate() + days);
  date.setHours(hours, 0, 0, 0);
  return date;
}
