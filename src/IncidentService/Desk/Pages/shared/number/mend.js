// @ts-check
// Finds the numbers that a mistyped number may have been meant for.
import { LENGTH, fault, isNumber, without } from './code.js';
import { typedDigits } from './read.js';

/** @typedef {'wrong-digit' | 'swapped' | 'missing' | 'extra' | 'lookalike'} Slip As the API names them. */

/**
 * @typedef {{ number: string, slip: Slip, position: number }} Mend
 * The number that may have been meant, and where the mistake is, counting digits from 1: the wrong one; the first of the two swapped; the
 * missing one, in `number`; the extra one, in what was typed; the first letter that stands for a digit.
 */

const SLIPS = ['wrong-digit', 'swapped', 'missing', 'extra', 'lookalike'];

/**
 * All valid numbers that are one mistake away: at most one by a wrong digit, then swapped neighbours, a missing digit (eleven typed), an
 * extra one (thirteen typed), each ascending. Empty for a number that is valid digit for digit, and for any other text.
 * @param {string} text
 * @returns {Mend[]}
 */
export function mend(text) {
  const typed = typedDigits(text);
  if (typed === null) return [];
  const { digits, firstLookalike, anyReal } = typed;
  if (digits.length === LENGTH && isNumber(digits)) {
    return firstLookalike > 0 ? [{ number: digits, slip: 'lookalike', position: firstLookalike }] : [];
  }

  return anyReal ? candidates(digits).sort(byLikelihood) : [];
}

/** @param {string} digits @returns {Mend[]} */
function candidates(digits) {
  switch (digits.length) {
    case LENGTH - 1: return putOneIn(digits);
    case LENGTH: return [...changeOne(digits), ...swapBack(digits)];
    case LENGTH + 1: return takeOneOut(digits);
    default: return [];
  }
}

/** @param {Mend} one @param {Mend} other */
function byLikelihood(one, other) {
  return SLIPS.indexOf(one.slip) - SLIPS.indexOf(other.slip) || Number(one.number) - Number(other.number);
}

/** @param {string} digits @param {number} position @param {string} put @param {number} [taken] */
function splice(digits, position, put, taken = put.length) {
  return digits.slice(0, position) + put + digits.slice(position + taken);
}

/** @param {Slip} slip @param {number} position @param {string} number @returns {Mend[]} */
function ifValid(slip, position, number) {
  return isNumber(number) ? [{ number, slip, position: position + 1 }] : [];
}

// The sums name the one position and the one error that explain them.
/** @param {string} digits */
function changeOne(digits) {
  const found = fault(digits);
  if (found === null) return []; // only the leading 0 is wrong, and no single digit can mend that
  const meant = without(Number(digits[found.position]), found.error);
  return meant === 10 ? [] : ifValid('wrong-digit', found.position, splice(digits, found.position, String(meant)));
}

/** @param {string} digits */
function swapBack(digits) {
  return Array.from(digits.slice(1)).flatMap((next, position) =>
    next === digits[position] ? [] : ifValid('swapped', position, splice(digits, position, next + digits[position])));
}

// With a 0 put in, the sums tell the digit that belongs there: the fault lies at that very position.
/** @param {string} typed */
function putOneIn(typed) {
  return Array.from({ length: LENGTH }).flatMap((_, position) => {
    const digits = splice(typed, position, '0', 0);
    const found = fault(digits) ?? { position, error: 0 };
    const meant = without(0, found.error);
    const sameAsBefore = position > 0 && typed[position - 1] === String(meant); // gives the same number as one position earlier
    if (found.position !== position || meant === 10 || sameAsBefore) return [];
    return ifValid('missing', position, splice(digits, position, String(meant)));
  });
}

/** @param {string} typed */
function takeOneOut(typed) {
  return Array.from(typed).flatMap((digit, position) =>
    digit === typed[position - 1] ? [] : ifValid('extra', position, splice(typed, position, '', 1)));
}
