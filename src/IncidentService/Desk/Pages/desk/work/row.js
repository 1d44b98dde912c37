// @ts-check
/** The parts that the rows of all lists share. */
import { html } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { format } from "../../shared/number/index.js";
import { fullTime, minute, now, relative } from "../../shared/time.js";
import { incidentAddress } from "../router.js";
import { t } from "./text.js";

/** The number and the subject, which open the incident. @param {{ number: string, subject?: string }} props */
export const IncidentLink = ({ number, subject }) => html`
  <a class="row-link" href=${incidentAddress(number)} data-row>
    <span class="number row-number">${format(number)}</span>
    <span class="row-subject">${subject || t("noSubject")}</span>
  </a>`;

/** @param {{ name: string }} props */
export const Channel = ({ name }) => html`<span class="mark"><${Icon} name=${name} />${t("channel." + name)}</span>`;

/** A time as distance, in full on hover. @param {{ at: string }} props */
export function Ago({ at }) {
  void minute.value;
  return html`<time datetime=${at} title=${fullTime(at)}>${relative(at)}</time>`;
}

/** How many seconds are left until an instant; negative when it has passed. @param {string} at */
export const secondsUntil = (at) => (Date.parse(at) - now.value) / 1000;

/**
 * What is said of a row: a list of words with their marks.
 *
 * @param {{ children: unknown }} props
 */
export const Facts = ({ children }) => html`<p class="row-facts">${children}</p>`;
