// @ts-check
/** Sign-in, as a page; its form also stands over a view in which the session has ended. */
import { get, ProblemError } from "../shared/api.js";
import { typedInto } from "../shared/drawn-form.js";
import { html, useEffect, useId, useRef, useState } from "../shared/html.js";
import { Icon } from "../shared/icon.js";
import { recall, remember, storedAgent } from "../shared/remembered.js";
import { session, signIn } from "../shared/session.js";
import { Failure, plainWords } from "../shared/states.js";
import { t } from "./entry-text.js";
import { inside, loadInside } from "./load-inside.js";
import { navigate, route } from "./router.js";
import { keepWanted, providerAddress, wantedAt } from "./wanted.js";

const failures = ["refused", "no-permission", "issuer-unreachable"];

/** Comes back to the view that asked for it, whichever way one signs in. */
export function SignInPage() {
  const { query } = route.value;
  const failed = query.get("failed");
  const back = wantedAt(query);
  const [isShown, setShown] = useState(false);
  useEffect(() => setShown(true), []); // the service draws no failure, and screen readers say what comes later
  const isIn = Boolean(session.value);
  useEffect(() => {
    if (isIn) navigate(back, { replace: true });
  }, [isIn]);
  return html`
    <section class="sign-in" aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">${t("signIn.title")}</h1>
      <p class="lead">${t("signIn.lead")}</p>
      ${isShown && failed && html`
        <p class="notice notice-danger" role="alert"><${Icon} name="warning" />
          <span>${t("signIn.failed." + (failures.includes(failed) ? failed : "refused"))}</span></p>`}
      <${SignInForm} back=${back} />
    </section>`;
}

/** @param {{ back: string }} props the address to which a provider leads back */
export function SignInForm({ back }) {
  const [agent, setAgent] = useState(() => session.value?.agent ?? typedInto("agent") ?? recall(storedAgent) ?? "");
  const [key, setKey] = useState(() => typedInto("key") ?? "");
  const [state, setState] = useState(/** @type {{ isBusy: boolean, error: unknown }} */ ({ isBusy: false, error: null }));
  const provider = useProvider();

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    setState({ isBusy: true, error: null });
    try {
      await signIn(key.trim(), agent.trim());
      remember(storedAgent, agent.trim());
    } catch (error) {
      setState({ isBusy: false, error });
    }
  }

  return html`
    ${provider && html`
      <p><a class="button button-primary button-wide" href=${providerAddress(provider.url, back)}
        onClick=${() => keepWanted(back)}>${t("signIn.provider", { name: provider.name })}</a></p>
      <p class="divider"><span>${t("signIn.or")}</span></p>`}
    <form class="stack" onSubmit=${submit} onInput=${loadInside}>
      <${Field} label=${t("signIn.agent")} hint=${t("signIn.agent.hint")} value=${agent} onInput=${setAgent}
        autocomplete="name" hasFocus=${!agent} />
      <${Field} label=${t("signIn.key")} hint=${t("signIn.key.hint")} value=${key} onInput=${setKey}
        type="password" autocomplete="current-password" hasFocus=${!!agent} />
      ${Boolean(state.error) && html`<${SignInFault} error=${state.error} />`}
      <button type="submit" class="button button-primary button-wide" disabled=${state.isBusy}>
        ${state.isBusy ? t("signIn.busy") : t("signIn.submit")}
      </button>
    </form>`;
}

/** @param {{ error: unknown }} props */
function SignInFault({ error }) {
  const { parts } = inside.value;
  if (error instanceof ProblemError && (error.problem.status === 401 || error.fault("key"))) {
    return html`<p class="field-fault" role="alert">${t("signIn.wrongKey")}</p>`;
  }
  return parts ? html`<${parts.Fault} error=${error} />` : html`<${Failure} t=${t} ...${plainWords(t, error)} />`;
}

/**
 * @param {{ label: string, hint: string, value: string, onInput: (value: string) => void, type?: string, autocomplete: string,
 *   hasFocus: boolean }} props
 */
function Field({ label, hint, value, onInput, type = "text", autocomplete, hasFocus }) {
  const id = useId();
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => {
    const isDrawnByService = input.current?.id !== id;
    if (hasFocus && !isDrawnByService) input.current?.focus(); // else the reader may be elsewhere by now
  }, []);
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <input id=${id} ref=${input} type=${type} value=${value} required autofocus=${hasFocus}
        autocomplete=${autocomplete} spellcheck=${false} aria-describedby="${id}-hint"
        onInput=${(/** @type {any} */ event) => onInput(event.target.value)} />
      <p id="${id}-hint" class="field-hint">${hint}</p>
    </div>`;
}

/** Another service at which people sign in, if one is configured. */
function useProvider() {
  const [provider, setProvider] = useState(drawnProvider);
  useEffect(() => {
    if (!provider) get("/session/methods").then(({ body }) => setProvider(body.openIdConnect ?? null), () => {});
  }, []);
  return provider;
}

/** @returns {{ name: string, url: string } | null} */
function drawnProvider() {
  const link = document.querySelector("a#provider");
  return link instanceof HTMLAnchorElement ? { name: link.dataset.name ?? "", url: link.pathname } : null;
}
