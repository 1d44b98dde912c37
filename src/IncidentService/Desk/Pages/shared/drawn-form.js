// @ts-check
/**
 * The form that the service has drawn is there before the script that handles it. Whatever somebody does on the page loads that script,
 * which takes the elements over as they stand, with the focus and what was typed. Actions made before it has loaded are repeated
 * afterwards. The method of the form is "dialog", and its fields have no names, so that no browser sends it by itself: what was typed
 * would be in the address.
 */

const signs = ["keydown", "pointerdown", "input", "change", "click", "submit", "hashchange"];

/**
 * Loads the script at the first sign of use.
 * @param {HTMLFormElement} form @param {() => Promise<void>} takeOver @returns {() => void} loads it at once
 */
export function takeOverWhenUsed(form, takeOver) {
  /** The latest action of each kind. @type {Map<string, () => void>} */
  const missed = new Map();
  /** @type {Promise<void> | undefined} */
  let loading;

  function begin() {
    loading ??= takeOver().then(finish, fail);
  }

  function finish() {
    for (const sign of signs) removeEventListener(sign, use, true);
    for (const repeat of missed.values()) repeat();
  }

  function fail() {
    loading = undefined;
    missed.clear(); // somebody who was told that it failed decides anew
    sayUnreachable(form);
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

/** Says so once: screen readers would repeat a line that is written again. @param {HTMLFormElement} form */
export function sayUnreachable(form) {
  const line = form.querySelector("[data-unreachable]");
  if (line instanceof HTMLElement && !line.textContent) line.textContent = line.dataset.unreachable ?? "";
}

/** What is in a field of the drawn form. @param {string} id */
export const typedInto = (id) => /** @type {HTMLInputElement | null} */ (document.querySelector(`#app form input#${id}`))?.value;
