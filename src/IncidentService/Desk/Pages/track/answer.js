// @ts-check
/** A message at any time. */
import { html, useEffect, useState } from "../shared/html.js";
import { t } from "./text.js";
import { Writing } from "./writing.js";

/** @param {{ incident: import("./calls.js").Incident }} props */
export function Answer({ incident }) {
  const [isSent, setSent] = useState(false);
  useEffect(() => setSent(false), [incident.number]);
  return html`
    <section class="card no-print" aria-label=${t("answer.write")}>
      <${Writing} key=${incident.number} number=${incident.number} what="messages" done=${() => setSent(true)} />
      <p class="done" role="status">${isSent && t("answer.sent")}</p>
    </section>`;
}
