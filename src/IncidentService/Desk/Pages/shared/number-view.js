// @ts-check
/** An incident number as people read it: in groups, and with the digits marked that differ. */
import { html } from "./html.js";
import { groups, spelled } from "./number/index.js";

/**
 * `marks` are positions from 1. A screen reader says the digits one by one.
 *
 * @param {{ digits: string, marks?: number[], className?: string }} props
 */
export function NumberView({ digits, marks = [], className = "" }) {
  let position = 0;
  return html`
    <span class="number ${className}">
      <span class="visually-hidden">${spelled(digits)}</span>
      <span aria-hidden="true">${groups(digits).map((group, index) => html`${index > 0 && html`<span class="number-gap">-</span>`}${
        Array.from(group, (digit) => {
          position += 1;
          return marks.includes(position) ? html`<mark>${digit}</mark>` : digit;
        })}`)}</span>
    </span>`;
}

/**
 * The positions that a mend changed, in what was typed and in what was meant.
 *
 * @param {string} typed digits @param {string} meant digits @param {{ slip: string, position: number } | undefined} slip
 */
export function differences(typed, meant, slip) {
  if (!slip) return { typed: [], meant: [] };
  const { position } = slip;
  switch (slip.slip) {
    case "swapped": return { typed: [position, position + 1], meant: [position, position + 1] };
    case "missing": return { typed: [], meant: [position] };
    case "extra": return { typed: [position], meant: [] };
    case "wrong-digit": return { typed: [position], meant: [position] };
    default: {
      const different = Array.from(meant).flatMap((digit, index) => (digit === typed[index] ? [] : [index + 1]));
      return { typed: different, meant: different };
    }
  }
}
