// @ts-check
/** What the customer takes home: the number, how to say it, what was promised, and what to show at the till. Nothing internal. */
import { html, useMemo } from "../../shared/html.js";
import { barcode, format, spoken } from "../../shared/number/index.js";
import { dateTime } from "../../shared/time.js";
import { isUsedUp, titleOf } from "../card/approval.js";
import { CodeImage } from "./code.js";
import { code128, qrCode } from "./codes.js";
import { rolls } from "./page-size.js";
import { t } from "./text.js";

/**
 * @typedef {import("../../shared/types.js").Card} Card
 * @typedef {import("../../shared/types.js").ApprovalView} Approval
 * @typedef {import("../../shared/types.js").PromiseView} Promised
 */

/** Where customers follow their problem: as the service is configured, else where this page comes from. */
const trackingBase = document.querySelector("meta[name=tracking]")?.getAttribute("content") || location.origin;

const digitWords = () => Array.from({ length: 10 }, (_, digit) => t("digit." + digit));

/** @param {{ card: Card, paper: string, paperRef: import("preact").Ref<HTMLElement> }} props */
export function Paper({ card, paper, paperRef }) {
  const tracking = `${trackingBase}/t/${card.number}`;
  const codes = useMemo(() => ({ qr: qrCode(tracking), bars: code128(barcode(card.number)) }), [card.number]);
  const approvals = card.approvals.filter(isUsable);
  const promises = card.promises.filter((promise) => promise.state === "open" || promise.state === "overdue");
  return html`
    <article class="paper ${paper in rolls ? "paper-roll " : ""}paper-${paper}" ref=${paperRef} aria-label=${t("slip.title")}>
      <header class="paper-head">
        <p class="paper-what">${t("slip.number")}</p>
        <p class="paper-number number">${format(card.number)}</p>
        <p class="paper-say">${spoken(card.number, digitWords()).split(", ").map((group, index) => html`
          <span key=${index} class="paper-group">${group}</span> `)}</p>
        ${card.subject && html`<p class="paper-subject">${card.subject}</p>`}
        <p class="paper-small">${t("slip.opened", { time: dateTime(card.openedAt) })}</p>
      </header>
      ${approvals.length > 0 && html`
        <section class="paper-part paper-till">
          <h2>${t("slip.till")}</h2>
          <ul>${approvals.map((approval) => html`
            <li key=${approval.number + approval.id}><${ApprovalLine} approval=${approval} /></li>`)}</ul>
        </section>`}
      ${promises.length > 0 && html`
        <section class="paper-part">
          <h2>${t("slip.promised")}</h2>
          <ul>${promises.map((promise) => html`
            <li key=${promise.number + promise.id}>${promise.text ?? t("slip." + promise.kind)}
              <span class="paper-small paper-line">${t("slip.by", { time: dateTime(promise.dueAt) })}</span></li>`)}</ul>
        </section>`}
      <div class="paper-codes">
        <figure><${CodeImage} name="code-qr" code=${codes.qr} label=${t("slip.qr", { address: tracking })} />
          <figcaption class="paper-small">${t("slip.track")}<br />${trackingBase.replace(/^https?:\/\//, "")}/track</figcaption></figure>
        <figure><${CodeImage} name="code-bars-image" code=${codes.bars} label=${t("slip.bars", { number: format(card.number) })} />
          <figcaption class="paper-small number">${format(card.number)}</figcaption></figure>
      </div>
      <p class="paper-foot">${t("slip.everywhere")}</p>
    </article>`;
}

/** @param {{ approval: Approval }} props */
function ApprovalLine({ approval }) {
  const where = [...approval.channels.map((name) => t("channel." + name)), ...approval.locations].join(", ");
  const details = [
    approval.validUntil && t("slip.until", { time: dateTime(approval.validUntil) }),
    where && t("slip.where", { where }),
    (approval.uses ?? 1) > 1 && t("slip.uses", { count: (approval.uses ?? 1) - approval.used }),
  ].filter(Boolean);
  return html`
    <strong>${titleOf(approval)}</strong>
    ${details.length > 0 && html`<span class="paper-small paper-line">${details.join(" · ")}</span>`}`;
}

/** @param {Approval} approval */
const isUsable = (approval) =>
  !approval.revokedAt && !isUsedUp(approval) && (!approval.validUntil || Date.parse(approval.validUntil) > Date.now());
