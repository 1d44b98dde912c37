// @ts-check
/** Where people come to once they are signed in: where they wanted to go. */
import { expectSession } from "../shared/remembered.js";

const storedWanted = "desk.wanted";

/** The address at which whoever wants this one signs in; null if it is that one. @param {Location} address */
export function signInAddress({ pathname, search }) {
  if (/^\/desk\/sign-in\/*$/.test(pathname)) return null;
  const asked = pathname + search;
  return asked === "/desk" ? "/desk/sign-in" : `/desk/sign-in?to=${encodeURIComponent(asked)}`;
}

/** What was wanted, if it is of the desk. @param {string | null} address */
const wanted = (address) => (address && /^\/desk(\/(?!\/)|\?|$)/.test(address) ? address : "/desk");

/** The provider leads back to a fresh page, which finds a session, or a failure and what was wanted before. @param {string} back */
export function keepWanted(back) {
  expectSession(true);
  try {
    sessionStorage.setItem(storedWanted, back);
  } catch {
    // storage is switched off
  }
}

/** What was wanted by whoever is at this address of the sign-in. @param {URLSearchParams} query */
export const wantedAt = (query) => wanted(query.get("to") ?? (query.get("failed") ? recallWanted() : null));

function recallWanted() {
  try {
    return sessionStorage.getItem(storedWanted);
  } catch {
    return null;
  }
}
