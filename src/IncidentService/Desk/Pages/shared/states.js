// @ts-check
/** What a view shows while it has nothing else to show: loading, empty, failed. */
import { OfflineError, SignedOutError } from "./api.js";
import { html } from "./html.js";
import { Icon } from "./icon.js";

/** @typedef {(name: string, values?: Record<string, string | number>) => string} Translate */

/**
 * Grey lines in the place of what is to come. `heading` names the whole page, where nothing else does yet.
 *
 * @param {{ t: Translate, lines?: number, heading?: string }} props
 */
export const Loading = ({ t, lines = 3, heading }) => html`
  ${heading && html`<h1 class="visually-hidden">${heading}</h1>`}
  <div class="loading" role="status">
    <span class="visually-hidden">${t("loading")}</span>
    ${Array.from({ length: lines }, (_, index) => html`<span key=${index} class="loading-line" aria-hidden="true"></span>`)}
  </div>`;

/** @param {{ icon?: string, title: string, text?: string, children?: unknown }} props */
export const Empty = ({ icon = "check", title, text, children }) => html`
  <div class="empty">
    <${Icon} name=${icon} />
    <p class="empty-title">${title}</p>
    ${text && html`<p>${text}</p>`}
    ${children}
  </div>`;

/**
 * What went wrong and what to do about it.
 *
 * @param {{ t: Translate, title: string, text?: string, lines?: string[], onRetry?: () => void }} props
 */
export const Failure = ({ t, title, text, lines = [], onRetry }) => html`
  <div class="notice notice-danger" role="alert">
    <${Icon} name="warning" />
    <div>
      <p class="notice-title">${title}</p>
      ${text && html`<p>${text}</p>`}
      ${lines.length > 0 && html`<ul>${lines.map((line) => html`<li key=${line}>${line}</li>`)}</ul>`}
      ${onRetry && html`<p><button type="button" class="button button-small" onClick=${onRetry}>${t("again")}</button></p>`}
    </div>
  </div>`;

/** An error of which the service has said nothing. @param {Translate} t @param {unknown} error */
export function plainWords(t, error) {
  if (error instanceof OfflineError) return { title: t("offline.title"), text: t("offline.failed") };
  return { title: t("problem.title"), text: t(error instanceof SignedOutError ? "signedOut.failed" : "problem.unexpected") };
}
