// @ts-check
/** Style sheets of views that load when they are first shown. */

/** @type {Map<string, Promise<void>>} */
const sheets = new Map();

/**
 * Loads a view together with its style sheet, so that it never shows without it.
 *
 * @template Module
 * @param {() => Promise<Module>} load
 * @param {string} sheet relative to this folder
 */
export const withStyles = (load, sheet) => async () => {
  const [module] = await Promise.all([load(), addSheet(new URL(sheet, import.meta.url).href)]);
  return module;
};

/** @param {string} address */
function addSheet(address) {
  const known = sheets.get(address);
  if (known) return known;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  const loaded = /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => reject(new Error("The style sheet could not be loaded"));
  })).catch((error) => {
    sheets.delete(address);
    link.remove();
    throw error;
  });
  sheets.set(address, loaded);
  document.head.append(link);
  return loaded;
}
