// @ts-check
/** The views of the desk by their addresses. */
import { signal } from "../shared/html.js";

/**
 * @typedef {object} Route
 * @property {"box" | "new" | "incident" | "slip" | "work" | "reports" | "signIn" | "notFound"} view
 * @property {string} number of the incident, or empty
 * @property {URLSearchParams} query
 */

/** @type {import("../shared/html.js").Signal<Route>} */
export const route = signal(parse(location));

/** Goes to an address of the desk. @param {string} address @param {{ replace?: boolean }} [options] */
export function navigate(address, { replace = false } = {}) {
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  route.value = parse(location);
}

/** @param {string} number */
export const incidentAddress = (number) => `/desk/incidents/${number}`;

/** @param {Location | URL} address @returns {Route} */
function parse(address) {
  const path = address.pathname.replace(/\/+$/, "");
  const query = new URLSearchParams(address.search);
  const incident = /^\/desk\/incidents\/([^/]+)(\/slip)?$/.exec(path);
  if (incident) return { view: incident[2] ? "slip" : "incident", number: decodeURIComponent(incident[1]), query };
  const views = /** @type {Record<string, Route["view"]>} */ ({
    "/desk": "box",
    "/desk/new": "new",
    "/desk/work": "work",
    "/desk/reports": "reports",
    "/desk/sign-in": "signIn",
  });
  return { view: views[path] ?? "notFound", number: "", query };
}

addEventListener("popstate", () => (route.value = parse(location)));

// Links within the desk load no page; those that open a new tab, or leave the desk, stay the browser's.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
  if (!/^\/desk(\/|$)/.test(link.pathname) || link.hash) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
});
