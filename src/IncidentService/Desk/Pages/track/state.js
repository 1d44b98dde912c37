// @ts-check
/**
 * What the page knows. It lives in memory alone: a shared computer keeps nothing once the tab is closed. Only a draft survives a reload, in
 * the storage of the tab.
 */
import { signal } from "../shared/html.js";
import { act, newKey, OfflineError, openLink, openPair, ProblemError, read, refuseQuestions } from "./calls.js";

/** @typedef {import("./calls.js").View} View @typedef {import("./calls.js").Incident} Incident @typedef {import("./calls.js").Pair} Pair */

/**
 * form: who are you; opening: a link is being opened; open; again: the page has expired and asks once more; left.
 * @type {import("../shared/html.js").Signal<"form" | "opening" | "open" | "again" | "left">}
 */
export const stage = signal("form");

/** @type {import("../shared/html.js").Signal<View | null>} */
export const view = signal(null);

/**
 * What shows a problem and checks its number. It loads once somebody turns to the form.
 *
 * @type {import("../shared/html.js").Signal<Parts | null>}
 */
export const parts = signal(null);

/** @typedef {typeof import("./incident.js")} Parts */

/** When the incident was read. */
export const readAt = signal("");

/** What the address names, or the number of the incident that is shown. */
export const number = signal("");

/** The last failure that concerns the whole page, and what to do again. @type {import("../shared/html.js").Signal<Failure | null>} */
export const failure = signal(null);

/** True once a link turned out to be dead. */
export const linkIsDead = signal(false);

/** True after "no more questions". */
export const isQuiet = signal(false);

/** @typedef {{ error: unknown, again: () => Promise<void> }} Failure */

let linkToken = "";

/** Opens the page with the token of a link. @param {string} token */
export async function followLink(token) {
  linkToken = token;
  stage.value = "opening";
  failure.value = null;
  try {
    show(await withParts(openLink(token)));
  } catch (error) {
    linkIsDead.value = isKind(error, "tracking-link-invalid");
    if (linkIsDead.value) linkToken = "";
    if (!linkIsDead.value) failure.value = { error, again: () => followLink(token) };
    stage.value = "form";
  }
}

/** Opens the page with a number and a contact. Throws what is wrong. @param {Pair} pair */
export async function open(pair) {
  show(await withParts(openPair(pair)));
}

/** Waits for the answer, and for what shows it. @param {Promise<View>} answer */
async function withParts(answer) {
  const [opened] = await Promise.all([answer, loadParts()]);
  return opened;
}

export async function loadParts() {
  try {
    return (parts.value ??= await import("./incident.js"));
  } catch {
    throw new OfflineError();
  }
}

/** Shows another incident of the customer, or the same one as it is now. @param {string} wanted */
export async function load(wanted) {
  await withToken(async (token) => put(await read(token, wanted)));
}

/** @param {"confirmation" | "dispute" | "messages"} what @param {Record<string, string>} body @param {string} key */
export async function answer(what, body, key) {
  await withToken(async (token) => put(await act(token, number.value, what, body, key)));
}

export async function askNoMore() {
  await withToken((token) => refuseQuestions(token, number.value));
  isQuiet.value = true;
}

/** Forgets everything. */
export function leave() {
  linkToken = "";
  view.value = null;
  number.value = "";
  try {
    sessionStorage.clear();
  } catch {
    // storage is switched off
  }
  history.replaceState(null, "", "/track");
  stage.value = "left";
}

export { newKey };

/** @param {unknown} error @param {string} kind */
export const isKind = (error, kind) => error instanceof ProblemError && error.kind === kind;

/**
 * A page that has expired opens itself again if it was opened by a link; else it asks once more, and what was typed stays.
 * @param {(token: string) => Promise<void>} call
 */
async function withToken(call) {
  try {
    await call(view.value?.token ?? "");
  } catch (error) {
    if (!isKind(error, "tracking-view-expired")) throw error;
    if (!linkToken) {
      stage.value = "again";
      throw error;
    }
    const shown = number.value;
    try {
      view.value = await openLink(linkToken);
    } catch (second) {
      linkIsDead.value = isKind(second, "tracking-link-invalid");
      if (linkIsDead.value) stage.value = "again";
      throw second;
    }
    number.value = shown;
    await call(view.value.token);
  }
}

/** @param {View} opened */
function show(opened) {
  view.value = opened;
  number.value = opened.incident.number;
  readAt.value = new Date().toISOString();
  [failure.value, linkIsDead.value, stage.value] = [null, false, "open"];
}

/** @param {Incident} incident */
function put(incident) {
  if (!view.value) return;
  view.value = { ...view.value, incident, others: listWith(view.value, incident) };
  number.value = incident.number;
  readAt.value = new Date().toISOString();
}

/**
 * The list keeps all problems: the one that was shown takes the place of the one that is shown now.
 * @param {View} before @param {Incident} now
 */
function listWith(before, now) {
  const { number: was, formatted, subject, state, waitingOn, openedAt } = before.incident;
  if (was === now.number) return before.others;
  const shown = { number: was, formatted, subject, state, waitingOn, openedAt };
  return before.others.map((other) => other.number === now.number ? shown : other);
}
