// @ts-check
import { html } from "../shared/html.js";
import { useModal } from "../shared/modal.js";
import { SignInForm } from "./sign-in.js";
import { t } from "./text.js";

/** Asks the same person to sign in again, over the view in which the session has ended: nothing on it is lost. */
export function Expired() {
  const dialog = useModal();
  return html`
    <dialog class="dialog expired" ref=${dialog} aria-labelledby="expired-title"
      onCancel=${(/** @type {Event} */ event) => event.preventDefault()}>
      <h2 id="expired-title">${t("expired.title")}</h2>
      <p>${t("expired.text")}</p>
      <${SignInForm} back=${location.pathname + location.search} />
    </dialog>`;
}
