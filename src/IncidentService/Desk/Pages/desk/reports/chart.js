// @ts-check
/** Draws a picture with Observable Plot, as wide as its place, in the colours of the page. The table beside it has the figures. */
import { html, useLayoutEffect, useRef, useState } from "../../shared/html.js";

// Published for pages without modules: each sets up a global, and Plot looks for that of d3.
for (const file of ["d3/d3.min.js", "plot/plot.umd.min.js"]) await import(new URL("../../vendor/" + file, import.meta.url).href);

/** @type {any} */
export const Plot = /** @type {any} */ (globalThis).Plot;

const narrow = 480;

/**
 * @param {{ label: string, draw: (size: { width: number, isNarrow: boolean }) => object }} props the label says what there is to see
 */
export function Chart({ label, draw }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [width, setWidth] = useState(0);

  useLayoutEffect(() => {
    if (!place.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (width === 0) return;
    const svg = Plot.plot({ width, className: "plot", ...draw({ width, isNarrow: width < narrow }) });
    // The page's policy allows none; reports.css has them.
    svg.querySelectorAll("style").forEach((/** @type {Element} */ style) => style.remove());
    svg.querySelectorAll("[aria-label]").forEach((/** @type {Element} */ part) => part.removeAttribute("aria-label")); // parts of one image
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
    place.current?.replaceChildren(svg);
  });

  return html`<div class="chart" ref=${place}></div>`;
}
