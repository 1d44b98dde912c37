// @ts-check
/** The actions on an incident, each a click or a key away, and the form of the one that is open. */
import { drafts } from "../../shared/drafts.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { may, session } from "../../shared/session.js";
import { sentence } from "../card/line.js";
import { addLine, keyOf, lines, refresh } from "../card/store.js";
import { t } from "../card/text.js";
import { navigate, route } from "../router.js";
import { takeKeys } from "../shortcuts.js";
import { action, actionOf, closeAction, nameOf, startAction } from "./action.js";
import { ActionForm } from "./form.js";
import { isRare, keyOfForm, offers, specOf } from "./specs.js";
import { MadeLink, WorkingLinks } from "./tracking-links.js";

/** @typedef {import("../../shared/types.js").Card} Card */

const longestShown = 200;

/** @param {{ card: Card }} props */
export function ActionPanel({ card }) {
  const bar = useRef(/** @type {HTMLElement | null} */ (null));
  const [done, setDone] = useState("");
  const [link, setLink] = useState(/** @type {import("../../shared/types.js").TrackingLink | null} */ (null));
  const open = action.value;
  const spec = open && specOf(open.form, card, open.subject);
  useEffect(() => {
    const wanted = route.value.query.get("form");
    const found = wanted ? actionOf(wanted, card) : null;
    if (found) startAction(found.form, found.subject);
    return closeAction;
  }, [card.number]);
  useEffect(() => {
    if (open) setDone("");
    if (open) setLink(null);
  }, [open]);
  useEffect(() => setLink(null), [card.number]);
  useLayoutEffect(() => takeKeys({ // once the card is seen, its keys act
    ...Object.fromEntries(offers(card).map((form) => [keyOfForm[form], () => startAction(form)])),
    s: () => navigate(`/desk/incidents/${card.number}/slip`),
    k: () => void navigator.clipboard.writeText(card.formatted).then(() => setDone(t("card.copied")), () => {}),
  }), [card.number, card.state, card.contacts.length]);

  /** @param {string} title @param {any} result */
  function finish(title, result) {
    closeAction();
    if (result?.sequence && result.type) addLine(result);
    void refresh();
    setDone(result?.said ?? t("form.done", { what: title }));
    setLink(result?.madeLink ?? null);
    if (result?.goTo) navigate(result.goTo);
    else if (result?.madeLink?.url) return; // the link has the focus, to be copied
    else bar.current?.querySelector("button")?.focus();
  }

  const usual = offers(card).filter((form) => !isRare(form));
  const rare = offers(card).filter(isRare);
  /** @param {string} form */
  const offer = (form) => html`<${Offer} key=${form} form=${form} number=${card.number} isOpen=${open?.form === form} />`;
  return html`
    <section class="act" aria-label=${t("act.title")}>
      <div class="act-bar" role="group" aria-label=${t("act.title")} ref=${bar}>
        ${usual.map(offer)}
      </div>
      ${rare.length > 0 && html`
        <div class="act-bar act-more" role="group" aria-label=${t("act.more")}>${rare.map(offer)}</div>`}
      <p class="act-done" role="status">${done && html`<span class="tag tag-good"><${Icon} name="check" />${done}</span>`}</p>
      ${link && html`<${MadeLink} link=${link} />`}
      ${open && spec && html`
        <${ActionForm} key="${card.number}/${nameOf(open.form, open.subject)}" spec=${spec} number=${card.number}
          name=${nameOf(open.form, open.subject)} onClose=${closeAction}
          onDone=${(/** @type {any} */ result) => finish(spec.title, result)} />
        ${open.form === "link" && html`<${WorkingLinks} card=${card} />`}
        <${Meanwhile} key="since ${nameOf(open.form, open.subject)}" />`}
    </section>`;
}

/** What others have written since this form was opened: it may change what one is about to say. */
function Meanwhile() {
  const [before] = useState(() => new Set(lines.value.map(keyOf)));
  const agent = session.value?.agent;
  const news = lines.value.filter((line) => !before.has(keyOf(line)) && line.agent !== agent);
  return html`<div role="status">${news.length > 0 && html`
    <div class="notice notice-warn"><${Icon} name="warning" /><div><p class="notice-title">${t("form.meanwhile")}</p>
      <ul>${news.map((line) => html`
        <li key=${keyOf(line)}>
          ${[line.channel ? t("channel." + line.channel) : t("timeline.service"), line.agent, sentence(line)].filter(Boolean).join(", ")}
          ${line.text && `: ${line.text.slice(0, longestShown)}`}</li>`)}</ul></div></div>`}</div>`;
}

/** @param {{ form: string, number: string, isOpen: boolean }} props */
function Offer({ form, number, isOpen }) {
  const hasDraft = drafts.value.some((draft) => draft.number === number && draft.form === form && draft.agent === session.value?.agent);
  return html`
    <button type="button" class="button button-small offer ${isRare(form) ? "button-quiet" : ""}" aria-expanded=${isOpen}
      onClick=${() => (isOpen ? closeAction() : startAction(form))}>
      ${t("form." + form)}
      ${hasDraft && html`<span class="dot" title=${t("form.hasDraft")}><span class="visually-hidden">${t("form.hasDraft")}</span></span>`}
      <kbd aria-hidden="true">${keyOfForm[form]}</kbd>
    </button>`;
}
