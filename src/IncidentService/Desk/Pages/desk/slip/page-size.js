// @ts-check
/** The size of a printed receipt: as long as what stands on it, since paper from a roll has no end. */

const millimetresPerPixel = 25.4 / 96;
const rule = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, rule];

/** @param {HTMLElement} paper as wide as the receipt */
export function fitReceipt(paper) {
  const height = Math.ceil(paper.offsetHeight * millimetresPerPixel) + 2;
  rule.replaceSync(`@page receipt { size: 80mm ${height}mm; margin: 0; }`);
}
