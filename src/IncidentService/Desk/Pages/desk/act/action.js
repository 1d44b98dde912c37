// @ts-check
/** Which form is open on the card. */
import { signal } from "../../shared/html.js";

/**
 * @typedef {object} Subject what the form is about, within the incident: a promise or an approval
 * @property {string} number
 * @property {number} id
 *
 * @typedef {{ form: string, subject: any }} Action
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

/** The form that a draft names, with its subject from the card. @param {string} name @param {import("../../shared/types.js").Card} card */
export function actionOf(name, card) {
  const [form, id] = name.split(":");
  const all = [...card.promises, ...card.approvals];
  return { form, subject: id ? all.find((item) => `${item.number}/${item.id}` === id) ?? null : null };
}
