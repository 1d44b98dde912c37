// @ts-check
/** The number in the address of the page, as the printed code has it. */

const mostTyped = 40;

/** @param {Location} address */
export function numberIn({ pathname }) {
  try {
    return decodeURIComponent(pathname.split("/")[2] ?? "").slice(0, mostTyped);
  } catch {
    return "";
  }
}

/** @param {string} text */
export const grouped = (text) => (/^\d{12}$/.test(text) ? text.replace(/\d{4}(?=\d)/g, "$&-") : text);
