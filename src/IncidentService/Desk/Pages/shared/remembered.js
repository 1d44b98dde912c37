// @ts-check
/** What the browser remembers between visits. Where storage is switched off, it remembers nothing. */

/** Who signed in last. */
export const storedAgent = "desk.agent";

/** That a session is likely. */
export const storedVisit = "desk.signedIn";

/** Notes that a session is likely at the next visit, or not. @param {boolean} isLikely */
export const expectSession = (isLikely) => remember(storedVisit, isLikely ? "yes" : "");

export const storedLanguage = "language";

/** @param {string} name */
export function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // it is asked for again
  }
}
