// @ts-check
/** Which form is open on the card. */
import { signal } from "../../shared/html.js";
import { lines } from "../card/store.js";

/**
 * @typedef {object} Subject what the form is about, within the incident: a promise, an approval, a contact, a line …
 * @property {string} number
 * @property {number | string} id
 *
 * @typedef {{ form: string, subject: any }} Action
 *
 * @typedef {import("../../shared/types.js").Card} Card
 * @typedef {import("../../shared/types.js").Line} Line
 */

/** @type {import("../../shared/html.js").Signal<Action | null>} */
export const action = signal(null);

/** @param {string} form @param {Subject | null} [subject] */
export function startAction(form, subject = null) {
  action.value = { form, subject };
}

export function closeAction() {
  action.value = null;
}

/** The form as drafts name it: `redeem:867530912374/1`. @param {string} form @param {Subject | null} subject */
export const nameOf = (form, subject) => (subject ? `${form}:${subject.number}/${subject.id}` : form);

/** The form that a draft names, with its subject from the card. @param {string} name @param {Card} card */
export function actionOf(name, card) {
  const [form, ...rest] = name.split(":");
  const id = rest.join(":");
  return { form, subject: id ? subjectsOf(form, card).find((item) => `${item.number}/${item.id}` === id) ?? null : null };
}

/** @param {string} form @param {Card} card @returns {Subject[]} */
function subjectsOf(form, card) {
  switch (form) {
    case "unmerge": return card.merged.map(mergedSubject);
    case "removeContact":
    case "confirmContact": return card.contacts;
    case "removeReference": return card.references.map(referenceSubject);
    case "redact": return lines.value.map(lineSubject);
    case "reverse": return lines.value.filter((line) => line.type === "approval.redeemed").map(redemptionSubject);
    default: return [...card.promises, ...card.approvals];
  }
}

/** An incident that was merged into the one on the card. @param {string} number */
export const mergedSubject = (number) => ({ number, id: "merged" });

/** @param {import("../../shared/types.js").CardReference} reference */
export const referenceSubject = (reference) => ({ ...reference, id: `${reference.system}/${reference.value}` });

/** @param {Line} line */
export const lineSubject = (line) => ({ ...line, id: line.sequence });

/** The redemption that a line records. @param {Line} line */
export function redemptionSubject(line) {
  const { approval, transaction = "", number = line.number } = line.facts ?? {};
  return { number, approval, transaction, id: `${approval}/${transaction}` };
}
