// @ts-check
// What a text is, as one types.
import { LENGTH } from './code.js';
import { format } from './format.js';
import { mend } from './mend.js';
import { read } from './read.js';

/** @typedef {import('./mend.js').Mend} Mend */

/**
 * number: valid digit for digit. repaired: one mistake away from at least one valid number; `slip` is the likeliest, and all of them are
 * `candidates`. incomplete: fewer than twelve digits so far. other: anything else, which the service looks up.
 *
 * `digits` and `formatted` are the number meant if it is a number or repaired, else the digits typed so far (none for a text that has
 * something else in it). `typed` has the digits as typed. `certain`: exactly one number lies within one mistake, and nothing but the
 * register can tell more. Eleven digits are incomplete, and `candidates` has what a forgotten digit would make of them.
 * @typedef {{ kind: 'number' | 'repaired' | 'incomplete' | 'other', digits: string, formatted: string, typed: string, slip?: Mend,
 *   candidates: Mend[], certain: boolean }} Checked
 */

/**
 * @param {string} text
 * @returns {Checked}
 */
export function check(text) {
  const { kind, digits } = read(text);
  if (kind === 'exact') return checked('number', digits, digits);

  const candidates = mend(text);
  if (kind === 'none') return checked('other', '', '');
  if (digits.length < LENGTH) return checked('incomplete', digits, digits, candidates);
  if (candidates.length === 0) return checked('other', digits, digits);
  return { ...checked('repaired', candidates[0].number, digits, candidates), slip: candidates[0] };
}

/**
 * @param {Checked['kind']} kind @param {string} digits @param {string} typed @param {Mend[]} [candidates]
 * @returns {Checked}
 */
function checked(kind, digits, typed, candidates = []) {
  return { kind, digits, formatted: format(digits), typed, candidates, certain: candidates.length === 1 };
}
