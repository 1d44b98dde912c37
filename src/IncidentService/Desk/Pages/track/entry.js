// @ts-check
/** The first script of the customer's page: the form that the service has drawn is enough, until somebody uses it or brings a link. */
import { drawnLanguage, drawWhenLoaded, form, isInAnotherLanguage, takeOverWhenUsed } from "../shared/drawn-form.js";
import { grouped, numberIn } from "./address.js";

const load = () => import("./main.js");

if (form && !location.hash) {
  const number = form.querySelector("input");
  if (number && !number.value) number.value = grouped(numberIn(location));
  for (const button of document.querySelectorAll("button[lang]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("lang") === drawnLanguage));
  }
  const begin = takeOverWhenUsed(form, load);
  if (isInAnotherLanguage) begin();
} else {
  void drawWhenLoaded(load); // the token of a link stays in the address until then: a reload would lose it otherwise
}
