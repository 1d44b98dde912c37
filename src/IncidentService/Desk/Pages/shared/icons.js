// @ts-check
/** Marks as inline SVG, drawn in the colour of the text. Each stands beside its word, so readers of the screen skip it. */
import { html } from "./html.js";

/** @type {Record<string, string>} */
const paths = {
  email: "M3 6.5h18v11H3zM3 7l9 6.5L21 7",
  phone: "M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1-.8 1.8-1.8 1.7A16.5 16.5 0 0 1 4.3 5.3C4.2 4.3 5 3.5 6 3.5z",
  store: "M4 10v10h16V10M3 10l1.5-6h15L21 10M3 10a3 3 0 0 0 6 0 3 3 0 0 0 6 0 3 3 0 0 0 6 0M10 20v-5h4v5",
  social: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM16 8v5.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.6 7.2",
  chat: "M4 5h16v11H10l-4.5 4v-4H4zM8 9h8M8 12.5h5",
  web: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c5 5.5 5 12.5 0 18-5-5.5-5-12.5 0-18z",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
  work: "M4 6h3M10 6h10M4 12h3M10 12h10M4 18h3M10 18h10",
  reports: "M4 20V10M10 20V4M16 20v-7M21 20H3",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  speak: "M4 9v6h4l5 4V5L8 9zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11",
  check: "M4.5 12.5 10 18 20 6.5",
  warning: "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.3",
  close: "M5.5 5.5l13 13M18.5 5.5l-13 13",
  arrow: "M4 12h15M13 6l6 6-6 6",
  note: "M5 3.5h10l4 4v13H5zM14.5 3.5V8H19M8.5 12h7M8.5 16h5",
  out: "M9 4H4v16h5M10 12h11M16.5 7.5 21 12l-4.5 4.5",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
  card: "M3 6h18v12H3zM3 10h18M6.5 14.5h4",
  tag: "M4 4h8l8.5 8.5-8 8L4 12zM8.2 8.2v.1",
  handoff: "M3 8h13M12 4l4 4-4 4M21 16H8M12 12l-4 4 4 4",
  promise: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
  approval: "M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5",
  merge: "M6 4v5c0 4 6 3 6 8v4M18 4v5c0 4-6 3-6 8",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 20.5a2 2 0 0 0 4 0M12 3v2",
  download: "M12 4v11M7 10.5l5 5 5-5M4.5 20h15",
  print: "M7 9V3.5h10V9M7 17H3.5V9h17v8H17M7 14h10v6.5H7z",
};

/** @param {{ name: string }} props */
export const Icon = ({ name }) => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${paths[name] ?? paths.note} /></svg>`;
