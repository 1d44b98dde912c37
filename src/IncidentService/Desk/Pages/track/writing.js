// @ts-check
/** A field for what a customer writes, and its button. What failed to be sent stays in the field, and is not sent twice. */
import { html, useEffect, useRef, useState } from "../shared/html.js";
import { dropDraft, keepDraft, readDraft } from "./draft.js";
import { Failure } from "./failure.js";
import { Field } from "./field.js";
import { answer, isKind, load, newKey } from "./state.js";
import { t } from "./text.js";

const mostCharacters = 4_000;

/** @type {Record<"messages" | "dispute", { field: string, label: string, hint: string, send: string }>} */
const forms = {
  messages: { field: "text", label: "answer.write", hint: "answer.write.hint", send: "answer.send" },
  dispute: { field: "reason", label: "answer.no.title", hint: "answer.no.hint", send: "answer.no.send" },
};

/** @param {{ number: string, what: "messages" | "dispute", done: () => void, cancel?: () => void }} props */
export function Writing({ number, what, done, cancel }) {
  const [text, setText] = useState(() => readDraft(number, what));
  const [fault, setFault] = useState("");
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const key = useRef(newKey());
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const form = forms[what];
  useEffect(() => {
    if (cancel) area.current?.focus(); // it was opened by a button
  }, []);

  /** @param {string} value */
  function change(value) {
    setText(value);
    setFault("");
    keepDraft(number, what, value);
    key.current = newKey(); // other words are another message
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (isBusy) return;
    const wrong = faultOf(text);
    setFault(wrong);
    setError(null);
    if (wrong) return area.current?.focus();
    setBusy(true);
    try {
      await answer(what, { [form.field]: text.trim() }, key.current);
      change("");
      dropDraft(number, what);
      done();
    } catch (problem) {
      setError(problem);
      if (isKind(problem, "tracking-not-resolved")) load(number).catch(() => {});
    } finally {
      setBusy(false);
    }
  }

  return html`
    <form class="writing" onSubmit=${submit} novalidate>
      <${Field} label=${t(form.label)} hint=${t(form.hint)} fault=${fault}>
        ${(/** @type {object} */ attributes) => html`
          <textarea ...${attributes} ref=${area} rows="4" value=${text}
            onInput=${(/** @type {any} */ event) => change(event.target.value)}
            onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit(event)}>
          </textarea>`}
      <//>
      ${Boolean(error) && html`<${Failure} error=${error} />`}
      <p class="buttons">
        <button class="button button-primary" aria-disabled=${isBusy}>${t(isBusy ? "answer.sending" : form.send)}</button>
        ${cancel && html`
          <button type="button" class="button button-quiet button-small" onClick=${cancel}>${t("answer.no.cancel")}</button>`}
      </p>
    </form>`;
}

/** @param {string} text */
function faultOf(text) {
  const tooMany = text.trim().length - mostCharacters;
  return text.trim() === "" ? t("answer.missing") : tooMany > 0 ? t("answer.long", { count: tooMany }) : "";
}
