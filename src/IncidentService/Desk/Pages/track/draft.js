// @ts-check
/** What was typed and not sent. It survives a reload, and ends with the tab: others may use this computer too. */

/** @param {string} number @param {string} what */
const nameOf = (number, what) => `track.${number}.${what}`;

/** @param {string} number @param {string} what */
export function readDraft(number, what) {
  try {
    return sessionStorage.getItem(nameOf(number, what)) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} number @param {string} what @param {string} text */
export function keepDraft(number, what, text) {
  try {
    sessionStorage.setItem(nameOf(number, what), text);
  } catch {
    // storage is full or switched off: the text is still in the field
  }
}

/** @param {string} number @param {string} what */
export function dropDraft(number, what) {
  try {
    sessionStorage.removeItem(nameOf(number, what));
  } catch {
    // there is none
  }
}
