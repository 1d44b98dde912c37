// @ts-check
/** What only people who are signed in see: the navigation, the views, and the dialogs over them. */
import { ErrorNotice } from "../shared/error-notice.js";
import { html, useEffect, useRef } from "../shared/html.js";
import { format } from "../shared/number/index.js";
import { hasExpired } from "../shared/session.js";
import { BoxView } from "./box/box.js";
import { Expired } from "./expired.js";
import { Help } from "./help.js";
import { LazyView } from "./lazy-view.js";
import { NotFound } from "./not-found.js";
import { route } from "./router.js";
import { isHelpShown } from "./shortcuts.js";
import { SignInPage } from "./sign-in.js";
import { t } from "./text.js";
import { useTitle } from "./title.js";
import { lazyViews } from "./views.js";

export { Navigation, Person, Tools } from "./header.js";

const idleMilliseconds = 1000;

export function View() {
  const { view, number } = route.value;
  useTitle(titleOf(route.value));
  useFocus();
  useEffect(fetchNextView, []);
  if (view === "signIn") return html`<${SignInPage} />`; // leads on at once
  if (view === "box") return html`<${BoxView} />`;
  if (view in lazyViews) return html`<${LazyView} name=${view} props=${{ number }} />`;
  return html`<${NotFound} />`;
}

export const Dialogs = () => html`
  ${isHelpShown.value && html`<${Help} />`}
  ${hasExpired.value && html`<${Expired} />`}`;

/** A failed call of the frame. @param {{ error: unknown }} props */
export const Fault = ({ error }) => html`<${ErrorNotice} t=${t} error=${error} />`;

/** A card is what comes after the box: it is fetched while nobody waits for it. */
const fetchNextView = () => void setTimeout(() => void lazyViews.incident?.().catch(() => {}), idleMilliseconds);

/** Work lists, reports and the slip name themselves. @param {import("./router.js").Route} route */
function titleOf({ view, number }) {
  if (["slip", "work", "reports"].includes(view)) return null;
  if (number) return format(number.replace(/\D/g, ""));
  return view === "new" ? t("box.new") : view === "notFound" ? t("notFound.title") : "";
}

/**
 * Going to another view takes the focus to its heading, unless the view has given it to something in it: a screen reader reads on there.
 */
function useFocus() {
  const { view, number } = route.value;
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    return whenHeaded((heading) => {
      const focused = document.activeElement;
      if (focused && focused !== document.body && focused.closest("main")) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    });
  }, [view, number]);
}

/** Calls once the main heading is there. @param {(heading: HTMLElement) => void} act @returns {() => void} what stops the waiting */
function whenHeaded(act) {
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  const look = () => {
    const heading = main.querySelector("h1:not(.visually-hidden)");
    if (!(heading instanceof HTMLElement)) return;
    observer.disconnect();
    act(heading);
  };
  const observer = new MutationObserver(look);
  observer.observe(main, { childList: true, subtree: true });
  look();
  return () => observer.disconnect();
}
