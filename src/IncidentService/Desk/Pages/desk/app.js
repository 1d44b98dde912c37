// @ts-check
/** The frame of the desk around its views. */
import { html, useEffect, useRef } from "../shared/html.js";
import { format } from "../shared/number/index.js";
import { hasExpired, session } from "../shared/session.js";
import { Loading } from "../shared/states.js";
import { BoxView } from "./box/box.js";
import { Expired } from "./expired.js";
import { Header } from "./header.js";
import { Help } from "./help.js";
import { LazyView } from "./lazy-view.js";
import { NotFound } from "./not-found.js";
import { Offline } from "./offline.js";
import { navigate, route } from "./router.js";
import { isHelpShown } from "./shortcuts.js";
import { SignInPage } from "./sign-in.js";
import { t } from "./text.js";
import { lazyViews } from "./views.js";

const idleMilliseconds = 1000;

export function App() {
  const main = useRef(/** @type {HTMLElement | null} */ (null));
  useSignInGate();
  useEffect(fetchNextView, [Boolean(session.value)]);
  useTitle();
  return html`
    <a class="skip" href="#main" onClick=${(/** @type {Event} */ event) => {
      event.preventDefault();
      main.current?.focus();
    }}>${t("skip")}</a>
    <${Header} />
    <${Offline} />
    <main id="main" class="main" tabindex="-1" ref=${main}><${View} /></main>
    ${isHelpShown.value && html`<${Help} />`}
    ${hasExpired.value && html`<${Expired} />`}`;
}

function View() {
  const { view, number } = route.value;
  if (view === "signIn") return html`<${SignInPage} />`;
  if (!session.value) return html`<${Loading} t=${t} heading=${t("title")} />`;
  if (view === "box") return html`<${BoxView} />`;
  if (view in lazyViews) return html`<${LazyView} name=${view} props=${{ number }} />`;
  return html`<${NotFound} />`;
}

/** A card is what comes after the box: it is fetched while nobody waits for it. */
function fetchNextView() {
  if (session.value) setTimeout(() => void lazyViews.incident?.().catch(() => {}), idleMilliseconds);
}

/** The title of the window says where one is, and so does the focus after going there. */
function useTitle() {
  const { view, number } = route.value;
  useEffect(() => {
    document.title = number ? `${format(number.replace(/\D/g, ""))} · ${t("title")}` : t("title");
  });
}

/** Whoever is not signed in signs in first, and comes back to where they wanted to go. */
function useSignInGate() {
  const isMissing = session.value === null && route.value.view !== "signIn";
  useEffect(() => {
    if (!isMissing) return;
    const wanted = location.pathname + location.search;
    navigate(wanted === "/desk" ? "/desk/sign-in" : `/desk/sign-in?to=${encodeURIComponent(wanted)}`, { replace: true });
  }, [isMissing]);
}
