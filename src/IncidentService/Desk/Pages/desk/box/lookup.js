// @ts-check
/** Looking up what the customer quoted, and what became of it. It outlives the view: whoever comes back finds it again. */
import { channel, post, put } from "../../shared/api.js";
import { guessKind } from "../../shared/contact-kind.js";
import { signal } from "../../shared/html.js";
import { ungrouped } from "../../shared/number/index.js";
import { may } from "../../shared/session.js";
import { show } from "../../shared/seen.js";
import { incidentAddress, navigate } from "../router.js";

/**
 * @typedef {import("../../shared/types.js").LookupAnswer} LookupAnswer
 *
 * @typedef {object} Lookup
 * @property {string} quoted
 * @property {boolean} isBusy
 * @property {LookupAnswer | null} answer
 * @property {unknown} error
 */

const standsBefore = ["phone", "store", "chat"];

/** The system of an id for which nobody names one. */
export const usualSystem = "order";

/** What stands in the box. */
export const quoted = signal("");

/** Null until something was looked up. @type {import("../../shared/html.js").Signal<Lookup | null>} */
export const lookup = signal(null);

/** Whether the customer is there now; null: as usual in this channel. @type {import("../../shared/html.js").Signal<boolean | null>} */
export const isHere = signal(null);

/** On the phone, at the till and in a chat somebody waits; e-mails and tweets do not. */
export const customerIsHere = () => isHere.value ?? standsBefore.includes(channel.value);

/** How many minutes the customer waited for somebody, as it was typed. */
export const minutes = signal("");

const noHints = { contact: "", value: "", system: "" };

/** What else the customer says: it tells incidents apart that match alike. */
export const hints = signal(noHints);

/** As the service takes them: contacts by their kind, and ids by their system. */
function namedHints() {
  const { contact, value, system } = hints.value;
  return {
    ...(contact.trim() ? { [guessKind(contact)]: contact.trim() } : {}),
    ...(value.trim() ? { [system.trim() || usualSystem]: value.trim() } : {}),
  };
}

export async function lookUp() {
  const named = namedHints();
  const text = quoted.value.trim() || Object.values(named).join(", ");
  if (!text || lookup.value?.isBusy) return;
  const asked = { quoted: text, isBusy: true, answer: null, error: null };
  lookup.value = asked;
  try {
    const isHereNow = customerIsHere();
    const { body } = await post("/lookups", {
      ...(quoted.value.trim() ? { quoted: ungrouped(text) } : {}),
      customerPresent: isHereNow,
      ...(isHereNow && minutes.value !== "" ? { waitSeconds: Math.round(Number(minutes.value) * 60) } : {}),
      ...(Object.keys(named).length > 0 ? { hints: named } : {}),
    });
    if (lookup.value === asked) take(text, body);
  } catch (error) {
    if (lookup.value === asked) lookup.value = { ...asked, isBusy: false, error };
  }
}

/** Says which incident it was, which counts the customer's contact and uncovers their data. @param {string} number */
export async function confirmMatch(number) {
  const current = lookup.value;
  if (!current?.answer) return;
  if (may("write")) await put(`/lookups/${current.answer.id}/answer`, { number });
  leave(number);
}

/** Answers a miss. @param {string} number @param {string} system the short name of the system that uses what was quoted, or empty */
export const answerMiss = (number, system) =>
  put(`/lookups/${lookup.value?.answer?.id}/answer`, system ? { number, system } : { number });

export function startOver() {
  lookup.value = null;
  isHere.value = null;
}

/** The customer is served: the next one starts with an empty box. */
export function forget() {
  quoted.value = "";
  minutes.value = "";
  hints.value = noHints;
  startOver();
}

/** A certain match is the card; anything else asks first. @param {string} text @param {LookupAnswer} answer */
function take(text, answer) {
  const [match, ...others] = answer.matches;
  if (match?.card && match.certainty === "certain" && others.length === 0) {
    show(match.card);
    leave(match.card.number);
    return;
  }
  lookup.value = { quoted: text, isBusy: false, answer, error: null };
}

/** @param {string} number */
function leave(number) {
  forget();
  navigate(incidentAddress(number));
}
