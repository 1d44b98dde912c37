// @ts-check
/** Everything about one incident: who it is, what was promised, what one may do now, and what happened. */
import { ProblemError } from "../../shared/api.js";
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useEffect } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { format } from "../../shared/number/index.js";
import { Loading } from "../../shared/states.js";
import { ActionPanel } from "../act/panel.js";
import { Allowed } from "./allowed.js";
import { Head } from "./head.js";
import { followIncident } from "./follow.js";
import { Promised } from "./promised.js";
import { open, opened, refresh } from "./store.js";
import { t } from "./text.js";
import { Timeline } from "./timeline.js";
import { Unknown } from "./unknown.js";
import { Who } from "./who.js";

/** @param {{ number: string }} props */
export default function CardView({ number }) {
  useEffect(() => {
    void open(number);
    return followIncident();
  }, [number]);
  const { card, error, number: shown } = opened.value;
  const title = t("card.title", { number: format(number) });
  if (shown !== number || (!card && !error)) return html`<${Loading} t=${t} lines=${4} heading=${title} />`;
  if (!card) {
    if (error instanceof ProblemError && error.problem.status === 404) {
      return html`<${Unknown} number=${number} problem=${error.problem} />`;
    }
    return html`<h1>${title}</h1><${ErrorNotice} t=${t} error=${error} onRetry=${refresh} />`;
  }
  return html`
    <article class="card">
      <${Head} card=${card} />
      ${Boolean(error) && html`<p class="notice notice-warn" role="status"><${Icon} name="warning" />${t("card.stale")}</p>`}
      <div class="questions">
        <${Who} card=${card} />
        <${Promised} card=${card} />
        <${Allowed} card=${card} />
      </div>
      <div class="doing">
        <${ActionPanel} card=${card} />
        <${Timeline} />
      </div>
    </article>`;
}
