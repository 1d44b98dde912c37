// @ts-check
/** The customer's other incidents: the same question may have been asked before, and another one may still be open. */
import { post } from "../../shared/api.js";
import { html, useEffect, useState } from "../../shared/html.js";
import { NumberView } from "../../shared/number-view.js";
import { may } from "../../shared/session.js";
import { incidentAddress } from "../router.js";
import { t } from "./text.js";

/** @typedef {import("../../shared/types.js").Card} Card @typedef {import("../../shared/types.js").IncidentSummary} Summary */

const mostShown = 5;

/** What tells who somebody is; a name does not. */
const proofs = ["email", "phone", "handle", "loyalty"];

/** @param {{ card: Card }} props */
export function Others({ card }) {
  const [others, setOthers] = useState(/** @type {Summary[]} */ ([]));
  const [hasFailed, setFailed] = useState(false);
  const contacts = card.contacts.filter(({ kind, toConfirm }) => proofs.includes(kind) && !toConfirm);
  const known = contacts.map(({ kind, value }) => `${kind} ${value}`).join("\n");
  useEffect(() => {
    let isOver = false;
    const found = may("read") ? Promise.all(contacts.map(({ kind, value }) => find(kind, value))) : Promise.resolve([]);
    found.then((lists) => !isOver && (setOthers(merge(lists, card)), setFailed(false)), () => !isOver && setFailed(true));
    return () => (isOver = true);
  }, [card.number, known]);

  if (hasFailed) return html`<p class="soft small">${t("others.failed")}</p>`;
  if (others.length === 0) return null;
  return html`
    <h3 id="others-title">${t("others.title")}</h3>
    <ul class="others" aria-labelledby="others-title">${others.slice(0, mostShown).map((other) => html`
      <li key=${other.number}><a class="other" href=${incidentAddress(other.number)}>
        <${NumberView} digits=${other.number} />
        <span class="other-subject">${other.subject ?? t("card.noSubject")}</span>
        <span class="tag state-${other.state}">${t("state." + other.state)}</span></a></li>`)}</ul>
    ${others.length > mostShown && html`<p class="soft small">${t("others.more", { count: others.length - mostShown })}</p>`}`;
}

/** @param {string} kind @param {string} value @returns {Promise<Summary[]>} */
const find = async (kind, value) => (await post("/incidents/search", { contact: { kind, value }, limit: 20 })).body.items;

/** Each once; what is not settled comes first, then the newest. @param {Summary[][]} lists @param {Card} card */
function merge(lists, card) {
  const own = [card.number, ...card.merged];
  const found = new Map(lists.flat().filter(({ number }) => !own.includes(number)).map((other) => [other.number, other]));
  const rank = (/** @type {Summary} */ other) => (other.state === "closed" ? 1 : 0);
  return [...found.values()].sort((one, other) => rank(one) - rank(other) || other.openedAt.localeCompare(one.openedAt));
}
