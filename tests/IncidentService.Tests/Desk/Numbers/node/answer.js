// Reads texts as lists of UTF-16 units from texts.json, and prints what the module makes of each.
import { readFileSync } from 'node:fs';
import { barcode, complete, format, mend, read, spoken } from './number/index.js';

const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const { texts, draws } = JSON.parse(readFileSync('texts.json', 'utf8'));

/** @param {number[]} units */
function answer(units) {
  const text = String.fromCharCode(...units);
  return { ...read(text), mends: mend(text) };
}

/** @param {string} draw */
function completed(draw) {
  const number = complete(draw);
  return number && { number, formatted: format(number), spoken: spoken(number, words), barcode: barcode(number) };
}

console.log(JSON.stringify({ texts: texts.map(answer), draws: draws.map(completed) }));
