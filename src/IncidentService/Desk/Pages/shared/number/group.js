// @ts-check
// Groups a number while it is typed, and keeps the caret where it belongs.
import { LENGTH } from './code.js';
import { format, separatorsBefore } from './format.js';

/** @typedef {{ text: string, caret: number }} Field */

/** A thirteenth digit may be one too many; more of them are something else, such as a tracking code. */
const LONGEST = LENGTH + 1;

/** @param {string} text */
function digitsOf(text) {
  return text.replace(/[^0-9]/g, '');
}

/** @param {string} digits */
function grouped(digits) {
  if (digits.startsWith('0') || digits.length > LONGEST) return digits;
  return digits.length === LONGEST ? format(digits.slice(0, -1)) + digits.at(-1) : format(digits);
}

/** Whether a text is digits as we group them, or a separator was typed ahead; spaces count as hyphens. @param {string} text */
function isOurs(text) {
  const digits = digitsOf(text);
  const hyphened = text.replaceAll(' ', '-');
  return hyphened === digits || hyphened === grouped(digits) || (hyphened.endsWith('-') && grouped(`${digits}1`).startsWith(hyphened));
}

/**
 * What a field holds after an edit, grouped, and where its caret belongs. A text that is grouped in another way, or has anything but digits
 * in it, is left alone: a phone number keeps its form.
 * @param {Field} after the field as the edit left it
 * @param {string} before the text before the edit
 * @param {string} [inputType] of the event
 * @returns {Field}
 */
export function regroup(after, before, inputType = 'insertText') {
  if (!/^[0-9 -]*$/.test(after.text) || !isOurs(before) || inputType.startsWith('history')) return after;
  const digits = digitsOf(after.text);
  const sameDigits = digits === digitsOf(before);
  const inserts = !inputType.startsWith('delete');
  const separated = inserts && (sameDigits || before === '' || inputType === 'insertFromPaste');
  if (after.text === grouped(digits) || (separated && !isOurs(after.text)) || (inserts && sameDigits)) return after;

  const left = digitsOf(after.text.slice(0, after.caret)).length;
  if (sameDigits && inputType === 'deleteContentBackward' && left > 0) return place(remove(digits, left - 1), left - 1, false);
  if (sameDigits && inputType === 'deleteContentForward') return place(remove(digits, left), left, false);
  return place(digits, left, inserts);
}

/** @param {string} digits @param {number} index */
function remove(digits, index) {
  return digits.slice(0, index) + digits.slice(index + 1);
}

/** @param {string} digits @param {number} left the digits left of the caret @param {boolean} inserts */
function place(digits, left, inserts) {
  const text = grouped(digits);
  if (text === digits || left === 0) return { text, caret: left };
  // Between two groups, what follows an insertion belongs to the next one, and what follows a deletion to this one.
  const separators = Math.min(separatorsBefore(inserts && left < digits.length ? left : left - 1), 2);
  return { text, caret: left + separators };
}

/**
 * Regroups an input field in its input event, and returns its text. Composed text waits until it is composed.
 * @param {InputEvent} event
 * @param {string} before the text before the edit
 * @returns {string}
 */
export function regroupInput(event, before) {
  const input = /** @type {HTMLInputElement} */ (event.currentTarget);
  if (event.isComposing) return input.value;
  const { text, caret } = regroup({ text: input.value, caret: input.selectionStart ?? input.value.length }, before, event.inputType);
  if (text !== input.value) {
    input.value = text;
    input.setSelectionRange(caret, caret);
  }

  return text;
}

/**
 * The text to look up: without grouping where it is ours, since another system's id of eight digits has none.
 * @param {string} text
 */
export function ungrouped(text) {
  return isOurs(text.trim()) ? digitsOf(text) : text;
}
