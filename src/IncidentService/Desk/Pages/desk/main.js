// @ts-check
/** Starts the desk. */
import { afterPaint } from "../shared/after-paint.js";
import { OfflineError } from "../shared/api.js";
import { html, render } from "../shared/html.js";
import { loadSession, session } from "../shared/session.js";
import { App, goToSignIn } from "./app.js";

const retryMilliseconds = 3000;

/** An open page waits for the service to be reached; the frame says so. */
async function start() {
  try {
    await loadSession();
  } catch (error) {
    setTimeout(start, retryMilliseconds);
    if (!(error instanceof OfflineError)) throw error;
  }
}

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
if (session.peek() === null) goToSignIn();
afterPaint(() => {
  root.replaceChildren();
  render(html`<${App} />`, root);
  void start();
});
