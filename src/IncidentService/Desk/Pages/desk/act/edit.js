// @ts-check
/** What the incident is about, and whose work it is. Only what was changed is sent: what a colleague changed meanwhile stays. */
import { patch } from "../../shared/api.js";
import { t } from "../card/text.js";

const names = /** @type {const} */ (["subject", "category", "team"]);

/** @param {import("./form.js").Values} values @param {import("./form.js").Values} before */
const changedIn = (values, before) => names.filter((name) => values[name].trim() !== before[name]);

/** @param {import("../../shared/types.js").Card} card @returns {import("./form.js").FormSpec} */
export const editForm = (card) => ({
  title: t("form.edit"),
  submit: t("edit.submit"),
  explain: (values, before) => {
    const changed = changedIn(values, before);
    return changed.length === 0 ? t("edit.explain.none")
      : t("edit.explain", { what: changed.map((name) => t("edit." + name)).join(", ") });
  },
  fields: [
    { name: "subject", kind: "text", label: t("edit.subject"), hint: t("edit.subject.hint"), initial: card.subject ?? "" },
    { name: "category", kind: "text", label: t("edit.category"), hint: t("edit.category.hint"), initial: card.category ?? "" },
    { name: "team", kind: "text", label: t("edit.team"), hint: t("edit.team.hint"), initial: card.team ?? "" },
  ],
  body: (values, before) => Object.fromEntries(changedIn(values, before).map((name) => [name, values[name].trim() || null])),
  send: async (body) => (await patch(`/incidents/${card.number}`, body)).body,
});
