// @ts-check
// The check digits: a [12, 10] Hamming code over GF(11), whose column i is x^(12-i) modulo x² + 7x + 2.

/** How many digits a number has. */
export const LENGTH = 12;

const FIELD = 11;
const WEIGHTS_A = [10, 9, 2, 5, 9, 10, 10, 4, 3, 4, 1, 0];
const WEIGHTS_B = [4, 7, 1, 4, 2, 2, 3, 5, 3, 9, 0, 1];

/** @typedef {{ position: number, error: number }} Fault The position from 0, and what was added to the digit there. */

/** @type {ReadonlyMap<number, Fault>} One fault for every pair of sums but (0, 0): the code is perfect. */
const FAULTS = new Map(
  WEIGHTS_A.flatMap((a, position) =>
    Array.from({ length: FIELD - 1 }, (_, index) => {
      const error = index + 1;
      return /** @type {[number, Fault]} */ ([key(a * error, WEIGHTS_B[position] * error), { position, error }]);
    })));

/** @param {number} a @param {number} b */
function key(a, b) {
  return (a % FIELD) * FIELD + (b % FIELD);
}

/** @param {string} digits @param {readonly number[]} weights */
function sum(digits, weights) {
  return weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
}

/**
 * The fault that explains the sums of twelve digits; null when both sums are 0.
 * @param {string} digits twelve, 0 to 9
 * @returns {Fault | null}
 */
export function fault(digits) {
  return FAULTS.get(key(sum(digits, WEIGHTS_A), sum(digits, WEIGHTS_B))) ?? null;
}

/**
 * A digit without an error, 0 to 10; 10 is no decimal digit.
 * @param {number} digit @param {number} error
 */
export function without(digit, error) {
  return (digit - error + FIELD) % FIELD;
}

/**
 * Whether twelve digits are a number: the first is not 0, and both check digits are right.
 * @param {string} digits
 */
export function isNumber(digits) {
  return /^[1-9][0-9]{11}$/.test(digits) && fault(digits) === null;
}

/**
 * Appends the check digits to ten digits; null where a check digit would be 10, as for one draw in six.
 * @param {string} tenDigits
 */
export function complete(tenDigits) {
  if (!/^[1-9][0-9]{9}$/.test(tenDigits)) return null;
  const padded = `${tenDigits}00`;
  const checks = [WEIGHTS_A, WEIGHTS_B].map(weights => without(0, sum(padded, weights) % FIELD));
  return checks.includes(10) ? null : tenDigits + checks.join('');
}
