// @ts-check
/** What was said: by the customer, to the customer, or among colleagues. */
import { post } from "../../shared/api.js";
import { may } from "../../shared/session.js";
import { t } from "../card/text.js";
import { approvalFields, approvalOf } from "./approvals.js";
import { due, dueInstant, promiseChoices } from "./due.js";
import { handoffFields, handoffOf } from "./handoffs.js";
import { partOf, within } from "./parts.js";
import { waited } from "./visit.js";

/** @typedef {import("../../shared/types.js").Card} Card @typedef {import("./form.js").FormSpec} FormSpec */

/** @param {Card} card @returns {FormSpec} */
export const messageForm = (card) => ({
  title: t("form.message"),
  submit: t("message.submit"),
  explain: (values) => {
    const parts = extrasOf().filter((part) => brings(part)(values)).map((part) => t("message.brings." + part));
    if (values.direction === "in") return t("message.explain.in");
    return t("message.explain.out") + (parts.length > 0 ? " " + t("message.explain.with", { what: parts.join(", ") }) : "");
  },
  fields: [
    { name: "direction", kind: "choice", label: t("message.direction"), options: ["out", "in"],
      nameOf: (name) => t("message." + name), initial: "out" },
    { name: "text", kind: "area", label: t("message.text"), isRequired: true, initial: "" },
    { name: "minutes", kind: "count", label: t("field.waited"), least: 0, initial: "", fault: "waitSeconds",
      isShown: ({ direction }) => direction === "in" },
    { name: "promises", kind: "checks", label: t("message.with"), options: extrasOf(), initial: [],
      nameOf: (name) => t("message.with" + name[0].toUpperCase() + name.slice(1)),
      isShown: ({ direction }) => direction === "out" },
    { name: "promise", kind: "text", label: t("promise.text"), isRequired: true, initial: "", isShown: brings("promise"),
      fault: "promises", part: t("form.promise") },
    { name: "due", kind: "due", label: t("promise.due"), options: promiseChoices, initial: due("24h"), isShown: brings("promise"),
      part: t("form.promise") },
    ...within("approval", approvalFields(card), "approvals[0]", brings("approval")),
    ...within("handoff", handoffFields().filter(({ name }) => name !== "told"), "handoff", brings("handoff")),
  ],
  body: (values) => ({
    direction: values.direction,
    text: values.text,
    ...(values.direction === "in" ? waited(values.minutes) : {}),
    ...(brings("promise")(values) ? { promises: [{ text: values.promise, dueAt: dueInstant(values.due) }] } : {}),
    ...(brings("approval")(values) ? { approvals: [approvalOf(partOf("approval", values))] } : {}),
    ...(brings("handoff")(values) ? { handoff: handoffOf(partOf("handoff", values)) } : {}),
  }),
  send: async (body, key) => (await post(`/incidents/${card.number}/timeline`, body, { key })).body,
});

/** What a message out may bring with it, in one step. */
const extrasOf = () => ["promise", ...(may("approve") ? ["approval"] : []), "handoff"];

/** @param {string} part @returns {(values: Record<string, any>) => boolean} */
const brings = (part) => ({ direction, promises }) => direction === "out" && promises.includes(part);

/** @param {Card} card @returns {FormSpec} */
export const noteForm = (card) => ({
  title: t("form.note"),
  submit: t("note.submit"),
  explain: () => t("note.explain"),
  fields: [{ name: "text", kind: "area", label: t("note.text"), isRequired: true, initial: "" }],
  body: ({ text }) => ({ direction: "internal", text }),
  send: async (body, key) => (await post(`/incidents/${card.number}/timeline`, body, { key })).body,
});
