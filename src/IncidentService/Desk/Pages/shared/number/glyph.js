// @ts-check
// One character of a typed text, as the reader sees it.

/**
 * digit: 0 to 9 of any script. lookalike: a letter or bar that people and scanners write for a digit. grouping: may stand between digits.
 * mark: may stand before and after them. other: no part of a number.
 * @typedef {{ sign: 'digit' | 'lookalike' | 'grouping' | 'mark' | 'other', digit: number, length: number }} Glyph
 * The digit is -1 where there is none; the length is in UTF-16 units.
 */

/** @type {Readonly<Record<string, number>>} */
const LOOKALIKES = { O: 0, o: 0, Q: 0, I: 1, l: 1, '|': 1, Z: 2, S: 5, B: 8 };

const GROUPING_ASCII = new Set(' \t\n\v\f\r-./\\_,([{<)]}>"\'`');
const MARKS_ASCII = new Set('!?:;*#');

// Spaces, line ends, dashes, connectors, brackets, quotes, and characters that show nothing.
const GROUPING = /^[\p{Zs}\p{Zl}\p{Zp}\p{Pd}\p{Pc}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Cf}]$/u;

// Dashes, dots, slashes, commas and blanks whose category does not say so.
const GROUPING_BY_USE = new RegExp(
  '^[\\u0085\\u02D7\\u2043\\u2053\\u207B\\u208B\\u2212\\u2796\\u30FC\\uFF70'
  + '\\u00B7\\u06D4\\u2024\\u2026\\u2027\\u22C5\\u3002\\u30FB\\uFE52\\uFF61\\uFF65'
  + '\\u2044\\u2215\\u29F8\\uFE68\\u060C\\u3001\\uFE50\\uFF64'
  + '\\u034F\\u2800\\u3164\\uFFA0\\u20E3\\uFE00-\\uFE0F]$', 'u');

const DIGIT = /^\p{Nd}$/u;
const MARK = /^\p{Po}$/u;

/**
 * Full-width forms as the ASCII that they correspond to; other characters unchanged.
 * @param {string} character
 */
export function fold(character) {
  return character >= '\uFF01' && character <= '\uFF5E' ? String.fromCharCode(character.charCodeAt(0) - 0xFEE0) : character;
}

/**
 * The character at an index.
 * @param {string} text @param {number} at
 * @returns {Glyph}
 */
export function glyphAt(text, at) {
  const character = String.fromCodePoint(/** @type {number} */ (text.codePointAt(at)));
  const folded = fold(character);
  const length = character.length;
  return folded < '\u0080' ? ascii(folded) : { ...beyond(character), length };
}

/** @param {string} character @returns {Glyph} */
function ascii(character) {
  if (character >= '0' && character <= '9') return { sign: 'digit', digit: Number(character), length: 1 };
  if (Object.hasOwn(LOOKALIKES, character)) return { sign: 'lookalike', digit: LOOKALIKES[character], length: 1 };
  const sign = GROUPING_ASCII.has(character) ? 'grouping' : MARKS_ASCII.has(character) ? 'mark' : 'other';
  return { sign, digit: -1, length: 1 };
}

/** @param {string} character @returns {Pick<Glyph, 'sign' | 'digit'>} */
function beyond(character) {
  if (DIGIT.test(character)) return { sign: 'digit', digit: digitValue(character) };
  if (GROUPING_BY_USE.test(character) || GROUPING.test(character)) return { sign: 'grouping', digit: -1 };
  return { sign: MARK.test(character) ? 'mark' : 'other', digit: -1 };
}

// Unicode encodes the digits of a script in ascending order, in runs of ten that begin with 0.
/** @param {string} character */
function digitValue(character) {
  const code = /** @type {number} */ (character.codePointAt(0));
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}
