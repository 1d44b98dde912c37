// @ts-check
import { locale } from "./strings.js";

/** Money in the reader's language, to the digits that it has. @param {import("./types.js").Money} money */
export function formatMoney(money) {
  const digits = money.amount.split(".")[1]?.length ?? 0;
  return new Intl.NumberFormat(locale(), {
    style: "currency",
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(/** @type {any} */ (money.amount));
}
