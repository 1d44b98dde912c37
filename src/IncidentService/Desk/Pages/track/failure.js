// @ts-check
/** What went wrong, in words that a customer can act on. */
import { html } from "../shared/html.js";
import { duration } from "../shared/duration.js";
import { OfflineError, ProblemError } from "./calls.js";
import { t } from "./opening-text.js";

const known = [
  "tracking-not-found", "too-many-attempts", "tracking-not-resolved", "tracking-promise-owed", "tracking-contact-missing",
];

/** @param {{ error: unknown, again?: () => void }} props */
export function Failure({ error, again }) {
  const [name, wait] = nameOf(error);
  return html`
    <div class="notice notice-danger" role="alert">
      <p class="notice-title">${t(`problem.${name}`)}</p>
      <p>${t(`problem.${name}.next`, { wait })}</p>
      ${again && html`<button type="button" class="button" onClick=${again}>${t("problem.again")}</button>`}
    </div>`;
}

/** @param {unknown} error @returns {[string, string]} */
function nameOf(error) {
  if (error instanceof OfflineError) return ["offline", ""];
  if (!(error instanceof ProblemError) || !known.includes(error.kind)) return ["unexpected", ""];
  return [error.kind, duration(Math.max(60, Math.ceil((error.retryAfter ?? 0) / 60) * 60))];
}
