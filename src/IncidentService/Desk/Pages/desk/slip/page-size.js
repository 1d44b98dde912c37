// @ts-check
/** The size of a printed receipt: as long as what stands on it, since paper from a roll has no end. */

/** The widths of rolls, in millimetres. @type {Record<string, number>} */
export const rolls = { receipt: 80, narrow: 58 };

const millimetresPerPixel = 25.4 / 96;
const rule = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, rule];

/** @param {HTMLElement} paper as wide as the receipt @param {string} roll */
export function fitReceipt(paper, roll) {
  const height = Math.ceil(paper.offsetHeight * millimetresPerPixel) + 2;
  rule.replaceSync(`@page ${roll} { size: ${rolls[roll]}mm ${height}mm; margin: 0; }`);
}
