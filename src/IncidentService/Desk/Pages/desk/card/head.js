// @ts-check
/** The top of the card: the number to be read, pasted or said; what it is about; and who is waiting on whom. */
import { html, useEffect, useRef } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { NumberView } from "../../shared/number-view.js";
import { format, spoken } from "../../shared/number/index.js";
import { language } from "../../shared/strings.js";
import { dateTime, duration, now, relative, shortTime } from "../../shared/time.js";
import { may } from "../../shared/session.js";
import { mergedSubject, startAction } from "../act/action.js";
import { lazyViews } from "../views.js";
import { incidentAddress } from "../router.js";
import { CopyButton } from "./copy.js";
import { t } from "./text.js";

/** @typedef {import("../../shared/types.js").Card} Card */

/** @type {Record<string, string[]>} */
const digitWords = {
  en: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
  es: ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
};

/** @param {{ card: Card }} props */
export function Head({ card }) {
  const title = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, [card.number]);
  const words = spoken(card.number, digitWords[language.value] ?? digitWords.en);
  return html`
    <header class="head">
      <div class="head-left">
        <div class="head-number"><h1 tabindex="-1" ref=${title}><${NumberView} digits=${card.number} className="number-huge" /></h1>
        <${CopyButton} text=${card.formatted} label=${t("card.copyNumber")} icon="copy">${t("card.copy")}<//>
        ${lazyViews.slip && html`
          <a class="button button-small" href="${incidentAddress(card.number)}/slip"><${Icon} name="print" />${t("card.slip")}</a>`}
      </div>
      <p class="head-say"><span class="soft">${t("card.say")}</span> <span lang=${language.value}>${words}</span>
        <${CopyButton} text=${words} label=${t("card.copySpoken")} icon="speak" /></p></div>
      <div class="head-right"><p class="head-subject">${card.subject ?? t("card.noSubject")}
        ${may("write") && html` <button type="button" class="button button-quiet button-small" onClick=${() => startAction("edit")}>
          ${t("form.edit")}</button>`}</p>
      <${Waiting} card=${card} /></div>
      <${Notices} card=${card} />
    </header>`;
}

/** @param {{ card: Card }} props */
function Waiting({ card }) {
  const since = Date.parse(card.waitingSince);
  const onUs = card.waitingOn === "us" && card.state !== "closed";
  const lasts = (now.value - since) / 1000;
  const total = card.waitedOnUsSeconds + (onUs ? lasts : 0);
  return html`
    <p class="waiting">
      <span class="tag state-${card.state}">${t("state." + card.state)}</span>
      ${card.state === "closed"
        ? html`<span>${card.closedBy && t("wait.closedBy." + card.closedBy)}${card.closedAt && `, ${dateTime(card.closedAt)}`}</span>`
        : html`
          <span class="wait ${onUs ? "wait-us" : ""}"><${Icon} name="clock" />
            <strong>${t(onUs ? "wait.us" : "wait.customer")}</strong> <b class="wait-time">${duration(lasts)}</b></span>
          <span class="soft">${t("wait.since", { time: shortTime(card.waitingSince) })}</span>`}
      ${card.waitedOnUsSeconds >= 60 && html`<span class="soft">${t("wait.total", { time: duration(total) })}</span>`}
      ${card.closesAt && html`<span class="soft">${t("wait.closes", { time: relative(card.closesAt) })}</span>`}
    </p>`;
}

/** @param {{ card: Card }} props */
const Notices = ({ card }) => html`
  ${card.askedFor && html`<p class="notice">${t("card.askedFor", { number: format(card.askedFor) })}</p>`}
  ${card.merged.length > 0 && html`
    <p class="soft merged">${t("card.merged")}
      ${card.merged.map((number) => html`<span key=${number} class="tag">${format(number)}
        ${may("write") && html` <button type="button" class="remove" title=${t("unmerge.submit")}
          onClick=${() => startAction("unmerge", mergedSubject(number))}><${Icon} name="close" />
          <span class="visually-hidden">${t("unmerge.title", { number: format(number) })}</span></button>`}</span>`)}</p>`}
  ${card.mismatch && html`<p class="notice notice-warn"><${Icon} name="warning" /><a href=${incidentAddress(card.mismatch)}>
    ${t("card.mismatch", { number: format(card.mismatch) })}</a></p>`}
  ${card.personalDataRemovedAt && html`<p class="soft">${t("card.erased", { time: dateTime(card.personalDataRemovedAt) })}</p>`}`;
