// @ts-check
import { html, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { t } from "./text.js";

const shownMilliseconds = 2000;

/**
 * Copies a text, and says so on itself and to screen readers.
 *
 * @param {{ text: string, label: string, icon: string, children?: unknown }} props
 */
export function CopyButton({ text, label, icon, children }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(text).then(() => {
    setCopied(true);
    setTimeout(() => setCopied(false), shownMilliseconds);
  }, () => {});
  return html`
    <button type="button" class="button button-small copy" title=${label} onClick=${copy}>
      <${Icon} name=${isCopied ? "check" : icon} />
      ${isCopied ? t("card.copied") : children ?? html`<span class="visually-hidden">${label}</span>`}
    </button>
    <span class="visually-hidden" role="status">${isCopied ? t("card.copied") : ""}</span>`;
}
