// @ts-check
/** The first script of the desk: strangers have the sign-in that the service has drawn; whoever may have a session gets the desk. */
import { takeOverWhenUsed } from "../shared/drawn-form.js";
import { recall, storedAgent, storedLanguage, storedVisit } from "../shared/remembered.js";
import { keepWanted, signInAddress, wanted } from "./wanted.js";

const retryMilliseconds = 3000;
const drawnLanguage = document.documentElement.lang;
const form = document.querySelector("form");

/** The whole desk, drawn anew. */
async function open() {
  try {
    (await import("./main.js")).draw();
  } catch {
    setTimeout(open, retryMilliseconds);
  }
}

const takeOver = async () => (await import("./main.js")).takeOver(drawnLanguage);

/** @param {HTMLFormElement} form */
function prepare(form) {
  const to = signInAddress(location);
  if (to) history.replaceState(null, "", to);
  document.title = `${document.querySelector("h1")?.textContent} · ${document.title}`;
  const [agent, key] = form.querySelectorAll("input");
  const [select, provider] = [document.querySelector("select"), document.querySelector("a#provider")];
  if (select) select.value = drawnLanguage;
  if (!agent.value) agent.value = recall(storedAgent) ?? "";
  if (agent.value && !key.value) key.focus();
  if (provider instanceof HTMLAnchorElement) {
    const back = wanted(new URLSearchParams(location.search).get("to"));
    provider.setAttribute("href", `${provider.pathname}?return=${encodeURIComponent(back)}`);
    provider.addEventListener("click", () => keepWanted(back));
  }
}

if (form && !recall(storedVisit) && !location.search.includes("failed=")) {
  prepare(form);
  takeOverWhenUsed(form, takeOver);
  if ((recall(storedLanguage) ?? drawnLanguage) !== drawnLanguage) void takeOver().catch(() => {});
} else {
  void open();
}
