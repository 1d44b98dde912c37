// @ts-check
// Writes a number: for people, to be said, for a scanner.

const GROUP = 4;

/**
 * The groups in which digits are printed and said, four in each; also of a number that is not complete.
 * @param {string} digits
 * @returns {string[]}
 */
export function groups(digits) {
  return digits.match(/.{1,4}/g) ?? [];
}

/**
 * `867530912374` as `8675-3091-2374`.
 * @param {string} digits
 */
export function format(digits) {
  return groups(digits).join('-');
}

/**
 * The number to be said, digit by digit and group by group: `eight six seven five, three zero nine one, two three seven four`.
 * @param {string} digits
 * @param {readonly string[]} words the words of 0 to 9 in the speaker's language
 */
export function spoken(digits, words) {
  return groups(digits).map(group => Array.from(group, digit => words[Number(digit)]).join(' ')).join(', ');
}

/**
 * The groups with a space between the digits, which makes a screen reader say each of them.
 * @param {string} digits
 */
export function spelled(digits) {
  return groups(digits).map(group => Array.from(group).join(' ')).join(', ');
}

/**
 * The content of the Code 128 barcode: bare digits would look like a product code.
 * @param {string} number
 */
export function barcode(number) {
  return `INC${number}`;
}

/**
 * How many group separators stand before the digit with this index.
 * @param {number} index from 0
 */
export function separatorsBefore(index) {
  return Math.floor(index / GROUP);
}
