// @ts-check
/** The one box: type or paste anything, and find the incident. */
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useLayoutEffect, useRef } from "../../shared/html.js";
import { regroupInput } from "../../shared/number/index.js";
import { may } from "../../shared/session.js";
import { Loading } from "../../shared/states.js";
import { t } from "../text.js";
import { Here, More } from "./details.js";
import { LiveCheck } from "./live-check.js";
import { lookup, lookUp, quoted, startOver } from "./lookup.js";
import { Outcome } from "./outcome.js";
import { Recent } from "./recent.js";

export function BoxView() {
  const input = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const current = lookup.value;
  const focus = () => {
    input.current?.focus();
    input.current?.select();
  };
  useLayoutEffect(focus, []);
  return html`
    <section class="finder">
      <header class="panel-head"><h1>${t("box.title")}</h1>
        ${may("write") && html`
          <a class="button button-small" href="/desk/new">+ ${t("box.new")} <kbd aria-hidden="true">o</kbd></a>`}</header>
      <form id="look-up" class="box" role="search" onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        void lookUp();
      }}>
        <label class="visually-hidden" for="box">${t("box.label")}</label>
        <textarea id="box" class="box-input" rows="1" ref=${input} value=${quoted.value} autocomplete="off" autocapitalize="off"
          spellcheck=${false} placeholder=${t("box.label")} aria-describedby="box-hint"
          onInput=${edit} onKeyDown=${onKey}></textarea>
        <button type="submit" class="button button-primary" disabled=${current?.isBusy}>${t("box.submit")}</button>
      </form>
      <${LiveCheck} text=${quoted.value} />
      <${Here} />
      <${More} />
      <div class="outcome" aria-busy=${current?.isBusy ? "true" : "false"}>
        ${current?.isBusy && html`<${Loading} t=${t} />`}
        ${Boolean(current?.error) && html`<${ErrorNotice} t=${t} error=${current?.error} onRetry=${lookUp} />`}
        ${current?.answer && html`<${Outcome} key=${current.answer.id} quoted=${current.quoted} answer=${current.answer} onAgain=${() => {
          startOver();
          focus();
        }} />`}
      </div>
      ${!current && html`<${Recent} />`}
    </section>`;
}

/** @param {any} event */
function edit(event) {
  quoted.value = regroupInput(event, quoted.value);
  if (lookup.value && !lookup.value.isBusy) startOver();
}

/**
 * Enter looks up; Shift+Enter makes a line, as in a message that is pasted and then shortened. Escape leaves the box: single keys act then.
 *
 * @param {KeyboardEvent} event
 */
function onKey(event) {
  if (event.key === "Escape") /** @type {HTMLElement} */ (event.currentTarget).blur();
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  void lookUp();
}
