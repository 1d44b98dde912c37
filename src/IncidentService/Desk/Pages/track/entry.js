// @ts-check
/** The first script of the customer's page: the form that the service has drawn is enough, until somebody uses it or brings a link. */
import { sayUnreachable, takeOverWhenUsed } from "../shared/drawn-form.js";
import { recall, storedLanguage } from "../shared/remembered.js";
import { grouped, numberIn } from "./address.js";

const retryMilliseconds = 3000;
const drawnLanguage = document.documentElement.lang;
const form = document.querySelector("form");

/** The page of a link, whose token stays in the address until the script has it: a reload would lose it otherwise. */
async function open() {
  try {
    (await import("./main.js")).draw();
  } catch {
    if (form) sayUnreachable(form);
    setTimeout(open, retryMilliseconds);
  }
}

const takeOver = async () => (await import("./main.js")).takeOver(drawnLanguage);

if (form && !location.hash) {
  const number = form.querySelector("input");
  if (number && !number.value) number.value = grouped(numberIn(location));
  for (const button of document.querySelectorAll("button[lang]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("lang") === drawnLanguage));
  }
  const begin = takeOverWhenUsed(form, takeOver);
  if ((recall(storedLanguage) ?? drawnLanguage) !== drawnLanguage) begin();
} else {
  void open();
}
