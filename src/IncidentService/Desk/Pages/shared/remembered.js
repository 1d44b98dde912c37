// @ts-check
/** What the browser remembers between visits. Where storage is switched off, it remembers nothing. */

/** Who signed in last. */
export const storedAgent = "desk.agent";

/** That a session is likely; empty once one has ended. */
export const storedVisit = "desk.signedIn";

/** Notes that a session is likely at the next visit, or not. @param {boolean} isLikely */
export const expectSession = (isLikely) => remember(storedVisit, isLikely ? "yes" : "");

/** Whether a session of this browser has ended, and none has begun since. */
export const hasSessionEnded = () => recall(storedVisit) === "";

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
