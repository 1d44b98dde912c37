// @ts-check
/** Every form by its name, which of them an incident offers now, and the key that opens each. */
import { may } from "../../shared/session.js";
import { approvalForm, redeemForm, revokeForm } from "./approvals.js";
import { canAsk, linkForm, permissionForm } from "./customer.js";
import { editForm } from "./edit.js";
import { handoffForm } from "./handoffs.js";
import { contactForm, mergeForm, referenceForm } from "./links.js";
import { promiseForm, settleForm } from "./promises.js";
import { confirmForm, disputeForm, resolveForm } from "./resolution.js";
import { messageForm, noteForm } from "./talk.js";
import {
  confirmContactForm, redactForm, removeContactForm, removeReferenceForm, reverseForm, unmergeForm,
} from "./undo.js";
import { visitForm } from "./visit.js";

/** @typedef {import("../../shared/types.js").Card} Card */

/** @type {Record<string, (card: Card, subject: any) => import("./form.js").FormSpec>} */
const makers = {
  message: messageForm, note: noteForm, promise: promiseForm, settle: settleForm, approval: approvalForm, redeem: redeemForm,
  revoke: revokeForm, handoff: handoffForm, resolve: resolveForm, confirm: confirmForm, dispute: disputeForm, merge: mergeForm,
  contact: contactForm, reference: referenceForm, visit: visitForm, edit: editForm, link: linkForm, permission: permissionForm,
  unmerge: unmergeForm, redact: redactForm, reverse: reverseForm, removeContact: removeContactForm, confirmContact: confirmContactForm,
  removeReference: removeReferenceForm,
};

/** @type {Record<string, string>} */
export const keyOfForm = {
  message: "m", note: "n", promise: "p", approval: "a", handoff: "h", resolve: "r", confirm: "y", dispute: "x", merge: "g", contact: "c",
  reference: "f", visit: "v", edit: "u", link: "l", permission: "q",
};

/** Forms about one thing of the card open only with it. */
const needsSubject = [
  "settle", "redeem", "revoke", "unmerge", "redact", "reverse", "removeContact", "confirmContact", "removeReference",
];

/** Forms that are wanted less often. */
const rare = ["edit", "merge", "contact", "reference", "link", "permission"];

/** @param {string} form @param {Card} card @param {any} subject */
export const specOf = (form, card, subject) =>
  (needsSubject.includes(form) && !subject) || !makers[form] ? null : makers[form](card, subject);

/** @param {string} form */
export const isRare = (form) => rare.includes(form);

/** What may be done with this incident now, by this person. @param {Card} card @returns {string[]} */
export function offers(card) {
  const byState = card.state === "open" ? ["resolve"] : card.state === "resolved" ? ["confirm", "dispute"] : ["dispute"];
  return [
    ...(may("write") ? ["message", "note", "visit", "promise"] : []),
    ...(may("approve") ? ["approval"] : []),
    ...(may("write") ? ["handoff", ...byState, ...rare.filter((form) => form !== "permission" || canAsk(card))] : []),
  ];
}
