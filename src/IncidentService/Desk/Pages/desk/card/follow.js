// @ts-check
/** Keeps the incident on the screen up to date, without touching what is being typed. */
import { onEvent } from "../live.js";
import { opened, refresh } from "./store.js";

/** @returns {() => void} what stops it */
export function followIncident() {
  return onEvent((event) => {
    const { card } = opened.value;
    if (!card) return;
    if (!event || event.subject === card.number || card.merged.includes(event.subject)) void refresh({ isUnattended: true });
  });
}
