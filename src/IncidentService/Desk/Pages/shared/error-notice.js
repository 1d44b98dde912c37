// @ts-check
/** A failed call in the reader's words. */
import { ProblemError } from "./api.js";
import { html } from "./html.js";
import { factsOf, wordsOf } from "./problem-words.js";
import { Failure, plainWords } from "./states.js";
import { duration } from "./time.js";

/** @typedef {import("./states.js").Translate} Translate */

/**
 * What went wrong and what to do about it. Says nothing about fields that `shown` names: their messages stand beside them.
 *
 * @param {{ t: Translate, error: unknown, shown?: string[], onRetry?: () => void }} props
 */
export const ErrorNotice = ({ t, error, shown = [], onRetry }) => html`
  <${Failure} t=${t} ...${error instanceof ProblemError ? describe(t, error, shown) : plainWords(t, error)} onRetry=${onRetry} />`;

/** @param {Translate} t @param {ProblemError} error @param {string[]} shown */
function describe(t, error, shown) {
  const { problem, retryAfter } = error;
  const errors = problem.errors?.filter((fault) => !shown.includes(fault.field)) ?? [];
  const { title, text } = wordsOf(t, problem, error.kind);
  const wait = retryAfter ? t("problem.retry", { time: duration(retryAfter) }) : "";
  return {
    title,
    text: [text, wait].filter(Boolean).join(" "),
    lines: [...factsOf(t, problem), ...errors.map((fault) => `${fault.field} ${fault.message}`)],
  };
}
