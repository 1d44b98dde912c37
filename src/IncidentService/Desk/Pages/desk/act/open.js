// @ts-check
/** Opening an incident: one form, the keyboard alone, with a promise at once where one is made. */
import { post } from "../../shared/api.js";
import { guessKind } from "../../shared/contact-kind.js";
import { drafts } from "../../shared/drafts.js";
import { html, useState } from "../../shared/html.js";
import { may, session } from "../../shared/session.js";
import { shortTime } from "../../shared/time.js";
import { t } from "../card/text.js";
import { forget, lookup } from "../box/lookup.js";
import { show } from "../../shared/seen.js";
import { incidentAddress, navigate, route } from "../router.js";
import { approvalFields, approvalOf } from "./approvals.js";
import { due, dueInstant, promiseChoices } from "./due.js";
import { ActionForm } from "./form.js";
import { handoffFields, handoffOf } from "./handoffs.js";
import { partOf, within } from "./parts.js";

/** @typedef {import("../../shared/types.js").Card} Card */

/** Every new incident has a draft of its own, so that what was meant for one customer never shows in another's. */
export default function OpenView() {
  const wanted = route.value.query.get("draft");
  const [fresh] = useState(() => `open:${crypto.randomUUID?.() ?? Date.now()}`);
  const name = wanted ?? fresh;
  const others = drafts.value.filter((draft) =>
    draft.agent === session.value?.agent && draft.number === "" && draft.form !== name);

  /** @param {Card} card */
  function done(card) {
    forget();
    show(card);
    navigate(incidentAddress(card.number), { replace: true });
  }

  return html`
    <section class="page">
      ${others.map((draft) => html`
        <p key=${draft.form} class="notice draft">
          <span>${t("open.unsent", { time: shortTime(draft.at), subject: draft.values.subject || "…" })}</span>
          <a class="button button-small" href="/desk/new?draft=${encodeURIComponent(draft.form)}">${t("open.continue")}</a></p>`)}
      <div class="panel"><${ActionForm} key=${name} spec=${openForm()} number="" name=${name} heading="h1" onDone=${done}
        onClose=${() => navigate("/desk")} /></div>
    </section>`;
}

/** @returns {import("./form.js").FormSpec} */
const openForm = () => ({
  title: t("open.title"),
  submit: t("open.submit"),
  explain: (values) => t(values.promise.trim() ? "open.explain.promise" : "open.explain")
    + (brings("handoff")(values) ? " " + t("handoff.explain", { to: t("channel." + values["handoff.to"]) }) : ""),
  fields: [
    { name: "subject", kind: "text", label: t("open.subject"), hint: t("open.subject.hint"), isRequired: true, initial: "" },
    { name: "contact", kind: "text", label: t("open.contact"), hint: t("open.contact.hint"), initial: quotedContact(), fault: "contacts" },
    { name: "said", kind: "area", label: t("open.said"), initial: "", fault: "message" },
    { name: "promise", kind: "text", label: t("open.promise"), initial: "", fault: "promises" },
    { name: "due", kind: "due", label: t("promise.due"), options: promiseChoices, initial: due("24h"),
      isShown: ({ promise }) => promise.trim() !== "" },
    { name: "value", kind: "text", label: t("open.value"), initial: quotedReference(), fault: "references" },
    { name: "system", kind: "text", label: t("open.system"), hint: t("reference.system.hint"), isRequired: true, initial: "",
      pattern: "[A-Za-z0-9._\\-]+", isShown: ({ value }) => value.trim() !== "" },
    { name: "category", kind: "text", label: t("edit.category"), hint: t("edit.category.hint"), initial: "", pattern: "[A-Za-z0-9._\\-]*" },
    { name: "team", kind: "text", label: t("edit.team"), hint: t("edit.team.hint"), initial: "", pattern: "[A-Za-z0-9._\\-]*" },
    { name: "with", kind: "checks", label: t("message.with"), options: [...(may("approve") ? ["approval"] : []), "handoff"], initial: [],
      nameOf: (name) => t("message.with" + name[0].toUpperCase() + name.slice(1)) },
    ...within("approval", approvalFields({ approvals: [] }), "approvals[0]", brings("approval")),
    ...within("handoff", handoffFields(), "handoff", brings("handoff")),
  ],
  body: (values) => ({
    subject: values.subject,
    ...(values.contact.trim() ? { contacts: [{ kind: guessKind(values.contact), value: values.contact }] } : {}),
    ...(values.value.trim() ? { references: [{ system: values.system.trim(), value: values.value.trim() }] } : {}),
    ...(values.category.trim() ? { category: values.category.trim() } : {}),
    ...(values.team.trim() ? { team: values.team.trim() } : {}),
    ...(brings("approval")(values) ? { approvals: [approvalOf(partOf("approval", values))] } : {}),
    ...(brings("handoff")(values) ? { handoff: handoffOf(partOf("handoff", values)) } : {}),
    ...(values.said.trim() ? { message: { direction: "in", text: values.said } } : {}),
    ...(values.promise.trim() ? { promises: [{ text: values.promise, dueAt: dueInstant(values.due) }] } : {}),
  }),
  send: async (body, key) => (await post("/incidents", body, { key })).body,
});

/** What the new incident brings with it. @param {string} part @returns {(values: Record<string, any>) => boolean} */
const brings = (part) => (values) => values.with.includes(part);

/** What was looked up in vain, if it is a way to reach somebody. */
function quotedContact() {
  const text = lookup.value?.quoted ?? "";
  return text && guessKind(text) !== "name" ? text : "";
}

/** … or the id that another system gave it. */
const quotedReference = () => (/[A-Za-z]{2,}-?\d{4,}/.exec(lookup.value?.quoted ?? "")?.[0] ?? "");
