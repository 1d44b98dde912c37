// @ts-check
/** The top of the desk: where one can go, which channel one speaks for, and who one is. */
import { channel } from "../shared/api.js";
import { html } from "../shared/html.js";
import { Icon } from "../shared/icons.js";
import { channels, chooseChannel, may, session, signOut } from "../shared/session.js";
import { navigate, route } from "./router.js";
import { isHelpShown } from "./shortcuts.js";
import { t } from "./text.js";
import { lazyViews } from "./views.js";

export function Navigation() {
  const { view } = route.value;
  return html`
    <nav class="nav" aria-label=${t("nav")}>
      <${NavLink} href="/desk" icon="search" name="box" isCurrent=${["box", "new", "incident"].includes(view)} />
      ${lazyViews.work && may("read") && html`<${NavLink} href="/desk/work" icon="work" name="work" isCurrent=${view === "work"} />`}
      ${lazyViews.reports && may("report") && html`
        <${NavLink} href="/desk/reports" icon="reports" name="reports" isCurrent=${view === "reports"} />`}
    </nav>`;
}

/** @param {{ href: string, icon: string, name: string, isCurrent: boolean }} props */
const NavLink = ({ href, icon, name, isCurrent }) => html`
  <a class="nav-link" href=${href} aria-current=${isCurrent ? "page" : null}><${Icon} name=${icon} /><span>${t("nav." + name)}</span></a>`;

export const Tools = () => html`
  <${ChannelPicker} />
  <button type="button" class="button button-quiet button-small help-button" title=${t("help.open")}
    onClick=${() => (isHelpShown.value = true)}>
    <kbd aria-hidden="true">?</kbd><span class="visually-hidden">${t("help.open")}</span></button>`;

function ChannelPicker() {
  const names = channels.value;
  if (names.length < 2) {
    return html`<p class="channel-only" title=${t("channel")}>
      <${Icon} name=${channel.value} /><span class="visually-hidden">${t("channel")}</span> ${t("channel." + channel.value)}</p>`;
  }
  return html`
    <label class="channel-picker">
      <span class="visually-hidden">${t("channel")}</span>
      <${Icon} name=${channel.value} />
      <select value=${channel.value} onChange=${(/** @type {any} */ event) => chooseChannel(event.target.value)}>
        ${names.map((name) => html`<option key=${name} value=${name}>${t("channel." + name)}</option>`)}
      </select>
    </label>`;
}

/** Whoever signs in next begins afresh, not where somebody else was. */
const leave = () => signOut().then(() => navigate("/desk/sign-in"));

export function Person() {
  const agent = session.value?.agent ?? "";
  return html`
    <div class="person">
      <span class="person-name" title=${t("signedInAs", { agent })}>${agent}</span>
      <button type="button" class="button button-quiet button-small" onClick=${leave}>
        <${Icon} name="out" /><span class="person-out">${t("signOut")}</span>
      </button>
    </div>`;
}
