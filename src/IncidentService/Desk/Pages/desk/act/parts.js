// @ts-check
/** Another form as a part of one: an approval or a hand-off that comes in one step with something else. */
import { t } from "../card/text.js";

/** @typedef {import("./fields.js").FieldSpec} FieldSpec */

/**
 * The fields of another form, shown while the part is wanted.
 *
 * @param {string} part
 * @param {FieldSpec[]} fields
 * @param {string} fault where the API finds them
 * @param {(values: Record<string, any>) => boolean} isWanted
 * @returns {FieldSpec[]}
 */
export const within = (part, fields, fault, isWanted) => fields.map((field) => ({
  ...field,
  part: t("form." + part),
  name: `${part}.${field.name}`,
  fault: `${fault}.${field.fault ?? field.name}`,
  isShown: (values) => isWanted(values) && (field.isShown?.(partOf(part, values)) ?? true),
}));

/** What was filled in there. @param {string} part @param {Record<string, any>} values */
export const partOf = (part, values) => Object.fromEntries(Object.entries(values)
  .filter(([name]) => name.startsWith(part + "."))
  .map(([name, value]) => [name.slice(part.length + 1), value]));
