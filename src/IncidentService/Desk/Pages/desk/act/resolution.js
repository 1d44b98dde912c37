// @ts-check
/** Both sides of a resolution: we say that it is solved; the customer agrees, or does not. */
import { channel, post } from "../../shared/api.js";
import { t } from "../card/text.js";

/** @typedef {import("../../shared/types.js").Card} Card @typedef {import("./form.js").FormSpec} FormSpec */

/** @param {Card} card @returns {FormSpec} */
export const resolveForm = (card) => ({
  title: t("form.resolve"),
  submit: t("resolve.submit"),
  explain: () => t("resolve.explain"),
  fields: [
    { name: "told", kind: "area", label: t("resolve.told"), isRequired: true, initial: "" },
    { name: "note", kind: "text", label: t("resolve.note"), initial: "" },
  ],
  body: ({ told, note }) => ({ told, ...(note.trim() ? { note } : {}) }),
  send: async (body, key) => (await post(`/incidents/${card.number}/resolution`, body, { key })).body,
});

/** @param {Card} card @returns {FormSpec} */
export const confirmForm = (card) => ({
  title: t("form.confirm"),
  submit: t("confirm.submit"),
  explain: ({ relayed }) => t(relayed === "direct" ? "confirm.explain.direct" : "confirm.explain"),
  fields: [...relayedField(), { name: "note", kind: "area", label: t("confirm.note"), initial: "" }],
  body: ({ note, relayed }) => ({ ...(note.trim() ? { note } : {}), ...relayedOf(relayed) }),
  send: async (body, key) => (await post(`/incidents/${card.number}/confirmation`, body, { key })).body,
});

/** @param {Card} card @returns {FormSpec} */
export const disputeForm = (card) => ({
  title: t("form.dispute"),
  submit: t("dispute.submit"),
  explain: () => t("dispute.explain"),
  fields: [...relayedField(), { name: "reason", kind: "area", label: t("dispute.reason"), initial: "" }],
  body: ({ reason, relayed }) => ({ ...(reason.trim() ? { reason } : {}), ...relayedOf(relayed) }),
  send: async (body, key) => (await post(`/incidents/${card.number}/dispute`, body, { key })).body,
});

/**
 * Only on the web and in a chat may it be the customer's own word; elsewhere staff pass it on.
 *
 * @returns {import("./fields.js").FieldSpec[]}
 */
const relayedField = () => (["web", "chat"].includes(channel.value)
  ? [{ name: "relayed", kind: "choice", label: t("relayed.who"), options: ["relayed", "direct"],
    nameOf: (name) => t("relayed." + name), initial: "relayed" }]
  : []);

/** @param {string | undefined} relayed */
const relayedOf = (relayed) => (relayed === "direct" ? { relayed: false } : {});
