// @ts-check
/** A list of the service in pages, kept up to date while it is shown. */
import { get } from "../../shared/api.js";
import { signal, useEffect, useRef, useState } from "../../shared/html.js";
import { onEvent } from "../live.js";

const most = 200;
const settleMilliseconds = 400;
const pollMilliseconds = 30_000;

/** How many items each list has, by name: "12", or "50+" where there are further pages. */
export const counts = signal(/** @type {Record<string, string>} */ ({}));

/**
 * @template Item
 * @typedef {object} Paged
 * @property {Item[] | null} items null until the first page is there
 * @property {string} next the cursor of the following page, or empty
 * @property {unknown} error
 * @property {boolean} isBusy
 * @property {number} loadedAt
 */

/**
 * Loads the list at an address, again when an event concerns it, and page by page on demand. An item that someone works on (`held`) stays
 * in the list after it has left the service's, so that no half-written text is lost.
 *
 * @template Item
 * @param {string} name of the list
 * @param {string} address below /v1, with a query
 * @param {(item: Item) => string} keyOf
 * @param {RegExp | null} concerns the types of events that change the list; null: no event does, it is asked for at intervals
 */
export function usePages(name, address, keyOf, concerns) {
  const [list, setList] = useState(/** @type {Paged<Item>} */ ({ items: null, next: "", error: null, isBusy: true, loadedAt: 0 }));
  const held = useRef(/** @type {Set<string>} */ (new Set()));
  const turn = useRef(0);
  const shown = useRef(list);
  shown.current = list;

  /** @param {string} [cursor] @param {boolean} [isUnattended] */
  async function load(cursor = "", isUnattended = false) {
    const mine = ++turn.current;
    const count = shown.current.items?.length ?? 0;
    setList((old) => ({ ...old, isBusy: true }));
    try {
      const query = cursor ? `&limit=50&cursor=${cursor}` : `&limit=${Math.min(most, Math.max(50, Math.ceil(count / 50) * 50))}`;
      const { body } = await get(address + query, { isUnattended });
      if (mine !== turn.current) return;
      setList((old) => ({ ...take(old, body, Boolean(cursor)), loadedAt: Date.now() }));
    } catch (error) {
      if (mine === turn.current) setList((old) => ({ ...old, error, isBusy: false }));
    }
  }

  /** @param {Paged<Item>} old @param {{ items: Item[], next?: string }} page @param {boolean} follows @returns {Paged<Item>} */
  function take(old, page, follows) {
    const before = old.items ?? [];
    const keys = new Set(page.items.map(keyOf));
    const kept = before.filter((item) => !keys.has(keyOf(item)) && (follows || held.current.has(keyOf(item))));
    const items = follows ? [...kept, ...page.items] : insertKept(page.items, before, kept);
    counts.value = { ...counts.value, [name]: `${page.items.length + (follows ? before.length : 0)}${page.next ? "+" : ""}` };
    return { ...old, items, next: page.next ?? "", error: null, isBusy: false };
  }

  useEffect(() => {
    setList({ items: null, next: "", error: null, isBusy: true, loadedAt: 0 });
    void load();
    return () => void turn.current++;
  }, [address]);
  useRefreshing(address, concerns, load);

  return {
    list,
    reload: () => load(),
    more: () => load(list.next),
    /** @param {Item} item @param {boolean} isHeld */
    hold: (item, isHeld) => void (isHeld ? held.current.add(keyOf(item)) : held.current.delete(keyOf(item))),
  };

  /** Each kept item at the place that it had. @param {Item[]} items @param {Item[]} before @param {Item[]} kept */
  function insertKept(items, before, kept) {
    const result = [...items];
    for (const item of kept) result.splice(Math.min(before.indexOf(item), result.length), 0, item);
    return result;
  }
}

/** @param {string} address @param {RegExp | null} concerns @param {(cursor: string, isUnattended: boolean) => Promise<void>} load */
function useRefreshing(address, concerns, load) {
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const soon = (isUnattended = true) => {
      clearTimeout(timer);
      timer = setTimeout(() => void latest.current("", isUnattended), settleMilliseconds);
    };
    const stop = onEvent((event) => {
      if (!event || concerns?.test(event.type)) soon();
    });
    const poll = setInterval(() => !concerns && !document.hidden && soon(), pollMilliseconds);
    const back = () => !document.hidden && soon(false);
    document.addEventListener("visibilitychange", back);
    return () => {
      stop();
      clearTimeout(timer);
      clearInterval(poll);
      document.removeEventListener("visibilitychange", back);
    };
  }, [address]);
}
