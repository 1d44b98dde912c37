// @ts-check
/** Starts the desk. */
import { afterPaint } from "../shared/after-paint.js";
import { OfflineError } from "../shared/api.js";
import { drawnLanguage } from "../shared/drawn-form.js";
import { html, hydrate, render } from "../shared/html.js";
import { loadSession, session } from "../shared/session.js";
import { language } from "../shared/strings.js";
import { App, goToSignIn } from "./app.js";

const retryMilliseconds = 3000;
const root = /** @type {HTMLElement} */ (document.getElementById("app"));

/** An open page waits for the service to be reached; the frame says so. */
async function start() {
  try {
    await loadSession();
  } catch (error) {
    setTimeout(start, retryMilliseconds);
    if (!(error instanceof OfflineError)) throw error;
  }
}

/** Draws the desk in the place of what the service has drawn. */
export function draw() {
  if (session.peek() === null) goToSignIn();
  afterPaint(() => {
    root.replaceChildren();
    render(html`<${App} />`, root);
    void start();
  });
}

/** Takes over the sign-in that the service has drawn, then changes to the chosen language, and looks for a session that is likely. */
export function takeOver() {
  const chosen = language.peek();
  language.value = drawnLanguage;
  hydrate(html`<${App} />`, root);
  language.value = chosen;
  if (session.peek() === undefined) void start();
}
