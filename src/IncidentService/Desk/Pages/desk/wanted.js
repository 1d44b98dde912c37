// @ts-check
/** Where people come to once they are signed in: where they wanted to go. */
import { hasSessionEnded } from "../shared/remembered.js";

const storedWanted = "desk.wanted";

/** The address at which whoever wants this one signs in; null if it is that one. @param {Location} address */
export function signInAddress({ pathname, search }) {
  if (/^\/desk\/sign-in\/*$/.test(pathname)) return null;
  const asked = pathname + search;
  return asked === "/desk" ? "/desk/sign-in" : `/desk/sign-in?to=${encodeURIComponent(asked)}`;
}

/** What was wanted, if it is of the desk. @param {string | null} address */
const wanted = (address) => (address && /^\/desk(\/(?!\/)|\?|$)/.test(address) ? address : "/desk");

/**
 * Where the provider is asked. It may know for longer than we do who was at this computer: after a session has ended here, it has to ask.
 *
 * @param {string} url @param {string} back
 */
export const providerAddress = (url, back) =>
  `${url}?return=${encodeURIComponent(back)}${hasSessionEnded() ? "&prompt=login" : ""}`;

/** The provider may lead back to a page that shows a failure, and remembers what was wanted before. @param {string} back */
export function keepWanted(back) {
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
