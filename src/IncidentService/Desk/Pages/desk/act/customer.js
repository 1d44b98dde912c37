// @ts-check
/** What concerns the customer beyond this problem: a personal link to their page, and whether they may be asked something. */
import { post } from "../../shared/api.js";
import { t } from "../card/text.js";
import { due, dueInstant, validityName } from "./due.js";

/** @typedef {import("../../shared/types.js").Card} Card @typedef {import("./form.js").FormSpec} FormSpec */

const purposes = ["survey", "review", "marketing", "courtesy-call", "no-more"];

/** The contact that an option names, such as `867530912374/2`. @param {Card} card @param {string} option */
const contactOf = (card, option) => {
  const found = card.contacts.find((contact) => `${contact.number}/${contact.id}` === option);
  return found && { kind: found.kind, value: found.value };
};

/** @param {Card} card @param {string[]} kinds */
const optionsOf = (card, kinds) => card.contacts.filter((contact) => kinds.includes(contact.kind) && !contact.toConfirm)
  .map((contact) => `${contact.number}/${contact.id}`);

/** @param {Card} card @returns {FormSpec} */
export function linkForm(card) {
  const contacts = optionsOf(card, ["email", "phone", "handle"]);
  return {
    title: t("form.link"),
    submit: t("link.submit"),
    focus: "input:checked",
    explain: ({ contact }) => t(contact === "none" ? "link.explain.none" : "link.explain"),
    fields: [
      { name: "contact", kind: "choice", label: t("link.contact"), options: [...contacts, "none"],
        nameOf: (option) => contactOf(card, option)?.value ?? t("link.none"), initial: contacts[0] ?? "none" },
      { name: "until", kind: "due", label: t("approval.validity"), options: ["1w", "30d", "3m", "other"], nameOf: validityName,
        initial: due("30d"), fault: "expiresAt" },
    ],
    body: ({ contact, until }) => ({
      ...(contactOf(card, contact) ? { contact: contactOf(card, contact) } : {}),
      ...(dueInstant(until) ? { expiresAt: dueInstant(until) } : {}),
    }),
    send: async (body, key) => ({ madeLink: (await post(`/incidents/${card.number}/tracking-links`, body, { key })).body }),
  };
}

/** @param {Card} card @returns {FormSpec} */
export function permissionForm(card) {
  const contacts = optionsOf(card, ["email", "phone", "handle", "loyalty"]);
  return {
    title: t("form.permission"),
    submit: t("permission.submit"),
    focus: "input:checked",
    explain: ({ purpose }) => t(purpose === "no-more" ? "permission.explain.no-more" : "permission.explain"),
    fields: [
      { name: "purpose", kind: "choice", label: t("permission.purpose"), options: purposes,
        nameOf: (name) => t("permission." + name), initial: "survey" },
      { name: "contact", kind: "choice", label: t("permission.contact"), options: contacts,
        nameOf: (option) => contactOf(card, option)?.value ?? option, initial: contacts[0] ?? "" },
    ],
    body: ({ purpose, contact }) => ({ number: card.number, purpose, contact: contactOf(card, contact) }),
    send: async ({ purpose, ...body }, key) => {
      if (purpose === "no-more") return (await post("/contact-permissions/opt-outs", body, { key })).body;
      const { allowed, reason } = (await post("/contact-permissions", { ...body, purpose }, { key })).body;
      return { said: allowed ? t("permission.yes") : t("permission.no", { why: t("permission.reason." + reason) }) };
    },
  };
}

/** Whether there is somebody to ask. @param {Card} card */
export const canAsk = (card) => optionsOf(card, ["email", "phone", "handle", "loyalty"]).length > 0;
