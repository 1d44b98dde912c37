// @ts-check
/** One report: its states, its figures as CSV, and the frame around its picture and its table. */
import { get } from "../../shared/api.js";
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useEffect, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { Empty, Loading } from "../../shared/states.js";
import { t } from "./text.js";

/**
 * @template Report
 * @typedef {{ report: Report | null, error: unknown, retry: () => void }} Loaded
 */

/** @template Report @param {string} path @returns {Loaded<Report>} */
export function useReport(path) {
  const [state, setState] = useState(
    /** @type {{ path: string, report: Report | null, error: unknown }} */ ({ path: "", report: null, error: null }));
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState({ path, report: null, error: null });
    get(path, { abort: abort.signal }).then(
      ({ body }) => setState({ path, report: body, error: null }),
      (error) => !abort.signal.aborted && setState({ path, report: null, error }),
    );
    return () => abort.abort();
  }, [path, turn]);
  return { report: state.path === path ? state.report : null, error: state.error, retry: () => setTurn(turn + 1) };
}

/**
 * @param {{ name: string, path: string, loaded: Loaded<{ items: unknown[] }>, isEmpty?: boolean, children?: unknown }} props
 */
export function ReportFrame({ name, path, loaded, isEmpty, children }) {
  const { report, error, retry } = loaded;
  return html`
    <section class="report" aria-labelledby="report-${name}">
      <div class="report-head">
        <h2 id="report-${name}">${t(name + ".title")}</h2>
        <${CsvButton} name=${name} path=${path} />
      </div>
      <p class="soft report-lead">${t(name + ".lead")}</p>
      ${error ? html`<${ErrorNotice} t=${t} error=${error} onRetry=${retry} />`
        : !report ? html`<${Loading} t=${t} lines=${4} />`
        : isEmpty ? html`<${Empty} icon="reports" title=${t(name + ".empty")} text=${t("empty.text")} />`
        : children}
    </section>`;
}

/** @param {{ name: string, path: string }} props */
function CsvButton({ name, path }) {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  async function download() {
    try {
      save(`${name}.csv`, (await get(path, { headers: { Accept: "text/csv" } })).body);
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  }
  return html`
    <button type="button" class="button button-small" onClick=${download} aria-label=${t("csv.of", { report: t(name + ".title") })}>
      <${Icon} name="download" />CSV</button>
    ${Boolean(error) && html`<${ErrorNotice} t=${t} error=${error} />`}`;
}

/** @param {string} name @param {string} text */
function save(name, text) {
  const address = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv" })); // spreadsheets take the mark for UTF-8
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
