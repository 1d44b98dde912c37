// @ts-check
// The incident number in the browser: checked, mended and grouped before any call.
export { check } from './check.js';
export { LENGTH, complete, isNumber } from './code.js';
export { barcode, format, groups, spelled, spoken } from './format.js';
export { regroup, regroupInput, ungrouped } from './group.js';
export { mend } from './mend.js';
export { read } from './read.js';
