// @ts-check
import { get, isOnline } from "../shared/api.js";
import { html, useEffect } from "../shared/html.js";
import { Icon } from "../shared/icon.js";
import { t } from "./entry-text.js";

const checkMilliseconds = 5000;

/** Says that the line is down, for as long as it is, and asks again by itself. */
export function Offline() {
  const isDown = !isOnline.value;
  useEffect(() => {
    if (!isDown) return;
    const check = () => void get("/session/methods", { isUnattended: true }).catch(() => {});
    const timer = setInterval(check, checkMilliseconds);
    addEventListener("online", check);
    return () => {
      clearInterval(timer);
      removeEventListener("online", check);
    };
  }, [isDown]);
  return html`
    <div role="status">
      ${isDown && html`
        <p class="banner banner-danger"><${Icon} name="warning" /><strong>${t("offline.title")}</strong> ${t("offline.text")}</p>`}
    </div>`;
}
