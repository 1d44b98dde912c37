// @ts-check
/** A call or a visit, beyond what a look-up or a message has already counted. */
import { channel, post } from "../../shared/api.js";
import { t } from "../card/text.js";

const kinds = ["call", "visit", "chat", "message"];
/** @type {Record<string, string>} */
const usual = { phone: "call", store: "visit", chat: "chat" };

/** @param {import("../../shared/types.js").Card} card @returns {import("./form.js").FormSpec} */
export const visitForm = (card) => ({
  title: t("form.visit"),
  submit: t("visit.submit"),
  focus: "input:checked",
  explain: () => t(card.state === "resolved" ? "visit.explain.resolved" : "visit.explain"),
  fields: [
    { name: "kind", kind: "choice", label: t("visit.kind"), options: kinds, nameOf: (name) => t("visit." + name),
      initial: usual[channel.value] ?? "message" },
    { name: "minutes", kind: "count", label: t("field.waited"), least: 0, initial: "", fault: "waitSeconds" },
    { name: "note", kind: "area", label: t("visit.note"), initial: "" },
  ],
  body: ({ kind, minutes, note }) => ({ kind, ...waited(minutes), ...(note.trim() ? { note } : {}) }),
  send: async (body, key) => (await post(`/incidents/${card.number}/interactions`, body, { key })).body,
});

/** How long the customer waited, if somebody said. @param {string} minutes */
export const waited = (minutes) => (minutes === "" ? {} : { waitSeconds: Math.round(Number(minutes) * 60) });
