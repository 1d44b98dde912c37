// @ts-check
/** What was said: by the customer, to the customer, or among colleagues. */
import { post } from "../../shared/api.js";
import { t } from "../card/text.js";
import { due, dueInstant, promiseChoices } from "./due.js";

/** @typedef {import("../../shared/types.js").Card} Card @typedef {import("./form.js").FormSpec} FormSpec */

/** @param {Card} card @returns {FormSpec} */
export const messageForm = (card) => ({
  title: t("form.message"),
  submit: t("message.submit"),
  explain: ({ direction, promises }) => t(direction === "in" ? "message.explain.in"
    : promises.includes("promise") ? "message.explain.promise" : "message.explain.out"),
  fields: [
    { name: "direction", kind: "choice", label: t("message.direction"), options: ["out", "in"],
      nameOf: (name) => t("message." + name), initial: "out" },
    { name: "text", kind: "area", label: t("message.text"), isRequired: true, initial: "" },
    { name: "promises", kind: "checks", label: t("message.with"), options: ["promise"], nameOf: () => t("message.withPromise"), initial: [],
      isShown: ({ direction }) => direction === "out" },
    { name: "promise", kind: "text", label: t("promise.text"), isRequired: true, initial: "", isShown: hasPromise, fault: "promises" },
    { name: "due", kind: "due", label: t("promise.due"), options: promiseChoices, initial: due("24h"), isShown: hasPromise },
  ],
  body: (values) => ({
    direction: values.direction,
    text: values.text,
    ...(hasPromise(values) ? { promises: [{ text: values.promise, dueAt: dueInstant(values.due) }] } : {}),
  }),
  send: async (body, key) => (await post(`/incidents/${card.number}/timeline`, body, { key })).body,
});

/** @param {Record<string, any>} values */
const hasPromise = (values) => values.direction === "out" && values.promises.includes("promise");

/** @param {Card} card @returns {FormSpec} */
export const noteForm = (card) => ({
  title: t("form.note"),
  submit: t("note.submit"),
  explain: () => t("note.explain"),
  fields: [{ name: "text", kind: "area", label: t("note.text"), isRequired: true, initial: "" }],
  body: ({ text }) => ({ direction: "internal", text }),
  send: async (body, key) => (await post(`/incidents/${card.number}/timeline`, body, { key })).body,
});
