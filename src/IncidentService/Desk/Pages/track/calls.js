// @ts-check
/** Calls the operations of the customer's page. No cookie goes along: what opens the page is the token alone. */
import { newIdempotencyKey, OfflineError, ProblemError, problemOf, reach, readBody } from "../shared/api.js";

/**
 * @typedef {import("../shared/types.js").Schemas} Schemas
 * @typedef {Schemas["CustomerView"]} View
 * @typedef {Schemas["CustomerIncident"]} Incident
 * @typedef {{ number: string, contact: { kind: string, value: string } }} Pair
 */

/** @param {Pair} pair @returns {Promise<View>} */
export const openPair = (pair) => send("POST", "/views", { body: pair });

/** @param {string} token @returns {Promise<View>} */
export const openLink = (token) => send("POST", "/link-views", { body: { token } });

/** @param {string} token @param {string} number @returns {Promise<Incident>} */
export const read = (token, number) => send("GET", `/incidents/${number}`, { token });

/**
 * @param {string} token @param {string} number @param {"confirmation" | "dispute" | "messages"} what
 * @param {Record<string, string>} body @param {string} key sends the same again without doing it twice
 * @returns {Promise<Incident>}
 */
export const act = (token, number, what, body, key) => send("POST", `/incidents/${number}/${what}`, { token, body, key });

/** @param {string} token @param {string} number @returns {Promise<void>} */
export const refuseQuestions = (token, number) => send("PUT", `/incidents/${number}/no-more-questions`, { token });

export { newIdempotencyKey as newKey, OfflineError, ProblemError };

/**
 * @param {string} method @param {string} path @param {{ token?: string, body?: unknown, key?: string }} options
 * @returns {Promise<any>}
 */
async function send(method, path, { token, body, key }) {
  const response = await reach("/v1/tracking" + path, {
    method,
    headers: {
      Accept: "application/json",
      ...(token && { Authorization: "Bearer " + token }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...(key && { "Idempotency-Key": key }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "omit",
  });
  const answer = await readBody(response);
  if (!response.ok) throw problemOf(response, answer);
  return answer ?? undefined;
}
