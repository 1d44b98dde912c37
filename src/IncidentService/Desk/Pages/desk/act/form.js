// @ts-check
/**
 * A form that acts on an incident. What is typed is kept as a draft until the service has it: a failed send, an ended session, a changed
 * ticket or a closed window lose nothing.
 */
import { ProblemError, SignedOutError } from "../../shared/api.js";
import { dropDraft, findDraft, keepDraft, markSent } from "../../shared/drafts.js";
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useLayoutEffect, useRef, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { hasExpired, session } from "../../shared/session.js";
import { shortTime } from "../../shared/time.js";
import { t } from "../card/text.js";
import { Field } from "./fields.js";

/**
 * @typedef {import("../../shared/types.js").Card} Card
 * @typedef {Record<string, any>} Values
 *
 * @typedef {object} FormSpec
 * @property {string} title
 * @property {(values: Values, before: Values) => string} explain what will happen
 * @property {import("./fields.js").FieldSpec[]} fields
 * @property {string} submit
 * @property {string} [about] the text that it is about
 * @property {string} [focus] selects the field that has the focus first; one to type in by default
 * @property {(values: Values, before: Values) => any} body what is sent, from the values and those that the form had before anything was
 *   typed; made once for the same values, so that a repeat is the same request
 * @property {(body: any, key: string) => Promise<any>} send
 *
 * @typedef {object} FormProps
 * @property {FormSpec} spec
 * @property {string} number of the incident, or empty
 * @property {string} name under which its draft is kept
 * @property {(result: any) => void} onDone
 * @property {() => void} onClose
 * @property {"h1" | "h2"} [heading]
 */

const typedIn = "textarea, input:not([type=radio], [type=checkbox])";

/** @param {FormProps} props */
export function ActionForm({ spec, number, name, onDone, onClose, heading = "h2" }) {
  const agent = session.value?.agent ?? "";
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [draft] = useState(() => findDraft(agent, number, name));
  const [before, setBefore] = useState(() => ({ ...initialOf(spec), ...draft?.before }));
  const [values, setValues] = useState(() => ({ ...before, ...draft?.values }));
  const [isRestored, setRestored] = useState(Boolean(draft));
  const [state, setState] = useState(/** @type {{ isBusy: boolean, error: unknown }} */ ({ isBusy: false, error: null }));
  const focusFirst = () => /** @type {HTMLElement | null | undefined} */ (form.current?.querySelector(spec.focus ?? typedIn))?.focus();
  useLayoutEffect(focusFirst, []); // before the next key arrives

  /** @param {string} field @param {any} value */
  function change(field, value) {
    const changed = { ...values, [field]: value };
    setValues(changed);
    keepDraft({ agent, number, form: name, values: changed, before });
  }

  function throwAway() {
    dropDraft(agent, number, name);
    setBefore(initialOf(spec));
    setValues(initialOf(spec));
    setRestored(false);
    focusFirst();
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    if (state.isBusy) return;
    setState({ isBusy: true, error: null });
    const kept = findDraft(agent, number, name) ?? keepDraft({ agent, number, form: name, values, before });
    const sent = kept.sent === JSON.stringify(values) ? kept
      : markSent({ ...keepDraft({ agent, number, form: name, values, before }), body: spec.body(values, before) });
    try {
      const result = await spec.send(sent.body, sent.key);
      dropDraft(agent, number, name);
      onDone(result);
    } catch (error) {
      setState({ isBusy: false, error });
    }
  }

  const shown = spec.fields.filter((field) => field.isShown?.(values) ?? true);
  const isOver = state.error instanceof SignedOutError && !hasExpired.value; // somebody has signed in again
  const faults = state.error instanceof ProblemError ? state.error : null;
  /** @param {import("./fields.js").FieldSpec} field */
  const draw = (field) => html`
    <${Field} key=${field.name} spec=${field} value=${values[field.name]} fault=${faults?.fault(field.fault ?? field.name)}
      onChange=${(/** @type {any} */ value) => change(field.name, value)} />`;
  return html`
    <form class="act-form" ref=${form} onSubmit=${submit}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => onKey(event, form.current, onClose)} aria-label=${spec.title}>
      <header class="question-head"><${heading}>${spec.title}<//>
        <button type="button" class="button button-quiet button-small" onClick=${onClose}><${Icon} name="close" />
          <span class="visually-hidden">${t("form.close")}</span></button></header>
      ${isRestored && html`
        <p class="notice draft" role="status"><${Icon} name="note" />
          <span>${t("form.restored", { time: shortTime(draft?.at ?? "") })}</span>
          <button type="button" class="button button-small" onClick=${throwAway}>${t("form.throwAway")}</button></p>`}
      ${spec.about && html`<blockquote class="said about">${spec.about}</blockquote>`}
      ${partsOf(shown).map(([part, fields]) => (part
        ? html`<fieldset key=${part} class="part"><legend>${part}</legend>${fields.map(draw)}</fieldset>` : fields.map(draw)))}
      <p class="explain"><${Icon} name="arrow" /><span>${spec.explain(values, before)}</span></p>
      ${Boolean(state.error) && !isOver && html`
        <${ErrorNotice} t=${t} error=${state.error} shown=${shown.map((field) => field.fault ?? field.name)} />
        ${faults && html`<p class="soft small">${t("form.kept")}</p>`}`}
      <p class="actions">
        <button type="submit" class="button button-primary" disabled=${state.isBusy}>
          ${state.isBusy ? t("form.sending") : spec.submit}</button>
        <span class="soft small keys"><kbd>Ctrl</kbd>+<kbd>Enter</kbd></span>
      </p>
    </form>`;
}

/** Fields of one part stand together under its heading. @param {import("./fields.js").FieldSpec[]} fields */
function partsOf(fields) {
  /** @type {[string, import("./fields.js").FieldSpec[]][]} */
  const parts = [];
  for (const field of fields) {
    if (parts.at(-1)?.[0] !== (field.part ?? "")) parts.push([field.part ?? "", []]);
    parts.at(-1)?.[1].push(field);
  }
  return parts;
}

/** @param {FormSpec} spec @returns {Values} */
const initialOf = (spec) => Object.fromEntries(spec.fields.map((field) => [field.name, field.initial]));

/**
 * Ctrl+Enter sends from any field; Escape closes and keeps the draft.
 *
 * @param {KeyboardEvent} event @param {HTMLFormElement | null} form @param {() => void} onClose
 */
function onKey(event, form, onClose) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form?.requestSubmit();
  } else if (event.key === "Escape") {
    event.stopPropagation();
    onClose();
  }
}
