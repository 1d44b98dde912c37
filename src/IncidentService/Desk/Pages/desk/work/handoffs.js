// @ts-check
/** The hand-offs that wait for this channel, oldest first; accepted from here. */
import { channel, newIdempotencyKey, post } from "../../shared/api.js";
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useRef, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { may } from "../../shared/session.js";
import { Countdown } from "./countdown.js";
import { ListFrame } from "./list-frame.js";
import { usePages } from "./pages.js";
import { Ago, Channel, Facts, IncidentLink } from "./row.js";
import { t } from "./text.js";

/** @typedef {import("../../shared/types.js").HandoffView} Handoff */

/** @param {Handoff} handoff */
const keyOf = (handoff) => `${handoff.number}/${handoff.id}`;

export function Handoffs() {
  const paged = usePages("handoffs", `/handoffs?channel=${channel.value}`, keyOf, /\.(handoff|interaction|lookup|incident)\.[a-z-]+$/);
  return html`<${ListFrame} name="handoffs" paged=${paged} keyOf=${keyOf}
    row=${(/** @type {Handoff} */ handoff) => html`<${HandoffRow} handoff=${handoff} hold=${paged.hold} />`} />`;
}

/** @param {{ handoff: Handoff, hold: (handoff: Handoff, isHeld: boolean) => void }} props */
function HandoffRow({ handoff, hold }) {
  const [state, setState] = useState(/** @type {{ isBusy?: boolean, isAccepted?: boolean, error?: unknown }} */ ({}));
  const key = useRef(newIdempotencyKey());

  async function accept() {
    setState({ isBusy: true });
    hold(handoff, true);
    try {
      await post(`/incidents/${handoff.number}/handoffs/${handoff.id}/acceptance`, undefined, { key: key.current });
      setState({ isAccepted: true });
    } catch (error) {
      hold(handoff, false);
      setState({ error });
    }
  }

  return html`
    <article class="entry" aria-label=${handoff.incident?.subject ?? ""}>
      <div class="entry-main">
        <${IncidentLink} number=${handoff.number} subject=${handoff.incident?.subject} />
        ${handoff.reason && html`<p class="entry-text">${handoff.reason}</p>`}
        ${handoff.told && html`<p class="entry-told"><span class="soft">${t("handoffs.told")}</span> ${handoff.told}</p>`}
        <${Facts}>
          ${handoff.arrivedAt && html`<span class="tag tag-accent"><${Icon} name="bell" />${t("handoffs.arrived")}</span>`}
          <${Channel} name=${handoff.from.channel} />
          <span>${handoff.requestedBy ? t("handoffs.by", { who: handoff.requestedBy }) : ""} <${Ago} at=${handoff.requestedAt} /></span>
          ${handoff.to.team && html`<span>${t("handoffs.team", { team: handoff.to.team })}</span>`}
        <//>
        ${Boolean(state.error) && html`<${ErrorNotice} t=${t} error=${state.error} onRetry=${accept} />`}
      </div>
      <div class="entry-side">
        ${handoff.dueAt && !state.isAccepted && html`<${Countdown} dueAt=${handoff.dueAt} />`}
        ${state.isAccepted
          ? html`<p class="tag tag-good" role="status"><${Icon} name="check" />${t("handoffs.accepted")}</p>`
          : may("write") && html`
            <button type="button" class="button button-primary" data-key="a" disabled=${state.isBusy} onClick=${accept}>
              ${t("handoffs.accept")}</button>`}
      </div>
    </article>`;
}
