// @ts-check
/** The slip on the screen: choose the paper, see it as it will be, print it. */
import { get } from "../../shared/api.js";
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { format } from "../../shared/number/index.js";
import { Loading } from "../../shared/states.js";
import { incidentAddress } from "../router.js";
import { takeKeys } from "../shortcuts.js";
import { useTitle } from "../title.js";
import { fitReceipt, rolls } from "./page-size.js";
import { Paper } from "./paper.js";
import { t } from "./text.js";

const papers = ["receipt", "narrow", "a5", "a4"];
const stored = "desk.paper";

/** @param {{ number: string }} props */
export default function SlipView({ number }) {
  const [state, setState] = useState(/** @type {{ card?: import("../../shared/types.js").Card, error?: unknown }} */ ({}));
  const [paper, setPaper] = useState(recall());
  const sheet = useRef(/** @type {HTMLElement | null} */ (null));
  const load = () => {
    setState({});
    get(`/incidents/${encodeURIComponent(number)}`).then(({ body }) => setState({ card: body }), (error) => setState({ error }));
  };
  useEffect(load, [number]);
  useEffect(() => takeKeys({ p: () => print() }), []);
  useTitle(`${t("slip.title")} ${format(number.replace(/\D/g, ""))}`);
  useLayoutEffect(() => {
    if (sheet.current && paper in rolls) fitReceipt(sheet.current, paper);
  });

  if (state.error) return html`<h1>${t("slip.title")}</h1><${ErrorNotice} t=${t} error=${state.error} onRetry=${load} />`;
  if (!state.card) return html`<${Loading} t=${t} lines=${4} heading=${t("slip.title")} />`;
  return html`
    <div class="slip">
      <div class="slip-controls">
        <h1>${t("slip.title")}</h1>
        <${PaperPicker} paper=${paper} pick=${(/** @type {string} */ name) => {
          remember(name);
          setPaper(name);
        }} />
        <p class="actions">
          <${PrintButton} />
          <a class="button" href=${incidentAddress(state.card.number)}>${t("slip.back")}</a>
        </p>
        <p class="soft">${t("slip.privacy")}</p>
      </div>
      <${Paper} card=${state.card} paper=${paper} paperRef=${sheet} />
    </div>`;
}

function PrintButton() {
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return html`
    <button type="button" class="button button-primary" ref=${button} onClick=${() => print()}>
      <${Icon} name="print" />${t("slip.print")}</button>`;
}

/** @param {{ paper: string, pick: (name: string) => void }} props */
const PaperPicker = ({ paper, pick }) => html`
  <fieldset class="paper-picker">
    <legend class="field-label">${t("slip.paper")}</legend>
    ${papers.map((name) => html`
      <label key=${name} class="paper-choice">
        <input type="radio" name="paper" value=${name} checked=${paper === name} onChange=${() => pick(name)} />
        ${t("paper." + name)}</label>`)}
  </fieldset>`;

/** @param {string} name */
function remember(name) {
  try {
    localStorage.setItem(stored, name);
  } catch {
    // storage is switched off
  }
}

function recall() {
  try {
    const name = localStorage.getItem(stored) ?? "";
    return papers.includes(name) ? name : papers[0];
  } catch {
    return papers[0];
  }
}
