// @ts-check
/** Taking something back: a merge, a redemption, a text, a contact, another system's id. Each says what stays. */
import { post, remove } from "../../shared/api.js";
import { format } from "../../shared/number/index.js";
import { t } from "../card/text.js";

/** @typedef {import("../../shared/types.js").Card} Card @typedef {import("./form.js").FormSpec} FormSpec */

/** @type {() => import("./fields.js").FieldSpec} */
const reasonField = () => ({ name: "reason", kind: "text", label: t("field.reason"), initial: "" });

/** @param {Record<string, any>} values */
const reasonOf = ({ reason }) => (reason.trim() ? { reason } : {});

/** @param {Card} card @param {{ number: string }} merged @returns {FormSpec} */
export const unmergeForm = (card, merged) => ({
  title: t("unmerge.title", { number: format(merged.number) }),
  submit: t("unmerge.submit"),
  explain: () => t("unmerge.explain", { number: format(merged.number), from: card.formatted }),
  fields: [reasonField()],
  body: reasonOf,
  send: async (body, key) => (await post(`/incidents/${merged.number}/unmerge`, body, { key })).body,
});

/** @param {Card} _ @param {import("../../shared/types.js").Line} line @returns {FormSpec} */
export const redactForm = (_, line) => ({
  title: t("form.redact"),
  submit: t("redact.submit"),
  about: line.text,
  explain: () => t("redact.explain"),
  fields: [{ ...reasonField(), hint: t("redact.reason.hint") }],
  body: reasonOf,
  send: async (body, key) => (await post(`/incidents/${line.number}/timeline/${line.sequence}/redaction`, body, { key })).body,
});

/** @param {Card} _ @param {{ number: string, approval: number, transaction: string }} redemption @returns {FormSpec} */
export const reverseForm = (_, redemption) => ({
  title: t("reverse.title", { transaction: redemption.transaction }),
  submit: t("reverse.submit"),
  explain: () => t("reverse.explain"),
  fields: [reasonField()],
  body: reasonOf,
  send: async (body, key) => {
    const { number, approval, transaction } = redemption;
    const address = `/incidents/${number}/approvals/${approval}/redemptions/${encodeURIComponent(transaction)}/reversal`;
    return (await post(address, body, { key })).body;
  },
});

/** @param {Card} _ @param {import("../../shared/types.js").CardContact} contact @returns {FormSpec} */
export const removeContactForm = (_, contact) => ({
  title: t("removeContact.title", { value: contact.value }),
  submit: t("remove.submit"),
  focus: "button[type=submit]",
  explain: () => t("removeContact.explain"),
  fields: [],
  body: () => null,
  send: async () => (await remove(`/incidents/${contact.number}/contacts/${contact.id}`)).body,
});

/** @param {Card} card @param {import("../../shared/types.js").CardContact} contact @returns {FormSpec} */
export const confirmContactForm = (card, contact) => ({
  title: t("confirmContact.title", { value: contact.value }),
  submit: t("confirmContact.submit"),
  focus: "button[type=submit]",
  explain: () => t("confirmContact.explain"),
  fields: [],
  body: () => ({ kind: contact.kind, value: contact.value }),
  send: async (body, key) => (await post(`/incidents/${contact.number}/contacts`, body, { key })).body,
});

/** @param {Card} _ @param {import("../../shared/types.js").CardReference} reference @returns {FormSpec} */
export const removeReferenceForm = (_, reference) => ({
  title: t("removeReference.title", { system: reference.system, value: reference.value }),
  submit: t("remove.submit"),
  focus: "button[type=submit]",
  explain: () => t("removeReference.explain"),
  fields: [],
  body: () => null,
  send: async () => {
    const { number, system, value } = reference;
    return (await remove(`/incidents/${number}/references/${encodeURIComponent(system)}/${encodeURIComponent(value)}`)).body;
  },
});
