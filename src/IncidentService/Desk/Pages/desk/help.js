// @ts-check
/** The keys of the desk, on one page. */
import { html } from "../shared/html.js";
import { Icon } from "../shared/icons.js";
import { useModal } from "../shared/modal.js";
import { areOn, isHelpShown, switchShortcuts } from "./shortcuts.js";
import { t } from "./text.js";

/** @type {[string, string[][]][]} */
const groups = [
  ["everywhere", [["/", "find"], ["o", "open"], ["w", "work"], ["e", "reports"], ["?", "help"], ["Esc", "leave"]]],
  ["incident", [["m", "message"], ["n", "note"], ["p", "promise"], ["a", "approval"], ["h", "handoff"], ["r", "resolve"], ["y", "confirm"],
    ["x", "dispute"], ["v", "visit"], ["u", "edit"], ["g", "merge"], ["c", "contact"], ["f", "reference"], ["l", "link"],
    ["q", "permission"], ["s", "slip"], ["k", "copy"]]],
  ["form", [["Ctrl+Enter", "send"], ["Esc", "close"]]],
];

export function Help() {
  const dialog = useModal();
  const close = () => (isHelpShown.value = false);
  return html`
    <dialog class="dialog help" ref=${dialog} aria-labelledby="help-title" onClose=${close}>
      <header class="panel-head"><h2 id="help-title">${t("help.title")}</h2>
        <button type="button" class="button button-quiet button-small" onClick=${close}><${Icon} name="close" />
          <span class="visually-hidden">${t("help.close")}</span></button></header>
      <div class="help-groups">${groups.map(([name, keys]) => html`
        <section key=${name}><h3>${t("help." + name)}</h3>
          <dl class="keys-list">${keys.map(([key, what]) => html`
            <div key=${key}><dt><kbd>${key}</kbd></dt><dd>${t("key." + what)}</dd></div>`)}</dl></section>`)}</div>
      <label class="here"><input type="checkbox" checked=${areOn.value}
        onChange=${(/** @type {any} */ event) => switchShortcuts(event.target.checked)} /><span>${t("help.on")}</span></label>
    </dialog>`;
}
