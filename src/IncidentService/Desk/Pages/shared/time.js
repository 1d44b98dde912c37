// @ts-check
/** Times in the reader's zone and language. Instants are RFC 3339 in UTC, as the API sends them. */
import { signal } from "./html.js";
import { locale } from "./strings.js";

export { duration } from "./duration.js";

/** The present, moved every second while the page is visible. Whoever reads it is drawn again. */
export const now = signal(Date.now());

setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, 1000);
document.addEventListener("visibilitychange", () => (now.value = Date.now()));

/** The present to the minute: drawn again once a minute only. */
export const minute = signal(Math.floor(Date.now() / 60_000) * 60_000);
now.subscribe((value) => (minute.value = Math.floor(value / 60_000) * 60_000));

/** 21 Nov, 09:30; with the year when it is not this one. @param {string} instant */
export function dateTime(instant) {
  const date = new Date(instant);
  const isThisYear = date.getFullYear() === new Date(minute.value).getFullYear();
  return format(
    { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", year: isThisYear ? undefined : "numeric" },
    date,
  );
}

/** Today only the time, else date and time. @param {string} instant */
export function shortTime(instant) {
  const date = new Date(instant);
  return date.toDateString() === new Date(minute.value).toDateString()
    ? format({ hour: "2-digit", minute: "2-digit" }, date)
    : dateTime(instant);
}

/** Monday 30 November, 17:32. @param {string} instant */
export const dayTime = (instant) =>
  format({ weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }, new Date(instant));

/** The whole time with its zone, for titles. @param {string} instant */
export const fullTime = (instant) => format({ dateStyle: "full", timeStyle: "long" }, new Date(instant));

/** "3 days ago", "in 2 hours". @param {string} instant */
export function relative(instant) {
  const seconds = (Date.parse(instant) - minute.value) / 1000;
  const [unit, size] = unitOf(Math.abs(seconds));
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.trunc(seconds / size) || 0, unit);
}

/** @param {number} seconds @returns {[Intl.RelativeTimeFormatUnit, number]} */
function unitOf(seconds) {
  if (seconds >= 86_400) return ["day", 86_400];
  return seconds >= 3600 ? ["hour", 3600] : ["minute", 60];
}

/** @param {Intl.DateTimeFormatOptions} options @param {Date} date */
const format = (options, date) => new Intl.DateTimeFormat(locale(), options).format(date);
