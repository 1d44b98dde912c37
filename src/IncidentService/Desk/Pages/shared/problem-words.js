// @ts-check
/** A problem in the reader's words: what is wrong, and who, where and when. Kinds that no text knows keep the words of the service. */
import { format } from "./number/index.js";
import { formatMoney } from "./money.js";
import { dateTime } from "./time.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {(name: string, values?: Record<string, string | number>) => string} Translate
 */

/** Kinds whose detail says what no text of ours can. */
const saysMore = ["does-not-fit", "redemption-differs", "scope-missing", "grant-too-large", "day-maximum-reached"];

/** @param {Translate} t @param {Problem} problem @param {string} kind */
export function wordsOf(t, problem, kind) {
  const name = "problem." + kind;
  const known = t(name);
  if (known !== name) return { title: known, text: saysMore.includes(kind) ? problem.detail ?? "" : "" };
  return { title: problem.title, text: [problem.errors ? "" : problem.detail, problem.remedy].filter(Boolean).join(" ") };
}

/** @param {Translate} t @param {Problem} problem */
export function factsOf(t, problem) {
  const channels = (/** @type {string[]} */ names) => names.map((name) => t("channel." + name)).join(", ");
  const occasion = (/** @type {NonNullable<Problem["redeemedBy"]>} */ { at, channel, location, agent, transaction }) =>
    [dateTime(at), t("channel." + channel), location, agent, transaction].filter(Boolean).join(", ");
  /** @type {[string, string | undefined][]} */
  const facts = [
    ["redeemedBy", problem.redeemedBy && occasion(problem.redeemedBy)],
    ["reversedBy", problem.reversedBy && occasion(problem.reversedBy)],
    ["revokedBy", problem.revokedBy && occasion(problem.revokedBy)],
    ["channels", problem.channels && channels(problem.channels)],
    ["locations", problem.locations && problem.locations.join(", ")],
    ["validFrom", problem.validFrom && dateTime(problem.validFrom)],
    ["validUntil", problem.validUntil && dateTime(problem.validUntil)],
    ["left", problem.left && formatMoney(problem.left)],
    ["holder", problem.holder && format(problem.holder)],
    ["didYouMean", problem.didYouMean && format(problem.didYouMean)],
  ];
  return facts.flatMap(([name, what]) => (what ? [t("problem.fact." + name, { what })] : []));
}
