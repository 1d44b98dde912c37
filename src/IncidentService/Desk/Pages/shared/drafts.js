// @ts-check
/**
 * What was typed and not yet taken by the service, kept in this browser per person, incident and form. A draft belongs to one incident: no
 * other form ever shows it. It goes when the service has it, when somebody throws it away, or after a month.
 */
import { newIdempotencyKey } from "./api.js";
import { signal } from "./html.js";

/**
 * @typedef {object} Draft
 * @property {string} agent
 * @property {string} number of the incident; empty for one that is to be opened
 * @property {string} form
 * @property {Record<string, any>} values
 * @property {Record<string, any>} [before] the values that the form had before anything was typed
 * @property {string} key the Idempotency-Key under which it is sent, however often
 * @property {string} at when it was last typed in
 * @property {string} [sent] the values as they were first sent under the key
 * @property {any} [body] what was sent for them
 */

const prefix = "draft/";
const keptMilliseconds = 31 * 86_400_000;

/** All drafts of this browser, newest first. @type {import("./html.js").Signal<Draft[]>} */
export const drafts = signal(readAll());

addEventListener("storage", (event) => {
  if (event.key?.startsWith(prefix)) drafts.value = readAll();
});

/** @param {string} agent @param {string} number @param {string} form */
export const findDraft = (agent, number, form) =>
  drafts.value.find((draft) => draft.agent === agent && draft.number === number && draft.form === form) ?? null;

/**
 * Keeps what was typed. The key stays the same until other values than those already sent are to be sent.
 *
 * @param {Pick<Draft, "agent" | "number" | "form" | "values" | "before">} typed
 */
export function keepDraft(typed) {
  const former = findDraft(typed.agent, typed.number, typed.form);
  const isOther = former?.sent !== undefined && former.sent !== JSON.stringify(typed.values);
  const key = former && !isOther ? former.key : newIdempotencyKey();
  const same = isOther ? null : former;
  return write({ ...typed, key, sent: same?.sent, body: same?.body, at: new Date().toISOString() });
}

/** Notes that these values are on their way, so that sending them again is the same request. @param {Draft} draft */
export const markSent = (draft) => write({ ...draft, sent: JSON.stringify(draft.values) });

/** @param {string} agent @param {string} number @param {string} form */
export function dropDraft(agent, number, form) {
  drafts.value = drafts.value.filter((draft) => draft.agent !== agent || draft.number !== number || draft.form !== form);
  try {
    localStorage.removeItem(nameOf({ agent, number, form }));
  } catch {
    // storage is switched off
  }
}

/** @param {Draft} draft */
function write(draft) {
  drafts.value = [draft, ...drafts.value.filter((other) => nameOf(other) !== nameOf(draft))];
  try {
    localStorage.setItem(nameOf(draft), JSON.stringify(draft));
  } catch {
    // storage is full or switched off: the draft lasts as long as the page
  }
  return draft;
}

/** @param {Pick<Draft, "agent" | "number" | "form">} draft */
const nameOf = ({ agent, number, form }) => `${prefix}${encodeURIComponent(agent)}/${number}/${form}`;

/** @returns {Draft[]} */
function readAll() {
  try {
    const oldest = Date.now() - keptMilliseconds;
    const all = Object.keys(localStorage).filter((name) => name.startsWith(prefix)).map((name) => JSON.parse(localStorage[name]));
    all.filter((draft) => Date.parse(draft.at) < oldest).forEach((draft) => localStorage.removeItem(nameOf(draft)));
    return all.filter((draft) => Date.parse(draft.at) >= oldest).sort((one, other) => other.at.localeCompare(one.at));
  } catch {
    return [];
  }
}
