// @ts-check
/** Promises: made with a time, and answered for. */
import { post, put } from "../../shared/api.js";
import { t } from "../card/text.js";
import { due, dueInstant, promiseChoices } from "./due.js";

/** @typedef {import("../../shared/types.js").Card} Card @typedef {import("./form.js").FormSpec} FormSpec */

/** @param {Card} card @returns {FormSpec} */
export const promiseForm = (card) => ({
  title: t("form.promise"),
  submit: t("promise.submit"),
  explain: () => t("promise.explain"),
  fields: [
    { name: "text", kind: "text", label: t("promise.text"), hint: t("promise.text.hint"), isRequired: true, initial: "" },
    { name: "due", kind: "due", label: t("promise.due"), options: promiseChoices, initial: due("24h"), fault: "dueAt" },
    { name: "team", kind: "text", label: t("promise.team"), initial: "", pattern: "[A-Za-z0-9._\\-]*" },
  ],
  body: (values) => ({ text: values.text, dueAt: dueInstant(values.due), ...(values.team ? { team: values.team } : {}) }),
  send: async (body, key) => (await post(`/incidents/${card.number}/promises`, body, { key })).body,
});

/** @param {Card} card @param {import("../../shared/types.js").PromiseView} promise @returns {FormSpec} */
export const settleForm = (card, promise) => ({
  title: `${t("form.settle")}: ${promise.text ?? t("promised." + promise.kind)}`,
  submit: t("settle.submit"),
  focus: "input:checked",
  explain: ({ outcome }) => t("settle.explain." + outcome),
  fields: [
    { name: "outcome", kind: "choice", label: t("settle.outcome"),
      options: promise.state === "broken" ? ["broken"] : ["kept", "broken", "withdrawn"],
      nameOf: (name) => t("settle." + name), initial: promise.state === "broken" ? "broken" : "kept" },
    { name: "note", kind: "area", label: t("settle.note"), initial: "" },
  ],
  body: ({ outcome, note }) => ({ outcome, ...(note.trim() ? { note } : {}) }),
  send: async (body) => (await put(`/incidents/${promise.number}/promises/${promise.id}/outcome`, body)).body,
});
