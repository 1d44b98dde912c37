// @ts-check
/** One approval: what it grants, whether it may be honoured here and now, and who honoured it already. */
import { channel } from "../../shared/api.js";
import { html } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { formatMoney } from "../../shared/money.js";
import { may, session } from "../../shared/session.js";
import { minute, shortTime } from "../../shared/time.js";
import { redemptionSubject, startAction } from "../act/action.js";
import { lines } from "./store.js";
import { t } from "./text.js";

/** @typedef {import("../../shared/types.js").ApprovalView} ApprovalView */

/** @param {{ approval: ApprovalView }} props */
export function Approval({ approval }) {
  const [standing, canRedeem] = standingOf(approval);
  const id = `approval-${approval.number}-${approval.id}`;
  return html`
    <div class="item ${canRedeem ? "item-mine" : ""}">
      <p class="item-title" id=${id}><${Icon} name="approval" />${titleOf(approval)}</p>
      <p class="tags"><span class="tag ${canRedeem ? "tag-good" : "tag-danger"}">${standing}</span>
        <span class="tag">${usesOf(approval)}</span>
        ${approval.validUntil && Date.parse(approval.validUntil) > minute.value
          && html`<span class="tag">${t("approval.until", { time: shortTime(approval.validUntil) })}</span>`}</p>
      ${approval.note && html`<p>${approval.note}</p>`}
      <p class="soft small">${t("approval.granted", { who: grantorOf(approval) })}, ${shortTime(approval.grantedAt)}</p>
      <${Redemptions} approval=${approval} />
      <p class="actions">
        ${canRedeem && may("redeem") && html`
          <button type="button" class="button button-primary button-small" aria-describedby=${id}
            onClick=${() => startAction("redeem", approval)}>${t("approval.redeem")}</button>`}
        ${(canRedeem || standing === t("approval.own")) && may("approve") && approval.grantedIn === channel.value && html`
          <button type="button" class="button button-small" aria-describedby=${id}
            onClick=${() => startAction("revoke", approval)}>${t("approval.revoke")}</button>`}
      </p>
    </div>`;
}

/** Price match: 2 × DCD791, 129.99. @param {ApprovalView} approval */
export function titleOf(approval) {
  const quantity = approval.quantity && approval.quantity > 1 ? t("approval.quantity", { count: approval.quantity }) + " " : "";
  const item = approval.item ? quantity + approval.item : "";
  const what = [item, approval.money && formatMoney(approval.money)].filter(Boolean).join(", ");
  return t("approval." + approval.type) + (what && ": " + what);
}

/**
 * Where it stands, and whether it may be redeemed in this channel now; the checks run in the order of the service.
 *
 * @param {ApprovalView} approval @returns {[string, boolean]}
 */
function standingOf(approval) {
  if (approval.revokedAt) return [t("approval.revoked"), false];
  if (approval.channels.length > 0 && !approval.channels.includes(channel.value)) {
    return [t("approval.elsewhere", { where: approval.channels.map((name) => t("channel." + name)).join(", ") }), false];
  }
  if (Date.parse(approval.validFrom) > minute.value + 60_000) return [t("approval.from", { time: shortTime(approval.validFrom) }), false];
  if (approval.validUntil && Date.parse(approval.validUntil) <= minute.value) {
    return [t("approval.expired", { time: shortTime(approval.validUntil) }), false];
  }
  if (isUsedUp(approval)) return [t("approval.used"), false];
  if (isOwn(approval)) return [t("approval.own"), false];
  return [t("approval.here") + (approval.locations.length > 0 ? ` (${approval.locations.join(", ")})` : ""), true];
}

/** @param {ApprovalView} approval */
const grantorOf = (approval) => [approval.grantedBy, t("channel." + approval.grantedIn)].filter(Boolean).join(", ");

/** Nobody may redeem what they granted. @param {ApprovalView} approval */
const isOwn = (approval) => approval.grantedBy?.toLowerCase() === session.value?.agent.toLowerCase();

/** @param {ApprovalView} approval */
export const isUsedUp = (approval) =>
  (approval.uses !== undefined && approval.used >= approval.uses)
  || (approval.partial && approval.money !== undefined && Number(approval.usedMoney?.amount ?? 0) >= Number(approval.money.amount));

/** @param {ApprovalView} approval */
function usesOf(approval) {
  if (approval.partial && approval.money) {
    const used = approval.usedMoney ?? { ...approval.money, amount: "0.00" };
    return t("approval.usedMoney", { used: formatMoney(used), money: formatMoney(approval.money) });
  }
  return t("approval.uses", { used: approval.used, count: approval.uses ?? 1 });
}

/** Who honoured it, where and under which transaction, as far as the lines at hand say. @param {{ approval: ApprovalView }} props */
function Redemptions({ approval }) {
  const reversed = new Set(
    lines.value.filter((line) => line.type === "approval.redemption-reversed").map((line) => line.facts?.transaction));
  const redeemed = lines.value.filter((line) =>
    line.type === "approval.redeemed" && line.facts?.approval === approval.id && (line.facts?.number ?? line.number) === approval.number);
  return html`${redeemed.map((line) => html`
    <p key=${line.sequence} class="small ${reversed.has(line.facts?.transaction) ? "struck" : ""}"><${Icon} name="check" />
      ${" "}${t("approval.redeemedAs", {
        time: shortTime(line.at),
        place: [line.channel && t("channel." + line.channel), line.location, line.agent].filter(Boolean).join(", "),
        transaction: line.facts?.transaction ?? "",
      })}
      ${may("redeem") && !reversed.has(line.facts?.transaction) && html`
        <button type="button" class="button button-quiet button-small" onClick=${() => startAction("reverse", redemptionSubject(line))}>
          ${t("form.reverse")}</button>`}</p>`)}`;
}
