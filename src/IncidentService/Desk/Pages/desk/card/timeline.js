// @ts-check
/** What happened, from all channels in one order. The newest is at the top, where the eye is. */
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useEffect, useRef, useState } from "../../shared/html.js";
import { sentence, TimelineLine } from "./line.js";
import { hiddenLines, isNew, keyOf, lines, loadAll, opened } from "./store.js";
import { t } from "./text.js";

export function Timeline() {
  const newestFirst = [...lines.value].reverse();
  return html`
    <section class="timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">${t("timeline.title")}</h2>
      <${Arrivals} />
      <ol class="lines">${newestFirst.map((line) => html`<${TimelineLine} key=${keyOf(line)} line=${line} isNew=${isNew(line)} />`)}</ol>
      <${Earlier} />
    </section>`;
}

function Earlier() {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const hidden = hiddenLines.value;
  if (opened.value.all || hidden === 0) return null;
  const load = () => loadAll().then(() => setError(null), setError);
  return html`
    ${Boolean(error) && html`<${ErrorNotice} t=${t} error=${error} />`}
    <p><button type="button" class="button" onClick=${load}>
      ${hidden === null ? t("timeline.allMerged") : t("timeline.all", { count: hidden })}</button></p>`;
}

/** Tells a screen reader of the line that was just added. */
function Arrivals() {
  const last = lines.value.at(-1);
  const told = useRef("");
  const [text, setText] = useState("");
  useEffect(() => {
    if (!last || !isNew(last) || told.current === keyOf(last)) return;
    told.current = keyOf(last);
    setText(t("timeline.arrived", {
      what: sentence(last), channel: last.channel ? t("channel." + last.channel) : t("timeline.service"),
    }));
  }, [last]);
  return html`<p class="visually-hidden" role="status">${text}</p>`;
}
