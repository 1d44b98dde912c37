// @ts-check
/** The promises that somebody still has to answer for, by due time. */
import { html, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { may } from "../../shared/session.js";
import { minute } from "../../shared/time.js";
import { Countdown } from "./countdown.js";
import { ListFrame } from "./list-frame.js";
import { usePages } from "./pages.js";
import { Ago, Channel, Facts, IncidentLink } from "./row.js";
import { outcomes, SettleForm } from "./settle-form.js";
import { t } from "./text.js";

/**
 * @typedef {import("../../shared/types.js").PromiseView} Promised
 * @typedef {import("./settle-form.js").Outcome} Outcome
 */

/** @param {Promised} promise */
const keyOf = (promise) => `${promise.number}/${promise.id}`;

export function Promises() {
  const paged = usePages("promises", "/promises?", keyOf, /\.(promise|incident|message)\.[a-z-]+$/);
  return html`<${ListFrame} name="promises" paged=${paged} keyOf=${keyOf} headingOf=${headingOf}
    row=${(/** @type {Promised} */ promise) => html`<${PromiseRow} promise=${promise} hold=${paged.hold} />`} />`;
}

/** @param {Promised} promise */
function headingOf(promise) {
  if (promise.state === "broken") return t("promises.broken");
  const due = new Date(promise.dueAt);
  if (due.getTime() <= minute.value) return t("promises.overdue");
  return due.toDateString() === new Date(minute.value).toDateString() ? t("promises.today") : t("promises.later");
}

/** @param {{ promise: Promised, hold: (promise: Promised, isHeld: boolean) => void }} props */
function PromiseRow({ promise, hold }) {
  const [chosen, setChosen] = useState(/** @type {Outcome | null} */ (null));
  const [settled, setSettled] = useState(/** @type {Outcome | null} */ (null));

  /** @param {Outcome | null} outcome */
  function choose(outcome) {
    setChosen(outcome);
    hold(promise, outcome !== null);
  }

  return html`
    <article class="entry" aria-label=${promise.incident?.subject ?? ""}>
      <div class="entry-main">
        <${IncidentLink} number=${promise.number} subject=${promise.incident?.subject} />
        <p class="entry-text">${promise.text ?? t("promises." + promise.kind)}</p>
        <${Facts}>
          ${promise.kind !== "promise" && html`<span class="tag">${t("promises." + promise.kind)}</span>`}
          ${promise.promisedIn && html`<${Channel} name=${promise.promisedIn} />`}
          <span>${promise.promisedBy ? t("promises.by", { who: promise.promisedBy }) : ""} <${Ago} at=${promise.promisedAt} /></span>
          ${promise.team && html`<span>${t("promises.team", { team: promise.team })}</span>`}
        <//>
      </div>
      <div class="entry-side">
        ${settled
          ? html`<p class="tag tag-good" role="status"><${Icon} name="check" />${t("promises.settled." + settled)}</p>`
          : html`
            <${Countdown} dueAt=${promise.dueAt} />
            ${may("write") && html`<${Outcomes} promise=${promise} chosen=${chosen} choose=${choose} />`}`}
      </div>
      ${chosen && !settled && html`
        <${SettleForm} key=${chosen} promise=${promise} outcome=${chosen} onCancel=${() => choose(null)}
          onSettled=${() => setSettled(chosen)} />`}
    </article>`;
}

/** @param {{ promise: Promised, chosen: Outcome | null, choose: (outcome: Outcome | null) => void }} props */
const Outcomes = ({ promise, chosen, choose }) => html`
  <div class="outcomes" role="group" aria-label=${t("promises.answer")}>
    ${outcomes.filter((outcome) => promise.state !== "broken" || outcome === "broken").map((outcome) => html`
      <button key=${outcome} type="button" class="button button-small ${outcome === "kept" ? "button-primary" : ""}"
        data-key=${t("promises.key." + outcome)} aria-expanded=${chosen === outcome}
        onClick=${() => choose(chosen === outcome ? null : outcome)}>${t("promises.do." + outcome)}</button>`)}
  </div>`;
