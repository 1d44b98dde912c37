// @ts-check
/** The open page: one problem, from what matters most to what is good to have. */
import { isOnline } from "../shared/api.js";
import { html, useState } from "../shared/html.js";
import { NumberView } from "../shared/number-view.js";
import { format } from "../shared/number/index.js";
import { dateTime, fullTime } from "../shared/time.js";
import { Answer } from "./answer.js";
import { Approvals } from "./approvals.js";
import { Failure } from "./failure.js";
import { Others } from "./others.js";
import { Promises } from "./promises.js";
import { Quiet } from "./quiet.js";
import { leave, load, readAt, view } from "./state.js";
import { Status } from "./status.js";
import { Story } from "./story.js";
import { t } from "./text.js";

export { check, regroupInput } from "../shared/number/index.js";

export function IncidentPage() {
  const incident = /** @type {import("./calls.js").View} */ (view.value).incident;
  return html`
    ${!isOnline.value && html`<p class="notice notice-offline" role="status">${t("offline.banner")}</p>`}
    <${Head} incident=${incident} />
    <${Status} incident=${incident} />
    <${Approvals} approvals=${incident.approvals} />
    <${Promises} promises=${incident.promises} />
    <${Story} incident=${incident} />
    <${Answer} incident=${incident} />
    <${Others} />
    <${Quiet} />
    <p class="leave no-print">
      <button type="button" class="button button-quiet button-small" onClick=${leave}>${t("leave.button")}</button></p>`;
}

/** @param {{ incident: import("./calls.js").Incident }} props */
function Head({ incident }) {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const reload = () => load(incident.number).then(() => setError(null), setError);
  return html`
    <header class="head">
      <h1 tabindex="-1" id="subject">${incident.subject ?? t("head.noSubject")}</h1>
      <p class="head-number">
        <span class="head-label">${t("head.number")}</span>
        <${NumberView} digits=${incident.number} />
        <${Copy} text=${format(incident.number)} />
      </p>
      <p class="small">${t("head.opened", { date: dateTime(incident.openedAt) })}</p>
      <p class="head-tools no-print">
        <button type="button" class="button button-quiet button-small" onClick=${reload}>${t("head.reload")}</button>
        <button type="button" class="button button-quiet button-small" onClick=${() => print()}>${t("head.print")}</button>
        <time class="small" datetime=${readAt.value} title=${fullTime(readAt.value)}>
          ${t("head.updated", { time: dateTime(readAt.value) })}</time>
      </p>
      ${Boolean(error) && html`<${Failure} error=${error} again=${reload} />`}
    </header>`;
}

/** @param {{ text: string }} props */
function Copy({ text }) {
  const [isCopied, setCopied] = useState(false);
  if (!navigator.clipboard) return null;
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true), () => {});
  return html`
    <button type="button" class="button button-quiet button-small no-print" onClick=${copy}>
      <span aria-live="polite">${t(isCopied ? "head.copied" : "head.copy")}</span>
    </button>`;
}
