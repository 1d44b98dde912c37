// @ts-check
/** Where one may want to go back to: drafts that nobody has yet, and incidents seen in this window. */
import { drafts } from "../../shared/drafts.js";
import { html } from "../../shared/html.js";
import { Icon } from "../../shared/icons.js";
import { NumberView } from "../../shared/number-view.js";
import { session } from "../../shared/session.js";
import { shortTime } from "../../shared/time.js";
import { seen } from "../../shared/seen.js";
import { incidentAddress } from "../router.js";
import { t } from "../text.js";

export function Recent() {
  const mine = drafts.value.filter((draft) => draft.agent === session.value?.agent);
  return html`
    ${mine.length > 0 && html`
      <section class="recent" aria-labelledby="drafts-title">
        <h2 id="drafts-title">${t("drafts.title")}</h2>
        <ul class="rows">${mine.map((draft) => html`
          <li key=${draft.number + draft.form}><a class="row" href=${addressOf(draft)}>
            <${Icon} name="note" />
            ${draft.number && html`<${NumberView} digits=${draft.number} />`}
            <span class="row-text">${t("drafts.open", { form: t("form." + draft.form.split(":")[0]), time: shortTime(draft.at) })}</span>
          </a></li>`)}</ul>
      </section>`}
    ${seen.value.length > 0 && html`
      <section class="recent" aria-labelledby="recent-title">
        <h2 id="recent-title">${t("recent.title")}</h2>
        <ul class="rows">${seen.value.map((entry) => html`
          <li key=${entry.number}><a class="row" href=${incidentAddress(entry.number)}>
            <${NumberView} digits=${entry.number} />
            <span class="row-text">${entry.subject}</span>
            <span class="tag state-${entry.state}">${t("state." + entry.state)}</span></a></li>`)}</ul>
      </section>`}`;
}

/** @param {import("../../shared/drafts.js").Draft} draft */
const addressOf = (draft) =>
  (draft.number ? `${incidentAddress(draft.number)}?form=` : "/desk/new?draft=") + encodeURIComponent(draft.form);
