// @ts-check
import { html } from "../../shared/html.js";

/** A code as an image. @param {{ code: import("./codes.js").Code, label: string, name: string }} props */
export const CodeImage = ({ code, label, name }) => html`
  <svg class="code ${name}" viewBox="0 0 ${code.width} ${code.height}" role="img" aria-label=${label} shape-rendering="crispEdges">
    <path class="code-ground" d="M0 0h${code.width}v${code.height}h-${code.width}z" /><path class="code-bars" d=${code.path} />
  </svg>`;
