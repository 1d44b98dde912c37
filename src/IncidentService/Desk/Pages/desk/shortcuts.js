// @ts-check
/** Single keys, while nobody types: each does what a button does. They can be switched off, as not everybody wants them. */
import { signal } from "../shared/html.js";
import { route, navigate } from "./router.js";

const stored = "desk.shortcuts";

/** Whether single keys act. @type {import("../shared/html.js").Signal<boolean>} */
export const areOn = signal(recall());

/** Whether the list of keys is shown. */
export const isHelpShown = signal(false);

/** Keys of the view that is open. @type {Record<string, () => void>} */
let ofView = {};

/** @type {Record<string, () => void>} */
const everywhere = {
  "/": () => (route.value.view === "box" ? document.getElementById("box")?.focus() : navigate("/desk")),
  b: () => navigate("/desk"),
  o: () => navigate("/desk/new"),
  w: () => navigate("/desk/work"),
  e: () => navigate("/desk/reports"),
};

/** Sets the keys of a view. @param {Record<string, () => void>} keys @returns {() => void} what takes them away */
export function takeKeys(keys) {
  ofView = keys;
  return () => {
    if (ofView === keys) ofView = {};
  };
}

/** @param {boolean} on */
export function switchShortcuts(on) {
  areOn.value = on;
  try {
    localStorage.setItem(stored, on ? "on" : "off");
  } catch {
    // storage is switched off
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || types(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    isHelpShown.value = true;
    return;
  }
  const act = areOn.value ? ofView[event.key] ?? everywhere[event.key] : undefined;
  if (!act || route.value.view === "signIn") return;
  event.preventDefault();
  act();
});

/** @param {EventTarget | null} target */
const types = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)
    || (target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type)));

function recall() {
  try {
    return localStorage.getItem(stored) !== "off";
  } catch {
    return true;
  }
}
