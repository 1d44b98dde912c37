// @ts-check
// Swagger UI leaves lists without a label, headings out of order, and content outside of landmarks. It draws again and again,
// so each drawing is mended.

/** @type {[selector: string, mend: (element: HTMLElement) => void][]} */
const mends = [
  ["#servers", (list) => label(list, "Server")],
  ["tr[data-param-name] select", (list) => label(list, nameOfParameter(list))],
  ["tr[data-param-name] input, tr[data-param-name] textarea", (field) => label(field, nameOfParameter(field))],
  [".examples-select-element", (list) => label(list, "Example")],
  [".body-param__text", (field) => label(field, "Request body")],
  [".information-container", (part) => landmark(part, "About this contract")],
  [".scheme-container", (part) => landmark(part, "Server and authorization")],
  ["table.responses-table[role=region]", (table) => table.removeAttribute("role")],
  ["h3.opblock-tag", (heading) => heading.setAttribute("aria-level", "2")],
  [".opblock h4", (heading) => heading.setAttribute("aria-level", "3")],
  ["section.models h4", (heading) => heading.setAttribute("aria-level", "2")],
  ["pre.microlight", (example) => example.setAttribute("tabindex", "0")],
];

/** @param {HTMLElement} element @param {string} text */
function label(element, text) {
  if (!element.hasAttribute("aria-label")) element.setAttribute("aria-label", text);
}

/** @param {HTMLElement} element @param {string} name */
function landmark(element, name) {
  element.setAttribute("role", "region");
  label(element, name);
}

/** @param {HTMLElement} field */
function nameOfParameter(field) {
  return field.closest("tr")?.dataset.paramName ?? "Value";
}

function mendAll() {
  for (const [selector, mend] of mends)
    for (const element of document.querySelectorAll(selector)) if (element instanceof HTMLElement) mend(element);
}

let isAsked = false;
new MutationObserver(() => {
  if (isAsked) return;
  isAsked = true;
  queueMicrotask(() => {
    isAsked = false;
    mendAll();
  });
}).observe(document.documentElement, { childList: true, subtree: true });
mendAll();
