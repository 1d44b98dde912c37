// @ts-check
/** One line of the timeline. Messages and notes show what was said; everything else is a sentence. */
import { html } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { format } from "../../shared/number/index.js";
import { dateTime, duration, fullTime, relative } from "../../shared/time.js";
import { may } from "../../shared/session.js";
import { lineSubject, startAction } from "../act/action.js";
import { card } from "./store.js";
import { t } from "./text.js";

/** @typedef {import("../../shared/types.js").Line} Line */

/** @type {Record<string, string>} */
const looks = { "message.received": "in", "message.sent": "out", "customer.told": "out", "note.added": "note" };

/** @param {{ line: Line, isNew: boolean }} props */
export function TimelineLine({ line, isNew }) {
  const look = looks[line.type] ?? "fact";
  return html`
    <li class="line line-${look} ${isNew ? "line-new" : ""}">
      <span class="line-mark"><${Icon} name=${line.channel ?? "clock"} /></span>
      <div class="line-body">
        <p class="line-head">
          <span class="line-channel">${line.channel ? t("channel." + line.channel) : t("timeline.service")}</span>
          ${line.agent && html`<span class="line-agent">${line.agent}</span>`}
          ${line.number !== card.value?.number && html`<span class="soft small number">${format(line.number)}</span>`}
          <span class="line-what">${sentence(line)}</span>
          ${isNew && html`<span class="tag tag-accent">${t("timeline.new")}</span>`}
          <time class="soft small" datetime=${line.at} title=${fullTime(line.at)}>${dateTime(line.at)} · ${relative(line.at)}</time>
          ${look !== "fact" && (line.text || line.attachments?.length) && may("write") && html`
            <button type="button" class="line-more" onClick=${() => startAction("redact", lineSubject(line))}>${t("form.redact")}</button>`}
        </p>
        <${Said} line=${line} />
        <${Attachments} line=${line} />
      </div>
    </li>`;
}

/** What it was, or its type where that is newer than this page. @param {Line} line @param {Record<string, any>} [facts] */
function lineName(line, facts) {
  const name = "line." + line.type;
  const text = t(name, facts);
  return text === name ? line.type : text;
}

/** What it was, in words, with what else is to be known. @param {Line} line */
export function sentence(line) {
  const facts = /** @type {Record<string, any>} */ (line.facts ?? {});
  const text = lineName(line, {
    ...facts,
    number: facts.number ? format(facts.number) : "",
    to: facts.to ? t("channel." + facts.to) : "",
    changed: (facts.changed ?? []).join(", "),
  });
  const due = (line.type === "promise.made" || line.type === "promise.resumed") && facts.dueAt
    ? `, ${t("promised.due", { time: dateTime(facts.dueAt) })}`
    : "";
  const marks = [
    facts.automatic && t("timeline.automatic"),
    line.waitSeconds && t("timeline.waited", { time: duration(line.waitSeconds) }),
    line.location,
  ].filter(Boolean);
  return text + due + (marks.length > 0 ? ` (${marks.join(", ")})` : "");
}

/** Earlier messages that a mail quotes are folded away. @param {{ line: Line }} props */
function Said({ line }) {
  if (!line.text) return null;
  const at = line.facts?.quotedFrom;
  const words = at === undefined ? line.text : line.text.slice(0, at).trimEnd();
  const quoted = at === undefined ? "" : line.text.slice(at).trimStart();
  return html`
    ${words && html`<p class="said">${words}</p>`}
    ${quoted && html`<details class="quoted"><summary>${t("timeline.quoted")}</summary><p class="said">${quoted}</p></details>`}`;
}

/** @param {{ line: Line }} props */
const Attachments = ({ line }) => (line.attachments?.length ?? 0) > 0 && html`
  <ul class="chips">${line.attachments?.map((file) => html`
    <li key=${file.sha256} class="tag">${file.url
      ? html`<a href=${file.url} target="_blank" rel="noreferrer noopener">${file.name ?? file.url}</a>`
      : file.name ?? file.sha256.slice(0, 8)}</li>`)}</ul>`;
