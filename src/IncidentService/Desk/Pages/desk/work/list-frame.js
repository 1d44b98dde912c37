// @ts-check
/** What surrounds the rows of a list: its states, its pages, and the keys that move through it. */
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useRef } from "../../shared/html.js";
import { Empty, Loading } from "../../shared/states.js";
import { areOn } from "../shortcuts.js";
import { t } from "./text.js";

/**
 * @param {{ name: string, paged: ReturnType<typeof import("./pages.js").usePages<any>>, keyOf: (item: any) => string,
 *   headingOf?: (item: any) => string, row: (item: any) => unknown }} props
 */
export function ListFrame({ name, paged, keyOf, headingOf, row }) {
  const { list, reload, more } = paged;
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  if (!list.items && !list.error) return html`<${Loading} t=${t} lines=${4} />`;
  if (!list.items) return html`<${ErrorNotice} t=${t} error=${list.error} onRetry=${reload} />`;
  return html`
    <div class="list" ref=${ref} onKeyDown=${(/** @type {KeyboardEvent} */ event) => ref.current && moveByKey(event, ref.current)}>
      ${Boolean(list.error) && html`<${ErrorNotice} t=${t} error=${list.error} onRetry=${reload} />`}
      ${list.items.length === 0 && html`<${Empty} title=${t(name + ".empty")} text=${t(name + ".empty.text")} />`}
      ${sections(list.items, headingOf).map(({ heading, items }) => html`
        <section key=${heading} class="list-section">
          ${heading && html`<h2 class="list-heading">${heading}</h2>`}
          <ul class="entries">${items.map((item) => html`<li key=${keyOf(item)} class="entries-item">${row(item)}</li>`)}</ul>
        </section>`)}
      ${list.next && html`
        <p class="list-more"><button type="button" class="button" disabled=${list.isBusy} onClick=${more}>
          ${t(list.isBusy ? "loading" : "more")}</button></p>`}
    </div>`;
}

/** Neighbouring items under the same heading. @param {any[]} items @param {((item: any) => string) | undefined} headingOf */
function sections(items, headingOf) {
  /** @type {{ heading: string, items: any[] }[]} */
  const found = [];
  for (const item of items) {
    const heading = headingOf?.(item) ?? "";
    const section = found.find((other) => other.heading === heading);
    if (section) section.items.push(item);
    else found.push({ heading, items: [item] });
  }
  return found;
}

/**
 * On a row's link, up and down go to its neighbours, and the letter of an action (`data-key`) presses its button.
 *
 * @param {KeyboardEvent} event @param {HTMLElement} list
 */
function moveByKey(event, list) {
  const link = event.target instanceof HTMLElement && event.target.matches("[data-row]") ? event.target : null;
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-row]")]);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined && !areOn.value) return;
  const target = step === undefined
    ? /** @type {HTMLElement | null | undefined} */ (link.closest(".entries-item")?.querySelector(`[data-key="${CSS.escape(event.key)}"]`))
    : links[links.indexOf(link) + step];
  if (!target) return;
  event.preventDefault();
  if (step === undefined) target.click();
  else target.focus();
}
