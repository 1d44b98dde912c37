// @ts-check
import { locale } from "./strings.js";

/** "2 d 4 h", "35 min": the two largest units. @param {number} seconds */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [days, hours, minutes] = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60];
  if (days > 0) return join([days, "day"], [hours, "hour"]);
  if (hours > 0) return join([hours, "hour"], [minutes, "minute"]);
  if (minutes >= 5) return join([minutes, "minute"]);
  return minutes > 0 ? join([minutes, "minute"], [whole % 60, "second"]) : join([whole, "second"]);
}

/** @param {...[number, string]} parts */
const join = (...parts) =>
  parts
    .filter(([amount], index) => amount > 0 || index === 0)
    .map(([amount, unit]) =>
      new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" }).format(amount))
    .join(" ");
