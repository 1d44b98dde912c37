// @ts-check
/** What the customer can use, and how: a voucher that fills the screen at the till. */
import { html, useState } from "../shared/html.js";
import { useModal } from "../shared/modal.js";
import { formatMoney } from "../shared/money.js";
import { NumberView } from "../shared/number-view.js";
import { format } from "../shared/number/index.js";
import { language } from "../shared/strings.js";
import { dateTime } from "../shared/time.js";
import { t } from "./text.js";

/** @typedef {import("../shared/types.js").Schemas["CustomerApproval"]} Approval */

const types = ["price-match", "refund", "replacement", "discount", "waiver"];

/** @param {{ approvals: Approval[] }} props */
export function Approvals({ approvals }) {
  const [shown, setShown] = useState(/** @type {Approval | null} */ (null));
  if (approvals.length === 0) return null;
  return html`
    <section class="card" aria-labelledby="approvals">
      <h2 id="approvals">${t("approvals.title")}</h2>
      <ul class="vouchers">
        ${approvals.map((approval) => html`
          <li class="voucher">
            <${Terms} approval=${approval} level=${3} id=${idOf(approval)} />
            <button type="button" class="button button-primary no-print" aria-haspopup="dialog"
              aria-describedby=${idOf(approval)} onClick=${() => setShown(approval)}>
              ${t("approvals.show")}
            </button>
            <p class="only-print">${t("approvals.how")}: ${format(approval.number)} / ${approval.id}</p>
          </li>`)}
      </ul>
      ${shown && html`<${Voucher} approval=${shown} close=${() => setShown(null)} />`}
    </section>`;
}

/** @param {{ approval: Approval, level: number, id?: string }} props */
function Terms({ approval, level, id }) {
  const Heading = `h${level}`;
  const title = t(`approvals.${types.includes(approval.type) ? approval.type : "other"}`);
  return html`
    <${Heading} class="voucher-title" id=${id}>${title}${approval.item ? `: ${approval.item}` : ""}<//>
    ${approval.money && html`<p class="voucher-money">${moneyOf(approval)}</p>`}
    <ul class="terms">${termsOf(approval).map((term) => html`<li>${term}</li>`)}</ul>`;
}

/** @param {Approval} approval */
const idOf = ({ number, id }) => `approval-${number}-${id}`;

/** @param {Approval} approval */
function moneyOf(approval) {
  const money = formatMoney(/** @type {any} */ (approval.money));
  return approval.type === "price-match" && (approval.quantity ?? 1) > 1 ? t("approvals.each", { money }) : money;
}

/** @param {Approval} approval */
function termsOf(approval) {
  const isLater = Date.parse(approval.validFrom) > Date.now();
  return [
    (approval.quantity ?? 1) > 1 && t("approvals.quantity", { quantity: approval.quantity ?? 1 }),
    approval.usesLeft !== undefined && t("approvals.uses", { count: approval.usesLeft }),
    isLater && t("approvals.from", { date: dateTime(approval.validFrom) }),
    approval.validUntil ? t("approvals.until", { date: dateTime(approval.validUntil) }) : t("approvals.noEnd"),
    approval.channels.length > 0
      ? t("approvals.where", { places: either(approval.channels.map((channel) => t(`place.${channel}`))) })
      : t("approvals.anywhere"),
    approval.locations.length > 0 && t("approvals.only", { places: either(approval.locations) }),
  ].filter(Boolean);
}

/** @param {string[]} names */
const either = (names) => new Intl.ListFormat(language.value, { type: "disjunction" }).format(names);

/** @param {{ approval: Approval, close: () => void }} props */
function Voucher({ approval, close }) {
  const dialog = useModal();
  return html`
    <dialog class="till" ref=${dialog} onClose=${close} aria-labelledby="till-how">
      <p id="till-how" class="till-how">${t("approvals.how")}</p>
      <p class="small">${t("approvals.tell", { id: approval.id })}</p>
      <p class="till-number"><${NumberView} digits=${approval.number} /></p>
      <${Terms} approval=${approval} level=${2} />
      <button type="button" class="button" autofocus onClick=${() => dialog.current?.close()}>${t("approvals.close")}</button>
    </dialog>`;
}
