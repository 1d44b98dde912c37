// @ts-check
/** Marks as inline SVG, drawn in the colour of the text. Each stands beside its word, so readers of the screen skip it. */
import { html } from "./html.js";

/** The one that is needed before anybody is signed in; icons.js has the others. @type {Record<string, string>} */
const paths = {
  warning: "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.3",
};

/** @param {Record<string, string>} more */
export const addIcons = (more) => Object.assign(paths, more);

/** @param {{ name: string }} props */
export const Icon = ({ name }) => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${paths[name] ?? paths.note} /></svg>`;
