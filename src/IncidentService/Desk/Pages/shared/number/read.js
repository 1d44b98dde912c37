// @ts-check
// Reads a text that is one number and nothing else, as people type, paste or scan it.
import { LENGTH, isNumber } from './code.js';
import { fold, glyphAt } from './glyph.js';

/**
 * @typedef {{ digits: string, firstLookalike: number, anyReal: boolean }} TypedDigits
 * The digits in ASCII, the position from 1 of the first letter that was read as one (0: none), and whether there is an actual digit.
 */

/** @typedef {{ kind: 'exact' | 'repaired' | 'invalid' | 'none', digits: string, lookalikes: boolean }} Reading */

// A word precedes its own prefixes.
const WORDS = ['incident', 'inc', 'id', 'ticket', 'case', 'number', 'num', 'nbr', 'nr', 'no', 'n°', 'nº', '№', 'reference', 'ref'];
const LONGEST_WORD = 9;

/**
 * The digits of a text without grouping and prefixes; null when something else is in it. Words such as INC and No. may precede the first
 * digit, punctuation may precede the first and follow the last.
 * @param {string} text
 * @returns {TypedDigits | null}
 */
export function typedDigits(text) {
  const read = { digits: '', firstLookalike: 0, anyReal: false };
  let closed = false; // a mark after the digits ends the number: a time or two numbers are not one number
  for (let at = 0; at < text.length;) {
    const word = read.digits === '' ? wordAt(text, at) : 0;
    if (word > 0) {
      at += word;
      continue;
    }

    const glyph = glyphAt(text, at);
    at += glyph.length;
    if (glyph.sign === 'other' || (glyph.digit >= 0 && closed)) return null;
    if (glyph.sign === 'mark') closed = read.digits !== '';
    if (glyph.digit < 0) continue;

    read.digits += glyph.digit;
    if (glyph.sign === 'digit') read.anyReal = true;
    else read.firstLookalike ||= read.digits.length;
  }

  return read.digits === '' ? null : read;
}

/** @param {string} text @param {number} at */
function wordAt(text, at) {
  const here = Array.from(text.slice(at, at + LONGEST_WORD), character => fold(character).toLowerCase()).join('');
  return WORDS.find(word => here.startsWith(word))?.length ?? 0;
}

/**
 * Reads a number in any grouping and any script's digits. Letters alone are a number only if they make a valid one: SOS is none.
 * @param {string} text
 * @returns {Reading} `digits` are the number if it is exact or repaired, what was read if it is invalid
 */
export function read(text) {
  const typed = typedDigits(text);
  if (typed === null) return { kind: 'none', digits: '', lookalikes: false };

  const lookalikes = typed.firstLookalike > 0;
  if (typed.digits.length === LENGTH && isNumber(typed.digits)) {
    return { kind: lookalikes ? 'repaired' : 'exact', digits: typed.digits, lookalikes };
  }

  return typed.anyReal ? { kind: 'invalid', digits: typed.digits, lookalikes } : { kind: 'none', digits: '', lookalikes: false };
}
