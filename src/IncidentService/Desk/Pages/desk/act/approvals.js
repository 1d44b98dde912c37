// @ts-check
/** Approvals: granted, honoured, and taken back. */
import { post, put } from "../../shared/api.js";
import { titleOf } from "../card/approval.js";
import { t } from "../card/text.js";
import { due, dueInstant, startChoices, validityChoices, validityName } from "./due.js";

/** @typedef {import("../../shared/types.js").Card} Card @typedef {import("./form.js").FormSpec} FormSpec */
/** @typedef {import("../../shared/types.js").ApprovalView} ApprovalView @typedef {import("./fields.js").FieldSpec} FieldSpec */

const channels = ["email", "phone", "store", "social", "chat", "web"];
const types = ["price-match", "refund", "replacement", "discount", "waiver"];
const inParts = ["refund", "discount", "waiver"];

/** @param {Card} card @returns {FormSpec} */
export const approvalForm = (card) => ({
  title: t("form.approval"),
  submit: t("approval.submit"),
  focus: "input:checked",
  explain: (values) => t("approval.explain", {
    where: values.channels.length > 0
      ? values.channels.map((/** @type {string} */ name) => t("channel." + name)).join(", ")
      : t("approval.any"),
    count: Number(values.uses) || 1,
  }),
  fields: approvalFields(card),
  body: approvalOf,
  send: async (body, key) => (await post(`/incidents/${card.number}/approvals`, body, { key })).body,
});

/**
 * What may be honoured, where, from when until when, and how often.
 *
 * @param {Pick<Card, "approvals">} card @returns {FieldSpec[]}
 */
export const approvalFields = (card) => [
  { name: "type", kind: "choice", label: t("approval.type"), options: types, nameOf: (name) => t("approval." + name),
    initial: "price-match" },
  { name: "item", kind: "text", label: t("approval.item"), initial: "" },
  { name: "quantity", kind: "count", label: t("approval.quantityField"), initial: "1", isShown: ({ item }) => item.trim() !== "" },
  { name: "money", kind: "money", label: t("approval.money"), initial: { amount: "", currency: currencyOf(card) } },
  { name: "partial", kind: "checks", label: t("approval.parts"), options: ["partial"], nameOf: () => t("approval.partial"), initial: [],
    isShown: ({ type, money }) => inParts.includes(type) && money.amount !== "" },
  { name: "uses", kind: "count", label: t("approval.usesField"), initial: "1", isShown: ({ partial }) => partial.length === 0 },
  { name: "from", kind: "due", label: t("approval.start"), options: startChoices, initial: due("now"), fault: "validFrom" },
  { name: "until", kind: "due", label: t("approval.validity"), options: validityChoices, nameOf: validityName, initial: due("3w"),
    fault: "validUntil" },
  { name: "channels", kind: "checks", label: t("approval.channels"), hint: t("approval.channels.hint"), options: channels,
    nameOf: (name) => t("channel." + name), initial: [] },
  { name: "locations", kind: "text", label: t("approval.locations"), hint: t("approval.locations.hint"), initial: "" },
  { name: "note", kind: "text", label: t("approval.note"), initial: "" },
];

/** The request of these fields' values. @param {Record<string, any>} values */
export function approvalOf(values) {
  const isPartial = inParts.includes(values.type) && values.money.amount && values.partial.length > 0;
  const locations = values.locations.split(",").map((/** @type {string} */ name) => name.trim()).filter(Boolean);
  return {
    type: values.type,
    ...(values.item.trim() ? { item: values.item } : {}),
    ...(values.item.trim() && Number(values.quantity) > 1 ? { quantity: Number(values.quantity) } : {}),
    ...(values.money.amount ? { money: moneyOf(values.money) } : {}),
    ...(isPartial ? { partial: true } : values.uses ? { uses: Number(values.uses) } : {}),
    ...(dueInstant(values.from) ? { validFrom: dueInstant(values.from) } : {}),
    ...(dueInstant(values.until) ? { validUntil: dueInstant(values.until) } : {}),
    ...(values.channels.length > 0 ? { channels: values.channels } : {}),
    ...(locations.length > 0 ? { locations } : {}),
    ...(values.note.trim() ? { note: values.note } : {}),
  };
}

/** @param {Card} card @param {ApprovalView} approval @returns {FormSpec} */
export const redeemForm = (card, approval) => ({
  title: `${t("form.redeem")}: ${titleOf(approval)}`,
  submit: t("redeem.submit"),
  explain: () => t("redeem.explain"),
  fields: [
    { name: "transaction", kind: "text", label: t("redeem.transaction"), hint: t("redeem.transaction.hint"),
      isRequired: true, initial: "" },
    { name: "item", kind: "text", label: t("approval.item"), initial: approval.item ?? "" },
    ...(approval.money ? [/** @type {import("./fields.js").FieldSpec} */ ({
      name: "money", kind: "money", label: t(approval.type === "price-match" ? "redeem.price" : "approval.money"),
      initial: { amount: approval.partial ? "" : approval.money.amount, currency: approval.money.currency } })] : []),
  ],
  body: (values) => ({
    transaction: values.transaction.trim(),
    request: {
      ...(values.item.trim() ? { item: values.item } : {}),
      ...(values.money?.amount ? { money: moneyOf(values.money) } : {}),
    },
  }),
  send: async ({ transaction, request }) =>
    (await put(`/incidents/${approval.number}/approvals/${approval.id}/redemptions/${encodeURIComponent(transaction)}`, request)).body,
});

/** @param {Card} card @param {ApprovalView} approval @returns {FormSpec} */
export const revokeForm = (card, approval) => ({
  title: `${t("approval.revoke")}: ${titleOf(approval)}`,
  submit: t("approval.revoke"),
  explain: () => t("revoke.explain"),
  fields: [{ name: "reason", kind: "text", label: t("field.reason"), initial: "" }],
  body: ({ reason }) => (reason.trim() ? { reason } : {}),
  send: async (body, key) => (await post(`/incidents/${approval.number}/approvals/${approval.id}/revocation`, body, { key })).body,
});

/** @param {{ amount: string, currency: string }} money */
const moneyOf = ({ amount, currency }) => ({ amount: amount.replace(",", "."), currency: currency.toUpperCase() });

/** The currency of this incident, if any was used on it. @param {Pick<Card, "approvals">} card */
const currencyOf = (card) => card.approvals.find((approval) => approval.money)?.money?.currency ?? "USD";
