// @ts-check
/** Hand-offs: to another channel or team, and taking or withdrawing one. */
import { channel, post } from "../../shared/api.js";
import { refresh } from "../card/store.js";
import { t } from "../card/text.js";

/** @typedef {import("../../shared/types.js").HandoffView} HandoffView */

const channels = ["phone", "store", "email", "chat", "social", "web"];

/** @param {import("../../shared/types.js").Card} card @returns {import("./form.js").FormSpec} */
export const handoffForm = (card) => ({
  title: t("form.handoff"),
  submit: t("handoff.submit"),
  focus: "input:checked",
  explain: ({ to }) => t("handoff.explain", { to: t("channel." + to) }),
  fields: handoffFields(),
  body: handoffOf,
  send: async (body, key) => (await post(`/incidents/${card.number}/handoffs`, body, { key })).body,
});

/** @returns {import("./fields.js").FieldSpec[]} */
export const handoffFields = () => [
  { name: "to", kind: "choice", label: t("handoff.to"), options: channels, nameOf: (name) => t("channel." + name),
    initial: channels.find((name) => name !== channel.value) },
  { name: "team", kind: "text", label: t("handoff.team"), initial: "", pattern: "[A-Za-z0-9._\\-]*", fault: "to.team" },
  { name: "reason", kind: "area", label: t("handoff.reason"), isRequired: true, initial: "" },
  { name: "told", kind: "text", label: t("handoff.told"), initial: "" },
];

/** The request of these fields' values. @param {Record<string, any>} values */
export const handoffOf = (values) => ({
  to: { channel: values.to, ...(values.team ? { team: values.team } : {}) },
  reason: values.reason,
  ...(values.told?.trim() ? { told: values.told } : {}),
});

/** @param {HandoffView} handoff */
export const acceptHandoff = (handoff) => settle(handoff, "acceptance");

/** @param {HandoffView} handoff */
export const withdrawHandoff = (handoff) => settle(handoff, "withdrawal");

/** @param {HandoffView} handoff @param {string} how */
async function settle(handoff, how) {
  await post(`/incidents/${handoff.number}/handoffs/${handoff.id}/${how}`, undefined);
  await refresh();
}
