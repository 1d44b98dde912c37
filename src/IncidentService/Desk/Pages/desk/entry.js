// @ts-check
/** The first script of the desk: the sign-in that the service has drawn is enough, until somebody uses it or may have a session. */
import { drawWhenLoaded, form, isInAnotherLanguage, takeOverWhenUsed } from "../shared/drawn-form.js";
import { recall, storedAgent, storedVisit } from "../shared/remembered.js";
import { keepWanted, providerAddress, signInAddress, wantedAt } from "./wanted.js";

const load = () => import("./main.js");

/** @param {HTMLFormElement} signIn */
function prepare(signIn) {
  const to = signInAddress(location);
  if (to) history.replaceState(null, "", to);
  document.title = `${document.querySelector("h1")?.textContent} · ${document.title}`;
  const [agent, key] = signIn.querySelectorAll("input");
  if (!agent.value) {
    agent.value = recall(storedAgent) ?? "";
    const isUntouched = document.activeElement === agent || document.activeElement === document.body;
    if (agent.value && isUntouched) key.focus();
  }
  const provider = document.querySelector("a#provider");
  if (provider instanceof HTMLAnchorElement) {
    const back = wantedAt(new URLSearchParams(location.search));
    provider.setAttribute("href", providerAddress(provider.pathname, back));
    provider.addEventListener("click", () => keepWanted(back));
  }
}

if (form) {
  prepare(form);
  const begin = takeOverWhenUsed(form, load);
  if (recall(storedVisit) || isInAnotherLanguage || location.search.includes("failed=")) begin();
} else {
  void drawWhenLoaded(load);
}
