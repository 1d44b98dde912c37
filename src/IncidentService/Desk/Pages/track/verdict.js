// @ts-check
/** Solved, or not solved and why: asked where the page says that we think so. */
import { html, useEffect, useRef, useState } from "../shared/html.js";
import { Failure } from "./failure.js";
import { answer, isKind, load, newKey } from "./state.js";
import { t } from "./text.js";
import { Writing } from "./writing.js";

/** @param {{ incident: import("./calls.js").Incident }} props */
export function Verdict({ incident }) {
  const [isDisputing, setDisputing] = useState(false);
  const [done, setDone] = useState("");
  useEffect(() => {
    setDisputing(false);
    setDone("");
  }, [incident.number]);
  /** @param {string} what */
  const finish = (what) => {
    setDisputing(false);
    setDone(what);
  };
  return html`
    <div class="verdict no-print">
      ${isDisputing
        ? html`<${Writing} key=${incident.number} number=${incident.number} what="dispute"
            done=${() => finish("answer.disputed")} cancel=${() => setDisputing(false)} />`
        : html`<${Choice} incident=${incident} dispute=${() => setDisputing(true)} done=${finish} />`}
      <p class="done" role="status">${done && t(done)}</p>
    </div>`;
}

/** @param {{ incident: import("./calls.js").Incident, dispute: () => void, done: (what: string) => void }} props */
function Choice({ incident, dispute, done }) {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [isBusy, setBusy] = useState(false);
  const key = useRef(newKey());
  const [mayConfirm, mayDispute] = ["confirm", "dispute"].map((action) => incident.actions.includes(action));

  async function confirm() {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    try {
      await answer("confirmation", {}, key.current);
      done("answer.confirmed");
    } catch (problem) {
      setError(problem);
      if (isKind(problem, "tracking-not-resolved")) load(incident.number).catch(() => {});
    } finally {
      setBusy(false);
    }
  }

  return html`
    ${Boolean(error) && html`<${Failure} error=${error} />`}
    <p class="buttons">
      ${mayConfirm && html`
        <button type="button" class="button button-primary" aria-disabled=${isBusy} onClick=${confirm}>
          ${t(isBusy ? "answer.sending" : "answer.yes")}
        </button>`}
      ${mayDispute && html`
        <button type="button" class="button" onClick=${dispute}>${t(mayConfirm ? "answer.no" : "answer.no.late")}</button>`}
    </p>`;
}
