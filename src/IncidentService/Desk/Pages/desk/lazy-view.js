// @ts-check
/** Shows a view of `lazyViews`, and what happens until it is there. */
import { ErrorNotice } from "../shared/error-notice.js";
import { html, useEffect, useState } from "../shared/html.js";
import { Loading } from "../shared/states.js";
import { t } from "./text.js";
import { lazyViews } from "./views.js";

/** @param {{ name: import("./router.js").Route["view"], props: object }} props */
export function LazyView({ name, props }) {
  const [state, setState] = useState(/** @type {{ name?: string, View?: any, error?: unknown }} */ ({}));
  const load = () => {
    setState({});
    lazyViews[name]?.().then(
      (module) => setState({ name, View: module.default }),
      (error) => setState({ name, error }),
    );
  };
  useEffect(load, [name]);
  if (state.error && state.name === name) {
    return html`
      <h1>${t("loadFailed.title")}</h1>
      <${ErrorNotice} t=${t} error=${state.error} onRetry=${load} />`;
  }
  return state.View && state.name === name ? html`<${state.View} ...${props} />` : html`<${Loading} t=${t} heading=${t("title")} />`;
}
