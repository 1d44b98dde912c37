// @ts-check
/** Cards that a call has just answered with, so that they show without another one; and the incidents seen in this window. */
import { signal } from "./html.js";

/**
 * @typedef {import("./types.js").Card} Card
 * @typedef {{ number: string, subject: string, state: string }} Seen
 */

const most = 8;
const stored = "desk.seen";

/** @type {Card | null} */
let fresh = null;

/** The last ones first. They are forgotten with the window, and at sign-out. @type {import("./html.js").Signal<Seen[]>} */
export const seen = signal(recall());

/** Keeps a card for the view that opens next. @param {Card} card */
export function show(card) {
  fresh = card;
}

/** The card kept for this number, once. @param {string} number */
export function takeFresh(number) {
  const card = fresh && [fresh.number, fresh.askedFor].includes(number) ? fresh : null;
  fresh = null;
  return card;
}

/** @param {Card} card */
export function remember(card) {
  const entry = { number: card.number, subject: card.subject ?? "", state: card.state };
  save([entry, ...seen.value.filter((other) => other.number !== card.number)].slice(0, most));
}

export const forgetSeen = () => save([]);

/** @param {Seen[]} list */
function save(list) {
  seen.value = list;
  try {
    sessionStorage.setItem(stored, JSON.stringify(list));
  } catch {
    // storage is switched off
  }
}

/** @returns {Seen[]} */
function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(stored) ?? "[]");
  } catch {
    return [];
  }
}
