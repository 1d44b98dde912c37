// @ts-check
/** What ties an incident to other things: another incident of the same problem, a contact, another system's id. */
import { post, put } from "../../shared/api.js";
import { guessKind } from "../../shared/contact-kind.js";
import { check } from "../../shared/number/index.js";
import { t } from "../card/text.js";
import { incidentAddress } from "../router.js";

/** @typedef {import("../../shared/types.js").Card} Card @typedef {import("./form.js").FormSpec} FormSpec */

const contactKinds = ["phone", "email", "handle", "loyalty", "name"];

/** @param {Card} card @returns {FormSpec} */
export const mergeForm = (card) => ({
  title: t("form.merge"),
  submit: t("merge.submit"),
  explain: ({ into }) => {
    const { kind, formatted } = check(into);
    return kind === "number" || kind === "repaired"
      ? t("merge.explain.known", { from: card.formatted, into: formatted })
      : t("merge.explain");
  },
  fields: [
    { name: "into", kind: "text", label: t("merge.into"), hint: t("merge.into.hint"), isRequired: true, initial: "" },
    { name: "reason", kind: "text", label: t("field.reason"), initial: "" },
  ],
  body: ({ into, reason }) => ({ into, ...(reason.trim() ? { reason } : {}) }),
  send: async (body, key) => {
    const { body: merged } = await post(`/incidents/${card.number}/merge`, body, { key });
    return { goTo: incidentAddress(merged.number) };
  },
});

/** @param {Card} card @returns {FormSpec} */
export const contactForm = (card) => ({
  title: t("form.contact"),
  submit: t("contact.submit"),
  explain: ({ kind, value }) => t("contact.explain", { kind: t("kind." + (kind === "auto" ? guessKind(value) : kind)) }),
  fields: [
    { name: "value", kind: "text", label: t("contact.value"), hint: t("contact.value.hint"), isRequired: true, initial: "" },
    { name: "kind", kind: "choice", label: t("contact.kind"), options: ["auto", ...contactKinds],
      nameOf: (name) => (name === "auto" ? t("contact.auto") : t("kind." + name)), initial: "auto" },
  ],
  body: ({ kind, value }) => ({ kind: kind === "auto" ? guessKind(value) : kind, value }),
  send: async (body, key) => (await post(`/incidents/${card.number}/contacts`, body, { key })).body,
});

/** @param {Card} card @returns {FormSpec} */
export const referenceForm = (card) => ({
  title: t("form.reference"),
  submit: t("reference.submit"),
  explain: () => t("reference.explain"),
  fields: [
    { name: "system", kind: "text", label: t("reference.system"), hint: t("reference.system.hint"), isRequired: true, initial: "",
      pattern: "[A-Za-z0-9._\\-]+" },
    { name: "value", kind: "text", label: t("reference.value"), isRequired: true, initial: "" },
  ],
  body: ({ system, value }) => ({ system: system.trim(), value: value.trim() }),
  send: async ({ system, value }) =>
    (await put(`/incidents/${card.number}/references/${encodeURIComponent(system)}/${encodeURIComponent(value)}`)).body,
});
