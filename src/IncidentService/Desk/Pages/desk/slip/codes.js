// @ts-check
/** Draws codes for scanners as paths of whole modules, with the quiet zones that their standards ask for. */

// Published for pages without modules: it sets up a global.
await import(new URL("../../vendor/bwip-js/bwip-js-min.js", import.meta.url).href);

/** @type {any} */
const bwipjs = /** @type {any} */ (globalThis).bwipjs;

const quietAroundQr = 4; // ISO/IEC 18004
const quietBesideCode128 = 10; // ISO/IEC 15417
const barHeight = 40;

/** @typedef {{ width: number, height: number, path: string }} Code All in modules; the quiet zone belongs to it. */

/** The QR code of an address. @param {string} text @returns {Code} */
export function qrCode(text) {
  const [{ pixs, pixx }] = bwipjs.raw({ bcid: "qrcode", text, eclevel: "M" });
  const size = pixx + 2 * quietAroundQr;
  const rows = Array.from({ length: pixx }, (_, row) => runs(pixs.slice(row * pixx, (row + 1) * pixx))
    .map(([from, length]) => bar(from + quietAroundQr, row + quietAroundQr, length, 1)).join(""));
  return { width: size, height: size, path: rows.join("") };
}

/** The Code 128 barcode of a text. @param {string} text @returns {Code} */
export function code128(text) {
  const [{ sbs }] = bwipjs.raw({ bcid: "code128", text });
  let at = quietBesideCode128;
  let path = "";
  sbs.forEach((/** @type {number} */ width, /** @type {number} */ index) => {
    if (index % 2 === 0) path += bar(at, 0, width, barHeight);
    at += width;
  });
  return { width: at + quietBesideCode128, height: barHeight, path };
}

/** Where black modules stand side by side in a row: from, and how many. @param {number[]} row @returns {[number, number][]} */
function runs(row) {
  /** @type {[number, number][]} */
  const found = [];
  row.forEach((isBlack, at) => {
    if (!isBlack) return;
    const last = found.at(-1);
    if (last && last[0] + last[1] === at) last[1]++;
    else found.push([at, 1]);
  });
  return found;
}

/** @param {number} x @param {number} y @param {number} width @param {number} height */
const bar = (x, y, width, height) => `M${x} ${y}h${width}v${height}h-${width}z`;
