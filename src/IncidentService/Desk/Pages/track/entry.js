// @ts-check
/** The first script of the customer's page: the form that the service has drawn is enough, until somebody uses it or brings a link. */
import { takeOverWhenUsed } from "../shared/drawn-form.js";
import { recall, storedLanguage } from "../shared/remembered.js";
import { grouped, numberIn } from "./address.js";

const drawnLanguage = document.documentElement.lang;
const form = document.querySelector("form");

const takeOver = async () => (await import("./main.js")).takeOver(drawnLanguage);

if (form && !location.hash) {
  const number = form.querySelector("input");
  if (number && !number.value) number.value = grouped(numberIn(location));
  for (const button of document.querySelectorAll("button[lang]")) {
    button.ariaPressed = String(button.getAttribute("lang") === drawnLanguage);
  }
  takeOverWhenUsed(form, takeOver);
  if ((recall(storedLanguage) ?? drawnLanguage) !== drawnLanguage) void takeOver().catch(() => {});
} else {
  import("./main.js").then((page) => page.draw(), () => location.reload());
}
