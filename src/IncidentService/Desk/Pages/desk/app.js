// @ts-check
/** The frame of the desk. It needs little, so that the sign-in is there at once; the rest comes for whoever is signed in. */
import { html, useEffect, useRef } from "../shared/html.js";
import { session } from "../shared/session.js";
import { Failure, Loading, plainWords } from "../shared/states.js";
import { t } from "./entry-text.js";
import { LanguageChoice } from "./language.js";
import { inside, loadInside } from "./load-inside.js";
import { Offline } from "./offline.js";
import { navigate, route } from "./router.js";
import { SignInPage } from "./sign-in.js";
import { useTitle } from "./title.js";
import { signInAddress } from "./wanted.js";

export function App() {
  const main = useRef(/** @type {HTMLElement | null} */ (null));
  const isIn = session.value !== null; // or may be: then nothing is lost by loading already
  const parts = session.value ? inside.value.parts : undefined;
  useSignInGate();
  useEffect(() => {
    if (isIn) void loadInside();
  }, [isIn]);
  return html`
    <a class="skip" href="#main" onClick=${(/** @type {Event} */ event) => {
      event.preventDefault();
      main.current?.focus();
    }}>${t("skip")}</a>
    <header class="top">
      <a class="brand" href="/desk"><span class="brand-mark" aria-hidden="true"></span><span class="brand-name">${t("title")}</span></a>
      ${parts && html`<${parts.Navigation} />`}
      <div class="top-end">
        ${parts && html`<${parts.Tools} />`}
        <${LanguageChoice} />
        ${parts && html`<${parts.Person} />`}
      </div>
    </header>
    <${Offline} />
    <main id="main" class="main" tabindex="-1" ref=${main}>${parts ? html`<${parts.View} />` : html`<${Before} />`}</main>
    ${parts && html`<${parts.Dialogs} />`}`;
}

/** What one sees before the inside of the desk is there. */
function Before() {
  const { view } = route.value;
  const { error } = inside.value;
  useTitle(view === "signIn" ? t("signIn.title") : "");
  if (view === "signIn" && !session.value) return html`<${SignInPage} />`;
  if (error) return html`<h1>${t("loadFailed.title")}</h1><${Failure} t=${t} ...${plainWords(t, error)} onRetry=${loadInside} />`;
  return html`<${Loading} t=${t} heading=${t("title")} />`;
}

/** Whoever is not signed in signs in first, and comes back to where they wanted to go. */
function useSignInGate() {
  const isMissing = session.value === null && route.value.view !== "signIn";
  useEffect(() => {
    if (isMissing) goToSignIn();
  }, [isMissing]);
}

/** The page calls it before it draws at all, so that it draws the sign-in at once. */
export function goToSignIn() {
  const address = signInAddress(location);
  if (address && !session.peek()) navigate(address, { replace: true });
}
