// @ts-check
/** The form that asks who the customer is: a number, checked while it is typed, and one contact. */
import { html, useRef, useState } from "../shared/html.js";
import { typedInto } from "../shared/drawn-form.js";
import { grouped } from "./address.js";
import { ProblemError } from "./calls.js";
import { Failure } from "./failure.js";
import { Field } from "./field.js";
import { linkIsDead, loadParts, number, open, parts, stage } from "./state.js";
import { t } from "./opening-text.js";

export function OpenForm() {
  const [typed, setTyped] = useState(() => typedInto("number") ?? grouped(number.value));
  const [contact, setContact] = useState(() => typedInto("contact") ?? "");
  const [faults, setFaults] = useState(/** @type {{ number?: Words, contact?: Words }} */ ({}));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const checked = parts.value?.check(typed);

  /** @param {string} meant */
  function take(meant) {
    setTyped(meant);
    setFaults({});
  }

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    if (isBusy) return;
    setError(null);
    setBusy(true);
    try {
      const meant = (await loadParts()).check(typed);
      const wrong = { number: numberFault(meant), contact: contactFault(contact) };
      setFaults(wrong);
      if (wrong.number || wrong.contact) return focusFirstFault(form.current);
      await open({ number: meant.digits, contact: { kind: contact.includes("@") ? "email" : "phone", value: contact.trim() } });
    } catch (problem) {
      const fault = problem instanceof ProblemError && problem.kind === "invalid-request";
      if (fault) setFaults(problem.fault("number") ? { number: ["open.number.check"] } : { contact: ["open.contact.wrong"] });
      else setError(problem);
    } finally {
      setBusy(false);
    }
  }

  return html`
    <form class="card open" ref=${form} onSubmit=${submit} onFocusIn=${prepare} onInput=${prepare} novalidate>
      <${Lead} />
      ${Boolean(error) && html`<${Failure} error=${error} />`}
      <${Field} name="number" label=${t("open.number")} hint=${t("open.number.hint")} fault=${say(faults.number)}
        after=${checked && html`<${NumberHelp} checked=${checked} hasFault=${Boolean(faults.number)} take=${take} />`}>
        ${(/** @type {object} */ attributes) => html`
          <input ...${attributes} class="number-input" name="number" inputmode="numeric" autocomplete="off" autocapitalize="off"
            spellcheck="false" placeholder="0000-0000-0000" value=${typed}
            onInput=${(/** @type {any} */ event) => setTyped(parts.value?.regroupInput(event, typed) ?? event.target.value)} />`}
      <//>
      <${Field} name="contact" label=${t("open.contact")} hint=${t("open.contact.hint")} fault=${say(faults.contact)}>
        ${(/** @type {object} */ attributes) => html`
          <input ...${attributes} name="contact" inputmode="email" autocomplete="email" autocapitalize="off" spellcheck="false"
            value=${contact} onInput=${(/** @type {any} */ event) => setContact(event.target.value)} />`}
      <//>
      <button class="button button-primary" aria-disabled=${isBusy}>${t(isBusy ? "open.showing" : "open.show")}</button>
      <p class="small">${t("open.private")}</p>
    </form>`;
}

/** Whoever turns to the form needs the rest soon. What fails is tried again when it is needed. */
const prepare = () => void loadParts().catch(() => {});

function Lead() {
  const name = linkIsDead.value ? "link.invalid" : stage.value === "again" ? "open.again" : "open";
  return html`
    <h1>${t(name === "open" ? "open.title" : name)}</h1>
    <p class="lead">${t(`${name}.lead`)}</p>`;
}

/**
 * What the digits say while they are typed.
 * @param {{ checked: import("../shared/number/check.js").Checked, hasFault: boolean, take: (meant: string) => void }} props
 */
function NumberHelp({ checked, hasFault, take }) {
  const isWrong = checked.kind === "repaired" || (checked.kind === "other" && checked.digits !== "");
  return html`
    <div class="number-help" aria-live="polite">
      ${checked.kind === "number" && html`<p class="good">${t("open.number.good")}</p>`}
      ${isWrong && !hasFault && html`<p>${t(checked.certain ? "open.number.wrong" : "open.number.check")}</p>`}
      ${isWrong && checked.certain && html`
        <button type="button" class="button" onClick=${() => take(checked.formatted)}>
          ${t("open.number.take", { number: checked.formatted })}
        </button>`}
    </div>`;
}

/**
 * A text by its name: it is said in the language that the page has when it is drawn.
 * @typedef {[name: string, values?: Record<string, number>]} Words
 */

/** @param {Words | undefined} words */
const say = (words) => words && t(...words);

/** @param {import("../shared/number/check.js").Checked} checked @returns {Words | undefined} */
function numberFault(checked) {
  if (checked.kind === "number") return undefined;
  if (checked.kind === "incomplete") return ["open.number.short", { count: checked.digits.length }];
  if (checked.digits === "") return ["open.number.missing"];
  return [checked.certain ? "open.number.wrong" : "open.number.check"];
}

/** @param {string} text @returns {Words | undefined} */
function contactFault(text) {
  if (text.trim() === "") return ["open.contact.missing"];
  return text.includes("@") || /\d{3}/.test(text.replace(/\D/g, "")) ? undefined : ["open.contact.wrong"];
}

/** The faults are drawn first. @param {HTMLFormElement | null} form */
function focusFirstFault(form) {
  requestAnimationFrame(() => {
    const field = form?.querySelector("[aria-invalid=true]");
    if (field instanceof HTMLElement) field.focus();
  });
}
