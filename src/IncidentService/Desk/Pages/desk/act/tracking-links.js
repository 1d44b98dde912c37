// @ts-check
/** The personal links of an incident: the one just made, to be copied now, and those that still work. */
import { get, remove } from "../../shared/api.js";
import { ErrorNotice } from "../../shared/error-notice.js";
import { html, useEffect, useRef, useState } from "../../shared/html.js";
import { may } from "../../shared/session.js";
import { dateTime, minute } from "../../shared/time.js";
import { CopyButton } from "../card/copy.js";
import { t } from "../card/text.js";

/** @typedef {import("../../shared/types.js").Card} Card @typedef {import("../../shared/types.js").TrackingLink} TrackingLink */

/** The service shows a link once: only its hash is stored. @param {{ link: TrackingLink }} props */
export function MadeLink({ link }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => field.current?.select(), [link.id]);
  if (!link.url) return html`<p class="notice notice-warn" role="status">${t("link.lost")}</p>`;
  return html`
    <div class="notice notice-good made-link">
      <label class="notice-title" for="made-link">${t("link.made", { time: dateTime(link.expiresAt) })}</label>
      <div class="made-link-row"><input id="made-link" ref=${field} readonly value=${link.url} />
        <${CopyButton} text=${link.url} label=${t("link.copy")} icon="copy">${t("card.copy")}<//></div>
      <p class="small">${t("link.once")}</p>
    </div>`;
}

/** @param {{ card: Card }} props */
export function WorkingLinks({ card }) {
  const [links, setLinks] = useState(/** @type {TrackingLink[]} */ ([]));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const load = () => get(`/incidents/${card.number}/tracking-links`).then(({ body }) => setLinks(body.items), setError);
  useEffect(() => void (may("read") && load()), [card.number]);
  const working = links.filter((link) => !link.revokedAt && Date.parse(link.expiresAt) > minute.value);

  /** @param {TrackingLink} link */
  const revoke = (link) => remove(`/incidents/${link.number}/tracking-links/${link.id}`).then(load).catch(setError);

  return html`
    ${Boolean(error) && html`<${ErrorNotice} t=${t} error=${error} />`}
    ${working.length > 0 && html`
      <section class="working-links" aria-labelledby="working-links"><h3 id="working-links">${t("link.working")}</h3>
        <ul class="rows">${working.map((link) => html`
          <li key=${link.id} class="row"><span class="row-text">${nameOf(card, link)},
            ${" "}${t("approval.until", { time: dateTime(link.expiresAt) })}</span>
            <button type="button" class="button button-small" onClick=${() => revoke(link)}>${t("approval.revoke")}
              <span class="visually-hidden"> ${nameOf(card, link)}</span></button></li>`)}</ul>
      </section>`}`;
}

/** @param {Card} card @param {TrackingLink} link */
const nameOf = (card, link) => card.contacts.find((contact) =>
  contact.number === link.contact?.number && contact.id === link.contact?.id)?.value ?? t("link.none");
