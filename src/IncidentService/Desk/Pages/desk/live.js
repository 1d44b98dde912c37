// @ts-check
/** Hears of every change by server-sent events, and comes back by itself after a dropped line. */
import { isOnline } from "../shared/api.js";
import { effect, signal, untracked } from "../shared/html.js";
import { hasExpired, may, session } from "../shared/session.js";

/**
 * @typedef {object} Happened a CloudEvent; `subject` is the number of its incident
 * @property {string} subject
 * @property {string} type
 * @property {string} [channel]
 *
 * @typedef {(event: Happened | null) => void} Listener null: something may have been missed, or nobody can say
 */

/** Whether changes arrive by themselves at present. */
export const isLive = signal(false);

const retryMilliseconds = 15_000;

/** @type {Set<Listener>} */
const listeners = new Set();
/** @type {EventSource | null} */
let source = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retry;

/** @param {Listener} listener @returns {() => void} what stops it */
export function onEvent(listener) {
  listeners.add(listener);
  connect();
  return () => listeners.delete(listener);
}

/** @param {Happened | null} event */
const tell = (event) => listeners.forEach((listener) => listener(event));

function connect() {
  if (source || !session.peek() || hasExpired.peek() || !may("read")) return;
  clearTimeout(retry);
  const stream = new EventSource("/v1/events/stream");
  source = stream;
  let wasOpen = false;
  stream.onopen = () => {
    isOnline.value = true;
    isLive.value = true;
    if (wasOpen) tell(null);
    wasOpen = true;
  };
  stream.onmessage = (message) => tell(JSON.parse(message.data));
  stream.onerror = () => {
    isLive.value = false;
    if (stream.readyState !== EventSource.CLOSED) return; // it comes back by itself
    disconnect();
    tell(null); // where no stream is to be had, changes are asked for
    retry = setTimeout(connect, retryMilliseconds);
  };
}

function disconnect() {
  source?.close();
  source = null;
  isLive.value = false;
}

// A stream belongs to a session. What the listeners read is none of its business: it would start again with each answer that they get.
effect(() => {
  const isIn = session.value && !hasExpired.value;
  untracked(() => {
    if (!isIn) disconnect();
    else if (listeners.size > 0) {
      connect();
      tell(null);
    }
  });
});
