// @ts-check
/** The work that waits, in four lists. */
import { channel, isOnline } from "../../shared/api.js";
import { html, useRef } from "../../shared/html.js";
import { isLive } from "../live.js";
import { navigate, route } from "../router.js";
import { useTitle } from "../title.js";
import { Handoffs } from "./handoffs.js";
import { Misses } from "./misses.js";
import { Promises } from "./promises.js";
import { counts } from "./pages.js";
import { t } from "./text.js";
import { Waiting } from "./waiting.js";

/** @type {Record<string, import("preact").ComponentType>} */
const lists = { handoffs: Handoffs, promises: Promises, waiting: Waiting, misses: Misses };
const names = Object.keys(lists);

export default function WorkView() {
  const asked = route.value.query.get("list") ?? "";
  const name = names.includes(asked) ? asked : names[0];
  const tabs = useRef(/** @type {HTMLElement | null} */ (null));
  useTitle(`${t("work.title")} · ${t(name + ".title")}`);

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = names[(names.indexOf(name) + step + names.length) % names.length];
    choose(next);
    /** @type {HTMLElement | null | undefined} */ (tabs.current?.querySelector(`#tab-${next}`))?.focus();
  }

  return html`
    <div class="work">
      <div class="work-head">
        <h1>${t("work.title")}</h1>
        <${LiveMark} />
      </div>
      <div class="tabs" role="tablist" aria-label=${t("work.lists")} ref=${tabs} onKeyDown=${onKeyDown}>
        ${names.map((each) => html`
          <button key=${each} id="tab-${each}" type="button" role="tab" class="tab" aria-selected=${each === name}
            aria-controls="panel-${each}" tabindex=${each === name ? 0 : -1} onClick=${() => choose(each)}>
            <${TabLabel} name=${each} /></button>`)}
      </div>
      ${names.map((each) => html`<${Panel} key=${each} name=${each} isShown=${each === name} />`)}
    </div>`;
}

/** How many wait, from the first look; the word for it is read out too. @param {{ name: string }} props */
function TabLabel({ name }) {
  const count = counts.value[name];
  return html`${t(name + ".title")} ${count && count !== "0" && html`<span class="tab-count">${count}</span>`}`;
}

/**
 * All lists stay in place, so that what was begun in one is still there after a look at another.
 *
 * @param {{ name: string, isShown: boolean }} props
 */
const Panel = ({ name, isShown }) => html`
  <section id="panel-${name}" class="work-panel" role="tabpanel" aria-labelledby="tab-${name}" hidden=${!isShown}>
    <p class="soft work-lead">
      ${t(name + ".lead", { channel: t("channel." + channel.value) })} <span class="list-keys">${t(name + ".keys")}</span></p>
    <${lists[name]} />
  </section>`;

/** @param {string} name */
const choose = (name) => navigate(`/desk/work?list=${name}`, { replace: true });

function LiveMark() {
  const isCurrent = isLive.value && isOnline.value;
  return html`<p class="live ${isCurrent ? "live-on" : ""}" role="status">
    <span class="live-dot" aria-hidden="true"></span>${t(isCurrent ? "live" : "notLive")}</p>`;
}
