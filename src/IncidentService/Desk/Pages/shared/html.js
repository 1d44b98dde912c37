// @ts-check
/** The library of the pages under one name: Preact draws, htm writes markup in plain JavaScript, signals hold what changes. */
import htm from "htm";
import { h } from "preact";

export { Fragment, hydrate, render } from "preact";
export { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export { batch, computed, effect, Signal, signal, untracked, useComputed, useSignal, useSignalEffect } from "@preact/signals";

/** Markup as a tagged template. Values are always text, never markup. */
export const html = htm.bind(h);
