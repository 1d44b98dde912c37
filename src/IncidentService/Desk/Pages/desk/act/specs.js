// @ts-check
/** Every form by its name, which of them an incident offers now, and the key that opens each. */
import { may } from "../../shared/session.js";
import { approvalForm, redeemForm, revokeForm } from "./approvals.js";
import { handoffForm } from "./handoffs.js";
import { contactForm, mergeForm, referenceForm } from "./links.js";
import { promiseForm, settleForm } from "./promises.js";
import { confirmForm, disputeForm, resolveForm } from "./resolution.js";
import { messageForm, noteForm } from "./talk.js";

/** @typedef {import("../../shared/types.js").Card} Card */

/** @type {Record<string, (card: Card, subject: any) => import("./form.js").FormSpec>} */
const makers = {
  message: messageForm, note: noteForm, promise: promiseForm, settle: settleForm, approval: approvalForm, redeem: redeemForm,
  revoke: revokeForm, handoff: handoffForm, resolve: resolveForm, confirm: confirmForm, dispute: disputeForm, merge: mergeForm,
  contact: contactForm, reference: referenceForm,
};

/** @type {Record<string, string>} */
export const keyOfForm = {
  message: "m", note: "n", promise: "p", approval: "a", handoff: "h", resolve: "r", confirm: "y", dispute: "x", merge: "g", contact: "c",
  reference: "f",
};

/** Forms that need a promise or an approval open only with one. */
const needsSubject = ["settle", "redeem", "revoke"];

/** @param {string} form @param {Card} card @param {any} subject */
export const specOf = (form, card, subject) =>
  (needsSubject.includes(form) && !subject) || !makers[form] ? null : makers[form](card, subject);

/** What may be done with this incident now, by this person. @param {Card} card @returns {string[]} */
export function offers(card) {
  const byState = card.state === "open" ? ["resolve"] : card.state === "resolved" ? ["confirm", "dispute"] : ["dispute"];
  return [
    ...(may("write") ? ["message", "note", "promise"] : []),
    ...(may("approve") ? ["approval"] : []),
    ...(may("write") ? ["handoff", ...byState, "merge", "contact", "reference"] : []),
  ];
}
