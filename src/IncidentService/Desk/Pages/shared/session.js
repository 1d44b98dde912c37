// @ts-check
/** Who is signed in, and for which channel they speak now. */
import { antiforgery, call, channel, onSignedOut, renewAntiforgeryBy, SignedOutError } from "./api.js";
import { form } from "./drawn-form.js";
import { computed, signal } from "./html.js";
import { expectSession, recall, remember, storedVisit } from "./remembered.js";
import { forgetSeen } from "./seen.js";

/** @typedef {import("./types.js").Session} Session */

const allChannels = ["email", "phone", "store", "social", "chat", "web"];
const storedChannel = "desk.channel";

/**
 * undefined: not known yet; null: nobody. Where nobody was signed in before, and the service has drawn the sign-in, it does not wait for
 * the service to say so again.
 *
 * @type {import("./html.js").Signal<Session | null | undefined>}
 */
export const session = signal(recall(storedVisit) || !form ? undefined : null);

/** True when the session ended while somebody was working: what they typed stays where it is. */
export const hasExpired = signal(false);

/** The channels that this person may speak for. */
export const channels = computed(() =>
  session.value?.channels.includes("*") ? allChannels : (session.value?.channels ?? []));

/** @param {string} scope */
export const may = (scope) => session.value?.scopes.includes(scope) ?? false;

onSignedOut(() => {
  if (!session.value) return;
  expectSession(false);
  hasExpired.value = true;
});

renewAntiforgeryBy(async () => {
  const agent = session.value?.agent;
  await loadSession();
  if (session.value?.agent !== agent) throw new SignedOutError(); // nothing is sent in another person's name
});

/** Finds out whether somebody is signed in. */
export async function loadSession() {
  try {
    take((await call("GET", "/session")).body);
  } catch (error) {
    if (!(error instanceof SignedOutError)) throw error;
    expectSession(false);
    session.value = null;
  }
}

/** @param {string} key @param {string} agent */
export async function signIn(key, agent) {
  take((await call("POST", "/session", { body: { key, agent } })).body);
}

export async function signOut() {
  try {
    await call("DELETE", "/session");
  } catch (error) {
    if (!(error instanceof SignedOutError)) throw error;
  }
  forgetSeen();
  antiforgery.value = "";
  hasExpired.value = false;
  expectSession(false);
  session.value = null;
}

/** @param {string} name */
export function chooseChannel(name) {
  channel.value = name;
  remember(storedChannel, name);
}

/** @param {Session} found */
function take(found) {
  antiforgery.value = found.antiforgery;
  expectSession(true);
  session.value = found;
  hasExpired.value = false;
  const last = recall(storedChannel);
  channel.value = last && channels.value.includes(last) ? last : (channels.value[0] ?? "");
}
