// @ts-check
/** Calls the API of the service that served this page. */
import { signal } from "./html.js";

/** @typedef {import("./types.js").Problem} Problem */

/** The token of the session that every change has to carry; absent on pages without a session. */
export const antiforgery = signal("");

/** The channel that this person speaks for now; sent with every call. */
export const channel = signal("");

/** False after a call that reached no service, until one does again. */
export const isOnline = signal(true);

/** A call was answered with a problem: `problem.type` names its cause. */
export class ProblemError extends Error {
  /** @param {Problem} problem @param {number | null} retryAfter */
  constructor(problem, retryAfter) {
    super(problem.title);
    this.name = "ProblemError";
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** The last part of the type, such as `not-found`. */
  get kind() {
    return this.problem.type.slice(this.problem.type.lastIndexOf("/") + 1);
  }

  /** What is wrong with one field, if anything. @param {string} name */
  fault(name) {
    const isOf = (/** @type {string} */ field) => field === name || field.startsWith(name + ".") || field.startsWith(name + "[");
    return this.problem.errors?.find((error) => isOf(error.field))?.message;
  }
}

/** The session has ended, or there is none. */
export class SignedOutError extends Error {
  constructor() {
    super("Signed out");
    this.name = "SignedOutError";
  }
}

/** The service was not reached: nobody knows whether the call was carried out. Repeating it with the same key is safe. */
export class OfflineError extends Error {
  constructor() {
    super("Offline");
    this.name = "OfflineError";
  }
}

/** @type {Set<() => void>} */
const whenSignedOut = new Set();

/** Calls back when a call finds that the session has ended. @param {() => void} listener */
export function onSignedOut(listener) {
  whenSignedOut.add(listener);
}

/** A key under which a POST is carried out once, however often it is sent. */
export function newIdempotencyKey() {
  return typeof crypto.randomUUID === "function"
    ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @typedef {object} Options
 * @property {unknown} [body] sent as JSON
 * @property {string} [key] the Idempotency-Key of a POST; a fresh one by default. Keep it to send the same POST again.
 * @property {string} [ifMatch]
 * @property {string} [ifNoneMatch] answered by status 304 if nothing has changed
 * @property {AbortSignal} [abort]
 * @property {boolean} [isUnattended] the page asks by itself, which does not keep a session alive
 * @property {Record<string, string>} [headers]
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {any} body
 * @property {string | null} etag
 */

/**
 * Sends one request. Throws a ProblemError, a SignedOutError or an OfflineError.
 *
 * @param {"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} method
 * @param {string} path below /v1, such as /incidents
 * @param {Options} [options]
 * @returns {Promise<Answer>}
 */
export async function call(method, path, options = {}) {
  const request = method === "POST" ? { ...options, key: options.key ?? newIdempotencyKey() } : options;
  try {
    return await attempt(method, path, request);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.kind !== "antiforgery-missing" || !renewal) throw error;
    await renewal(); // another window of this browser has signed in again
    return attempt(method, path, request);
  }
}

/** @type {(() => Promise<void>) | null} */
let renewal = null;

/** Says how the token of the session is fetched again. @param {() => Promise<void>} renew */
export function renewAntiforgeryBy(renew) {
  renewal = renew;
}

/** @param {"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} method @param {string} path @param {Options} options @returns {Promise<Answer>} */
async function attempt(method, path, options) {
  const asked = antiforgery.value;
  const response = await send(method, "/v1" + path, options);
  const body = await readBody(response);
  if (response.ok || response.status === 304) return { status: response.status, body, etag: response.headers.get("ETag") };
  if (response.status === 401 && !(method === "POST" && path === "/session")) {
    const isOfFormerSession = antiforgery.value !== asked; // somebody has signed in or out since
    if (isOfFormerSession && method === "GET") return attempt(method, path, options);
    if (!isOfFormerSession) whenSignedOut.forEach((listener) => listener());
    throw new SignedOutError();
  }
  throw problemOf(response, body);
}

/** @param {string} path @param {Options} [options] */
export const get = (path, options) => call("GET", path, options);

/** @param {string} path @param {unknown} body @param {Options} [options] */
export const post = (path, body, options) => call("POST", path, { ...options, body });

/** @param {string} path @param {unknown} [body] @param {Options} [options] */
export const put = (path, body, options) => call("PUT", path, { ...options, body });

/** @param {string} path @param {unknown} body @param {Options} [options] */
export const patch = (path, body, options) => call("PATCH", path, { ...options, body });

/** @param {string} path @param {Options} [options] */
export const remove = (path, options) => call("DELETE", path, options);

/** @param {string} method @param {string} address @param {Options} options */
const send = (method, address, options) => reach(address, {
  method,
  headers: headersOf(method, options),
  body: options.body === undefined ? undefined : JSON.stringify(options.body),
  credentials: "same-origin",
  signal: options.abort,
});

/** Sends a request, and tells apart a service that was not reached. @param {string} address @param {RequestInit} request */
export async function reach(address, request) {
  try {
    const response = await fetch(address, { cache: "no-store", ...request });
    isOnline.value = true;
    return response;
  } catch (error) {
    if (request.signal?.aborted) throw error;
    isOnline.value = false;
    throw new OfflineError();
  }
}

/** @param {string} method @param {Options} options */
function headersOf(method, options) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", ...options.headers };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (channel.value) headers["X-Channel"] = channel.value;
  if (method !== "GET" && antiforgery.value) headers["X-Antiforgery"] = antiforgery.value;
  if (method === "POST") headers["Idempotency-Key"] = /** @type {string} */ (options.key);
  if (options.isUnattended) headers["X-Unattended"] = "true";
  if (options.ifMatch) headers["If-Match"] = options.ifMatch;
  if (options.ifNoneMatch) headers["If-None-Match"] = options.ifNoneMatch;
  return headers;
}

/** @param {Response} response */
export async function readBody(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (!/json|csv/.test(type)) return null;
  try {
    return type.includes("csv") ? await response.text() : await response.json();
  } catch {
    isOnline.value = false;
    throw new OfflineError(); // the line dropped within the answer
  }
}

/** The problem that the service answered. @param {Response} response @param {any} body */
export const problemOf = (response, body) =>
  new ProblemError(body?.type ? body : unreadable(response.status), secondsOf(response.headers.get("Retry-After")));

/** What a proxy answers in place of the service. @param {number} status @returns {Problem} */
const unreadable = (status) => ({ type: "/problems/unexpected", title: `HTTP ${status}`, status, remedy: "" });

/** @param {string | null} value */
const secondsOf = (value) => (value && /^\d+$/.test(value) ? Number(value) : null);
