// @ts-check
/** The incident on the screen: its card, its lines, and what changed since it was opened. */
import { get } from "../../shared/api.js";
import { computed, signal } from "../../shared/html.js";
import { remember, takeFresh } from "../../shared/seen.js";

/**
 * @typedef {import("../../shared/types.js").Card} Card
 * @typedef {import("../../shared/types.js").Line} Line
 *
 * @typedef {object} Opened
 * @property {string} number as asked for
 * @property {Card | null} card
 * @property {unknown} error
 * @property {Line[] | null} all every line, once somebody wanted to see them; else those of the card
 * @property {string} last the cursor of the last page of them
 * @property {Set<string>} known the lines that were there when the incident was opened
 */

/** @param {string} number @param {Card | null} [card] @returns {Opened} */
const blank = (number, card = null) => ({ number, card, error: null, all: null, last: "", known: new Set(card?.timeline.map(keyOf)) });

/** @type {import("../../shared/html.js").Signal<Opened>} */
export const opened = signal(blank(""));

export const card = computed(() => opened.value.card);

/** Oldest first. */
export const lines = computed(() => opened.value.all ?? opened.value.card?.timeline ?? []);

/** @param {Line} line */
export const keyOf = (line) => `${line.number}/${line.sequence}`;

/** Whether a line came while the incident was open here. @param {Line} line */
export const isNew = (line) => !opened.value.known.has(keyOf(line));

/** Shows an incident, from a card that is at hand or from the service. @param {string} number */
export async function open(number) {
  const fresh = takeFresh(number);
  opened.value = blank(number, fresh);
  if (fresh) remember(fresh);
  else await refresh();
}

/** Fetches what has changed. @param {{ isUnattended?: boolean }} [options] */
export async function refresh({ isUnattended = false } = {}) {
  const { number, card: former } = opened.value;
  if (!number) return;
  try {
    const tag = former ? `"${former.number}.${former.version}"` : undefined;
    const { status, body } = await get(`/incidents/${encodeURIComponent(number)}`, { ifNoneMatch: tag, isUnattended });
    if (opened.value.number !== number) return;
    if (status === 304) opened.value = { ...opened.value, error: null };
    else await take(body, isUnattended);
  } catch (error) {
    if (opened.value.number === number) opened.value = { ...opened.value, error };
  }
}

/** @param {Card} body @param {boolean} isUnattended */
async function take(body, isUnattended) {
  const current = opened.value;
  if (current.card && current.card.number === body.number && current.card.version > body.version) return; // a slower answer
  remember(body);
  const known = current.card ? current.known : new Set(body.timeline.map(keyOf));
  opened.value = { ...current, card: body, error: null, known };
  if (current.all) await loadAll(current.last, current.all, isUnattended);
}

/** Shows a line that the service has just taken, before the next refresh. @param {Line} line */
export function addLine(line) {
  const current = opened.value;
  if (!current.card || lines.value.some((other) => keyOf(other) === keyOf(line))) return;
  const timeline = [...current.card.timeline, line];
  opened.value = { ...current, card: { ...current.card, timeline }, all: current.all && [...current.all, line] };
}

/**
 * Fetches the whole timeline, or what follows a page that is known.
 *
 * @param {string} [cursor] @param {Line[]} [former] @param {boolean} [isUnattended]
 */
export async function loadAll(cursor = "", former = [], isUnattended = false) {
  const { number } = opened.value;
  const found = new Map(former.map((line) => [keyOf(line), line]));
  let next = cursor;
  let last = cursor;
  do {
    last = next;
    const query = next ? `?limit=200&cursor=${next}` : "?limit=200";
    const { body } = await get(`/incidents/${encodeURIComponent(number)}/timeline${query}`, { isUnattended });
    for (const line of body.items) found.set(keyOf(line), line);
    next = body.next ?? "";
  } while (next);
  if (opened.value.number !== number) return;
  if (!cursor) [...found.keys()].forEach((key) => opened.value.known.add(key));
  opened.value = { ...opened.value, all: [...found.values()], last };
}

/** How many lines of a single incident are not shown; null where several were merged and nobody can count them. */
export const hiddenLines = computed(() => {
  const { card: shown, all } = opened.value;
  if (!shown || all) return 0;
  if (shown.merged.length > 0) return null;
  return (shown.timeline.at(-1)?.sequence ?? 0) - shown.timeline.length;
});
