// @ts-check
/** The texts of a page in the reader's language. English is complete; a test checks that the others have the same names. */
import { signal } from "./html.js";
import { recall, remember, storedLanguage } from "./remembered.js";

/** @typedef {Record<string, string>} Texts */

/** The languages, each named in itself. @type {Record<string, string>} */
export const languages = { en: "English", es: "Español" };

export const language = signal(choose());

/** The language with the reader's region, for times, numbers and money. */
export const locale = () => navigator.languages.find((tag) => tag.split("-")[0] === language.value) ?? language.value;

/** @param {string} code */
export function setLanguage(code) {
  language.value = code;
  document.documentElement.lang = code;
  remember(storedLanguage, code);
}

/**
 * Gives the function that finds texts by name: `t("wait.since", { time })`. With `count` it takes the form `name.one` or `name.other`.
 *
 * @param {Record<string, Texts>} texts by language
 */
export function translator(texts) {
  /** @param {string} name @param {Record<string, string | number>} [values] */
  return function t(name, values = {}) {
    const table = texts[language.value] ?? texts.en;
    const text = table[`${name}.${formOf(values.count)}`] ?? table[name] ?? texts.en[name] ?? name;
    return text.replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));
  };
}

/** @param {string | number | undefined} count */
const formOf = (count) =>
  typeof count === "number" && new Intl.PluralRules(language.value).select(count) === "one" ? "one" : "other";

function choose() {
  const code = recall(storedLanguage)
    ?? navigator.languages.map((tag) => tag.split("-")[0]).find((tag) => tag in languages) ?? "en";
  document.documentElement.lang = code;
  return code;
}
