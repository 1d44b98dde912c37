// @ts-check
/** What customers quoted and nobody could find, until somebody says which incident it was. */
import { html, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { may } from "../../shared/session.js";
import { AnswerForm } from "./answer-form.js";
import { ListFrame } from "./list-frame.js";
import { usePages } from "./pages.js";
import { Ago, Channel, Facts } from "./row.js";
import { t } from "./text.js";

/** @typedef {import("../../shared/types.js").Schemas["RecordedLookup"]} Lookup */

/** @param {Lookup} lookup */
const keyOf = (lookup) => lookup.id;

export function Misses() {
  const paged = usePages("misses", "/lookups?outcome=none&answered=false", keyOf, null);
  return html`<${ListFrame} name="misses" paged=${paged} keyOf=${keyOf}
    row=${(/** @type {Lookup} */ lookup) => html`<${MissRow} lookup=${lookup} hold=${paged.hold} />`} />`;
}

/** @param {{ lookup: Lookup, hold: (lookup: Lookup, isHeld: boolean) => void }} props */
function MissRow({ lookup, hold }) {
  const [isOpen, setOpen] = useState(false);
  const [answer, setAnswer] = useState("");

  /** @param {boolean} opens */
  function toggle(opens) {
    setOpen(opens);
    hold(lookup, opens);
  }

  return html`
    <article class="entry" aria-label=${t("misses.row")}>
      <div class="entry-main">
        <p class="miss-quoted" tabindex="0" data-row>${lookup.quoted ?? t("misses.erased")}</p>
        <${Facts}>
          ${lookup.customerPresent && html`<span class="tag tag-warn">${t("misses.present")}</span>`}
          <${Channel} name=${lookup.channel} />
          <span>${lookup.agent ? t("misses.by", { who: lookup.agent }) : ""} <${Ago} at=${lookup.at} /></span>
          ${lookup.shape && html`<span>${t("misses.shape")} <code>${lookup.shape}</code></span>`}
        <//>
      </div>
      <div class="entry-side">
        ${answer
          ? html`<p class="tag tag-good" role="status"><${Icon} name="check" />${t("misses.answered", { number: answer })}</p>`
          : may("write") && html`
            <button type="button" class="button" data-key="a" aria-expanded=${isOpen} onClick=${() => toggle(!isOpen)}>
              ${t("misses.answer")}</button>`}
      </div>
      ${isOpen && !answer && html`<${AnswerForm} lookup=${lookup} onCancel=${() => toggle(false)} onAnswered=${setAnswer} />`}
    </article>`;
}
