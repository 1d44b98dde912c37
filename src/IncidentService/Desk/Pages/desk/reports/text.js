// @ts-check
/** The texts of the reports. */
import enReports from "../../shared/strings/en.reports.js";
import enShared from "../../shared/strings/en.shared.js";
import esReports from "../../shared/strings/es.reports.js";
import esShared from "../../shared/strings/es.shared.js";
import { locale, translator } from "../../shared/strings.js";

export const t = translator({ en: { ...enShared, ...enReports }, es: { ...esShared, ...esReports } });

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export const figure = (value, options) => new Intl.NumberFormat(locale(), options).format(value);

/** A share from 0 to 1 as a percentage. @param {number | undefined} value */
export const percent = (value) => (value === undefined ? "–" : figure(value, { style: "percent", maximumFractionDigits: 1 }));
