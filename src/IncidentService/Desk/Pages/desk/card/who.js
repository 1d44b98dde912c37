// @ts-check
/** Who is this: contacts, other systems' ids, and how often they had to ask. */
import { html } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { format } from "../../shared/number/index.js";
import { may } from "../../shared/session.js";
import { dateTime, duration } from "../../shared/time.js";
import { referenceSubject, startAction } from "../act/action.js";
import { Others } from "./others.js";
import { t } from "./text.js";

/** @typedef {import("../../shared/types.js").Card} Card */

const order = ["name", "phone", "email", "handle", "loyalty"];
/** @type {Record<string, string>} */
const icons = { name: "person", phone: "phone", email: "email", handle: "social", loyalty: "card" };

/** @param {{ card: Card }} props */
export function Who({ card }) {
  const contacts = [...card.contacts].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  return html`
    <section class="question" aria-labelledby="who-title">
      <header class="question-head"><h2 id="who-title">${t("who.title")}</h2><${Add} form="contact" what=${t("form.contact")} /></header>
      ${contacts.length === 0 && html`<p class="soft">${t("who.none")}</p>`}
      <ul class="contacts">
        ${contacts.map((contact) => html`
          <li key="${contact.number}/${contact.id}" class="contact contact-${contact.kind}">
            <${Icon} name=${icons[contact.kind] ?? "note"} /><span class="visually-hidden">${t("kind." + contact.kind)}</span>
            <span class="contact-value">${contact.value}
              ${contact.number !== card.number && html` <span class="soft small number">${format(contact.number)}</span>`}</span>
            ${contact.toConfirm && html`<span class="tag tag-warn" title=${t("who.unsure.hint")}>${t("who.unsure")}</span>
              ${may("write") && html`<button type="button" class="button button-quiet button-small"
                onClick=${() => startAction("confirmContact", contact)}>${t("who.confirm")}</button>`}`}
            <${Remove} what=${contact.value} onClick=${() => startAction("removeContact", contact)} />
          </li>`)}
      </ul>
      <div class="question-head"><h3>${card.references.length > 0 ? t("who.references") : t("who.noReferences")}</h3>
        <${Add} form="reference" what=${t("form.reference")} /></div>
      <ul class="chips">
        ${card.references.map((reference) => html`
          <li key="${reference.number}/${reference.system}/${reference.value}" class="tag reference">
            <span class="soft">${reference.system}</span> ${reference.value}
            ${reference.taught && html`<span class="soft">(${t("who.taught")})</span>`}
            <${Remove} what="${reference.system} ${reference.value}"
              onClick=${() => startAction("removeReference", referenceSubject(reference))} /></li>`)}
      </ul>
      <${Others} card=${card} />
      <${History} card=${card} />
    </section>`;
}

/** @param {{ card: Card }} props */
function History({ card }) {
  const { count, waitSeconds } = card.interactions;
  const facts = [
    count > 0 && t("who.contacts", { count }),
    waitSeconds > 0 && t("who.waited", { time: duration(waitSeconds) }),
    card.handoffCount > 0 && t("who.passed", { count: card.handoffCount }),
    card.disputes > 0 && t("who.disputed", { count: card.disputes }),
  ].filter(Boolean);
  return html`
    <p class="history">${facts.join(" · ")}</p>
    <p class="soft small">${t("who.opened", { time: dateTime(card.openedAt), channel: t("channel." + card.channel) })}
      ${card.category && ` · ${card.category}`}${card.team && ` · ${card.team}`}</p>`;
}

/** @param {{ form: string, what: string }} props */
const Add = ({ form, what }) => may("write") && html`
  <button type="button" class="button button-quiet button-small" onClick=${() => startAction(form)}>
    + ${t("who.add")}<span class="visually-hidden"> ${what}</span></button>`;

/** @param {{ what: string, onClick: () => void }} props */
const Remove = ({ what, onClick }) => may("write") && html`
  <button type="button" class="remove" title=${t("who.remove")} onClick=${onClick}><${Icon} name="close" />
    <span class="visually-hidden">${t("who.remove")} ${what}</span></button>`;
