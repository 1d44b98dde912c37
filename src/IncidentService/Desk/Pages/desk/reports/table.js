// @ts-check
import { html } from "../../shared/html.js";
import { t } from "./text.js";

/**
 * The figures of a report. The first column names the row.
 *
 * @param {{ caption: string, columns: string[], rows: (string | unknown)[][] }} props
 */
export const Table = ({ caption, columns, rows }) => html`
  <div class="table-frame" tabindex="0" role="region" aria-label=${t("figures", { report: caption })}>
    <table class="table">
      <caption class="visually-hidden">${caption}</caption>
      <thead><tr>${columns.map((column) => html`<th key=${column} scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.map((row, index) => html`
        <tr key=${index}>${row.map((cell, at) => (at === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>`)}</tbody>
    </table>
  </div>`;
