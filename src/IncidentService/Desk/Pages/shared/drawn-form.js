// @ts-check
/**
 * The form that the service has drawn is there before the script that handles it. Whatever somebody does on the page loads that script,
 * which takes the elements over as they stand, with the focus and what was typed. What it came too late for happens then. The method of the
 * form is "dialog", so that browsers send it nowhere by themselves: what was typed would stand in the address.
 */

const signs = ["keydown", "pointerdown", "input", "change", "click", "submit", "hashchange"];

/** @param {HTMLFormElement} form @param {() => Promise<void>} takeOver */
export function takeOverWhenUsed(form, takeOver) {
  /** @type {(() => void) | undefined} */
  let missed;
  let isOnItsWay = false;

  /** @param {Event} event */
  async function use(event) {
    if (event.type === "submit") event.preventDefault();
    missed = missedBy(event) ?? missed;
    if (isOnItsWay) return;
    isOnItsWay = true;
    say(form, false);
    try {
      await takeOver();
      for (const sign of signs) removeEventListener(sign, use, true);
      missed?.();
    } catch {
      say(form, true);
    }
    isOnItsWay = false;
  }

  for (const sign of signs) addEventListener(sign, use, true);
}

/** What has to happen again once it is handled. @param {Event} event */
function missedBy({ type, target }) {
  if (!(target instanceof Element)) return undefined;
  const button = target.closest("button[type=button]");
  if (type === "click" && button instanceof HTMLElement) return () => button.click();
  if (type === "change" && target instanceof HTMLSelectElement) return () => target.dispatchEvent(new Event("change", { bubbles: true }));
  if (type === "submit" && target instanceof HTMLFormElement) return () => target.requestSubmit();
  return undefined;
}

/** Says that the service is not reached, or no longer. @param {HTMLFormElement} form @param {boolean} isUnreachable */
function say(form, isUnreachable) {
  const line = form.querySelector("[data-unreachable]");
  if (line instanceof HTMLElement) line.textContent = isUnreachable ? (line.dataset.unreachable ?? "") : "";
}

/** What stands in a field of the drawn form. @param {string} name */
export const typedInto = (name) =>
  /** @type {HTMLInputElement | null} */ (document.querySelector(`#app form input[name=${name}]`))?.value;
