// @ts-check
/**
 * The form that the service has drawn is there before the script that handles it. Whatever somebody does on the page loads that script,
 * which takes the elements over as they stand, with the focus and what was typed. Actions made before it has loaded are repeated
 * afterwards. The method of the form is "dialog", and its fields have no names, so that no browser sends it by itself: what was typed
 * would be in the address.
 */
import { recall, storedLanguage } from "./remembered.js";

const retryMilliseconds = 3000;

/** The language in which the service has drawn the page. */
export const drawnLanguage = document.documentElement.lang;

/** True if another language was chosen at an earlier visit. */
export const isInAnotherLanguage = (recall(storedLanguage) ?? drawnLanguage) !== drawnLanguage;

/** The form that the service has drawn; null where it expects a session. */
export const form = document.querySelector("form");

const signs = ["keydown", "pointerdown", "input", "change", "click", "submit", "hashchange"];

/** Draws the page anew once its script has come, however often it has to be asked for. @param {() => Promise<{ draw: () => void }>} load */
export async function drawWhenLoaded(load) {
  try {
    (await load()).draw();
  } catch {
    if (form) sayUnreachable(form);
    setTimeout(drawWhenLoaded, retryMilliseconds, load);
  }
}

/**
 * Loads the script at the first sign of use.
 * @param {HTMLFormElement} drawn @param {() => Promise<{ takeOver: () => void }>} load @returns {() => void} loads it at once
 */
export function takeOverWhenUsed(drawn, load) {
  /** The latest action of each kind. @type {Map<string, () => void>} */
  const missed = new Map();
  /** @type {Promise<void> | undefined} */
  let loading;

  function begin() {
    loading ??= load().then(({ takeOver }) => takeOver()).then(finish, fail);
  }

  function finish() {
    for (const sign of signs) removeEventListener(sign, use, true);
    for (const repeat of missed.values()) repeat();
  }

  function fail() {
    loading = undefined;
    missed.clear(); // somebody who was told that it failed decides anew
    sayUnreachable(drawn);
  }

  /** @param {Event} event */
  function use(event) {
    if (event.type === "submit") event.preventDefault();
    const repeat = repetition(event);
    if (repeat) missed.set(event.type, repeat);
    begin();
  }

  for (const sign of signs) addEventListener(sign, use, true);
  return begin;
}

/** What repeats an action once it is handled. @param {Event} event */
function repetition({ type, target }) {
  if (!(target instanceof Element)) return undefined;
  const button = target.closest("button[type=button]");
  if (type === "click" && button instanceof HTMLElement) return () => button.click();
  if (type === "change" && target instanceof HTMLSelectElement) return () => target.dispatchEvent(new Event("change", { bubbles: true }));
  if (type === "submit" && target instanceof HTMLFormElement) return () => target.requestSubmit();
  return undefined;
}

/** Says so once: screen readers would repeat a line that is written again. @param {HTMLFormElement} drawn */
function sayUnreachable(drawn) {
  const line = drawn.querySelector("[data-unreachable]");
  if (line instanceof HTMLElement && !line.textContent) line.textContent = line.dataset.unreachable ?? "";
}

/** What is in a field of the drawn form. @param {string} id */
export const typedInto = (id) => /** @type {HTMLInputElement | null} */ (document.querySelector(`#app form input#${id}`))?.value;
