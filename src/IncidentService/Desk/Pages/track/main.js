// @ts-check
/** The customer's page: /track, and /t/{number} from a printed code or a personal link. */
import { afterPaint } from "../shared/after-paint.js";
import { drawnLanguage } from "../shared/drawn-form.js";
import { html, hydrate, render, useEffect } from "../shared/html.js";
import { language, languages, setLanguage } from "../shared/strings.js";
import { numberIn } from "./address.js";
import { Failure } from "./failure.js";
import { OpenForm } from "./open-form.js";
import { failure, followLink, loadParts, number, parts, stage, view } from "./state.js";
import { t } from "./opening-text.js";

function Page() {
  useEffect(() => {
    document.title = t("page.title");
  }, [language.value]);
  useEffect(focusHeading, [stage.value]);
  return html`
    <a class="skip" href="#content">${t("page.skip")}</a>
    <main id="content" class="page" tabindex="-1"><${Stage} /></main>
    <footer class="foot no-print"><${Languages} /></footer>`;
}

function Stage() {
  if (stage.value === "opening") return html`
    <h1 class="visually-hidden">${t("page.title")}</h1>
    <div class="card opening" role="status"><span class="spinner"></span> ${t("link.opening")}</div>`;
  if (stage.value === "left") return html`<div class="card"><h1>${t("leave.done")}</h1></div>`;
  const [failed, isOpen] = [failure.value, stage.value === "open"];
  // What is hidden keeps what was typed.
  return html`
    ${!isOpen && failed && html`<${Failure} error=${failed.error} again=${failed.again} />`}
    ${!isOpen && html`<${OpenForm} />`}
    <div key="incident" hidden=${!isOpen}>${view.value && parts.value && html`<${parts.value.IncidentPage} />`}</div>`;
}

function Languages() {
  return html`
    <nav aria-label=${t("page.language")}>
      <ul class="languages">
        ${Object.entries(languages).map(([code, name]) => html`
          <li><button type="button" class="button button-quiet button-small" lang=${code}
            aria-pressed=${language.value === code} onClick=${() => setLanguage(code)}>
            ${name}
          </button></li>`)}
      </ul>
    </nav>`;
}

let isFirst = true;

/** What replaces the page takes the focus, so that it is read out; but not when the page has just been loaded. */
function focusHeading() {
  if (isFirst) {
    isFirst = false;
    return;
  }
  const heading = document.querySelector("h1");
  if (!(heading instanceof HTMLElement)) return;
  heading.tabIndex = -1;
  heading.focus();
}

/** The token leaves the address bar at once: it would stay in the history, and in a picture of the screen. */
function readAddress() {
  const token = location.hash.slice(1);
  if (token) history.replaceState(null, "", location.pathname + location.search);
  number.value = numberIn(location);
  if (token.startsWith("trk_")) followLink(token);
}

readAddress();
addEventListener("hashchange", readAddress);
const root = /** @type {HTMLElement} */ (document.getElementById("app"));

/** Draws the page in the place of what the service has drawn. */
export function draw() {
  afterPaint(() => {
    root.replaceChildren();
    render(html`<${Page} />`, root);
  });
}

/** Takes over the form that the service has drawn, then changes to the chosen language. */
export function takeOver() {
  if (stage.peek() !== "form") return draw(); // a link has been opened meanwhile
  const chosen = language.peek();
  language.value = drawnLanguage;
  hydrate(html`<${Page} />`, root);
  language.value = chosen;
  void loadParts().catch(() => {}); // it is loaded again when it is needed
}
