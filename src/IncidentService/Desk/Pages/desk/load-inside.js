// @ts-check
/** Loads what only people who are signed in see. */
import { signal } from "../shared/html.js";

/**
 * What was loaded, or why it could not be.
 *
 * @type {import("../shared/html.js").Signal<{ parts?: typeof import("./inside.js"), error?: unknown }>}
 */
export const inside = signal({});

let isOnItsWay = false;

export async function loadInside() {
  if (isOnItsWay || inside.value.parts) return;
  isOnItsWay = true;
  try {
    inside.value = { parts: await import("./inside.js") };
  } catch (error) {
    inside.value = { error };
  }
  isOnItsWay = false;
}
