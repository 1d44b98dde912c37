// @ts-check
/** The fields that forms are made of. Each has a label, says what is wrong with it, and gives its value to `onChange`. */
import { html, useId } from "../../shared/html.js";
import { dayTime } from "../../shared/time.js";
import { t } from "../card/text.js";
import { dueName, openChoices, resolveDue } from "./due.js";

/**
 * @typedef {object} FieldSpec
 * @property {string} name
 * @property {"text" | "area" | "choice" | "checks" | "due" | "money" | "count"} kind
 * @property {string} label
 * @property {string} [hint]
 * @property {string[]} [options] of a choice, checks or a due time
 * @property {(option: string) => string} [nameOf] an option
 * @property {boolean} [isRequired]
 * @property {any} initial
 * @property {(values: Record<string, any>) => boolean} [isShown]
 * @property {string} [fault] the field of the API, if it has another name
 * @property {string} [pattern]
 * @property {string} [part] the heading under which it stands with its neighbours
 * @property {number} [least] of a count; 1 by default
 *
 * @typedef {{ spec: FieldSpec, value: any, fault?: string, onChange: (value: any) => void }} FieldProps
 */

/** @param {FieldProps} props */
export function Field(props) {
  const { spec } = props;
  const id = useId();
  const Input = inputs[spec.kind];
  const isGroup = spec.kind === "choice" || spec.kind === "checks" || spec.kind === "due";
  const after = html`
    ${spec.hint && html`<p class="field-hint" id="${id}-hint">${spec.hint}</p>`}
    ${props.fault && html`<p class="field-fault" id="${id}-fault">${props.fault}</p>`}`;
  const described = [spec.hint && `${id}-hint`, props.fault && `${id}-fault`].filter(Boolean).join(" ") || null;
  const optional = !spec.isRequired && !isGroup && html` <span class="soft optional">${t("field.optional")}</span>`;
  return isGroup
    ? html`<fieldset class="field group" aria-describedby=${described}><legend class="field-label">${spec.label}</legend>
        <${Input} ...${props} id=${id} />${after}</fieldset>`
    : html`<div class="field field-${spec.kind}"><label for=${id}>${spec.label}${optional}</label>
        <${Input} ...${props} id=${id} described=${described} />${after}</div>`;
}

/** @param {FieldProps & { id: string, described: string | null }} props */
const Text = ({ spec, value, fault, onChange, id, described }) => html`
  <input id=${id} name=${spec.name} value=${value} required=${spec.isRequired} ...${spec.pattern ? { pattern: spec.pattern } : {}}
    autocomplete="off" aria-describedby=${described} aria-invalid=${fault ? "true" : null}
    onInput=${(/** @type {any} */ event) => onChange(event.target.value)} />`;

/** @param {FieldProps & { id: string, described: string | null }} props */
const Count = ({ spec, value, onChange, id, described }) => html`
  <input id=${id} name=${spec.name} value=${value} type="number" min=${spec.least ?? 1} max="1000000"
    required=${spec.isRequired} inputmode="numeric" aria-describedby=${described}
    onInput=${(/** @type {any} */ event) => onChange(event.target.value)} />`;

/** @param {FieldProps & { id: string, described: string | null }} props */
const Area = ({ spec, value, fault, onChange, id, described }) => html`
  <textarea id=${id} name=${spec.name} value=${value} required=${spec.isRequired} rows="3" maxlength="20000"
    aria-describedby=${described} aria-invalid=${fault ? "true" : null}
    onInput=${(/** @type {any} */ event) => onChange(event.target.value)}></textarea>`;

/** @param {FieldProps & { id: string }} props */
const Choice = ({ spec, value, onChange, id }) => html`
  <div class="options">${spec.options?.map((option) => html`
    <label key=${option} class="option"><input type="radio" name="${id}-${spec.name}" value=${option} checked=${value === option}
      onChange=${() => onChange(option)} /><span>${spec.nameOf?.(option) ?? option}</span></label>`)}</div>`;

/** @param {FieldProps & { id: string }} props */
const Checks = ({ spec, value, onChange, id }) => html`
  <div class="options">${spec.options?.map((option) => html`
    <label key=${option} class="option"><input type="checkbox" name="${id}-${spec.name}" checked=${value.includes(option)}
      onChange=${(/** @type {any} */ event) => onChange(event.target.checked
        ? [...value, option] : value.filter((/** @type {string} */ other) => other !== option))} />
      <span>${spec.nameOf?.(option) ?? option}</span></label>`)}</div>`;

/** @param {FieldProps & { id: string }} props */
function DueTime({ spec, value, onChange, id }) {
  const kind = /** @type {"choice"} */ ("choice");
  const choices = { ...spec, kind, options: openChoices(spec.options ?? []), nameOf: spec.nameOf ?? dueName };
  const time = resolveDue(value);
  return html`
    <${Choice} spec=${choices} value=${value.choice} id=${id}
      onChange=${(/** @type {string} */ choice) => onChange({ ...value, choice })} />
    ${value.choice === "other" && html`
      <input type="datetime-local" aria-label=${spec.label} value=${value.at} required
        onInput=${(/** @type {any} */ event) => onChange({ ...value, at: event.target.value })} />`}
    ${time && !Number.isNaN(time.getTime()) && html`<p class="field-hint">${dayTime(time.toISOString())}</p>`}`;
}

/** @param {FieldProps & { id: string, described: string | null }} props */
const MoneyInput = ({ spec, value, fault, onChange, id, described }) => html`
  <div class="money">
    <input id=${id} value=${value.amount} inputmode="decimal" pattern="[0-9]+([.,][0-9]{1,4})?" required=${spec.isRequired}
      autocomplete="off" aria-describedby=${described} aria-invalid=${fault ? "true" : null}
      onInput=${(/** @type {any} */ event) => onChange({ ...value, amount: event.target.value })} />
    <input class="currency" value=${value.currency} aria-label=${t("field.currency")} maxlength="3" pattern="[A-Za-z]{3}" autocomplete="off"
      onInput=${(/** @type {any} */ event) => onChange({ ...value, currency: event.target.value.toUpperCase() })} />
  </div>`;

/** @type {Record<FieldSpec["kind"], any>} */
const inputs = { text: Text, area: Area, choice: Choice, checks: Checks, due: DueTime, money: MoneyInput, count: Count };
