import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regroup, ungrouped } from './number/index.js';

/** A field before an edit or after it, its caret shown as ^. */
const field = shown => ({ text: shown.replace('^', ''), caret: shown.indexOf('^') });
const shown = ({ text, caret }) => `${text.slice(0, caret)}^${text.slice(caret)}`;

/** Edits as a browser does, then groups. */
const edit = {
  type(at, typed) {
    const { text, caret } = field(at);
    return shown(regroup({ text: text.slice(0, caret) + typed + text.slice(caret), caret: caret + typed.length }, text));
  },
  paste(at, pasted) {
    const { text, caret } = field(at);
    const after = { text: text.slice(0, caret) + pasted + text.slice(caret), caret: caret + pasted.length };
    return shown(regroup(after, text, 'insertFromPaste'));
  },
  backspace(at) {
    const { text, caret } = field(at);
    return shown(regroup({ text: text.slice(0, caret - 1) + text.slice(caret), caret: caret - 1 }, text, 'deleteContentBackward'));
  },
  del(at) {
    const { text, caret } = field(at);
    return shown(regroup({ text: text.slice(0, caret) + text.slice(caret + 1), caret }, text, 'deleteContentForward'));
  },
};

const typeAll = text => Array.from(text).reduce((at, key) => edit.type(at, key), '^');

test('digits group themselves as they are typed, and the caret stays at the end', () => {
  assert.equal(typeAll('8675'), '8675^');
  assert.equal(typeAll('86753'), '8675-3^');
  assert.equal(typeAll('867530912374'), '8675-3091-2374^');
  assert.equal(typeAll('8675-3091-2374'), '8675-3091-2374^');
  assert.equal(typeAll('8675 3091 2374'), '8675-3091-2374^');
  assert.equal(typeAll('8675309123745'), '8675-3091-23745^');
});

test('what is grouped in another way, or is no number, keeps its form', () => {
  for (const text of ['555-0123', '02079460123', '86753091237451', 'INC-48291', '12 34 56 78', '+4420794']) {
    assert.equal(typeAll(text), `${text}^`);
  }
  assert.equal(edit.paste('^', '(555) 010-0123'), '(555) 010-0123^');
  assert.equal(edit.paste('^', '555-0123'), '555-0123^');
  assert.equal(edit.paste('^', '867530912374'), '8675-3091-2374^');
  assert.equal(edit.paste('^', '8675 3091 2374'), '8675-3091-2374^');
});

test('a digit typed in the middle leaves the caret behind it', () => {
  assert.equal(edit.type('86^75-309', '9'), '869^7-5309');
  assert.equal(edit.type('867^3-091', '5'), '8675-^3091');
  assert.equal(edit.type('867^-3091', '5'), '8675^-3091');
  assert.equal(edit.type('^675-309', '8'), '8^675-309');
  assert.equal(edit.type('8675-^091', '3'), '8675-3^091');
});

test('deleting over a separator deletes the digit behind it', () => {
  assert.equal(edit.backspace('8675-^3091'), '867^3-091');
  assert.equal(edit.del('8675^-3091'), '8675^-091');
  assert.equal(edit.backspace('8675-3^'), '8675^');
  assert.equal(edit.backspace('8675-^'), '8675^');
  assert.equal(edit.backspace('8675-3091-2^374'), '8675-3091-^374');
  assert.equal(edit.backspace('8^'), '^');
});

test('undoing is left to the browser', () =>
  assert.deepEqual(regroup({ text: '86753', caret: 5 }, '8675-3', 'historyUndo'), { text: '86753', caret: 5 }));

test('after any edit the same digits stand left of the caret', () => {
  let seed = 7;
  const below = limit => (seed = (seed * 1103515245 + 12345) % 2147483648) % limit;
  let at = '^';
  let edits = 0;
  for (let time = 0; time < 20_000; time++) {
    const { text } = field(at);
    const moved = below(text.length + 1);
    at = `${text.slice(0, moved)}^${text.slice(moved)}`;
    const left = at.split('^')[0].replace(/-/g, '');
    const right = at.split('^')[1].replace(/-/g, '');
    const deletes = below(14) < text.replace(/-/g, '').length;
    const next = deletes ? edit.backspace(at) : edit.type(at, '7');
    if (deletes && moved === 0) continue;
    const [nextLeft, nextRight] = next.split('^').map(part => part.replace(/-/g, ''));

    assert.equal(nextLeft, deletes ? left.slice(0, -1) : `${left}7`, at);
    assert.equal(nextRight, right, at);
    assert.match(next.replace('^', ''), /^(7{0,4}|7{4}-7{1,4}|7{4}-7{4}-7{1,5}|7{14,})$/);
    at = next;
    edits++;
  }

  assert.ok(edits > 10_000);
});

test('a look-up gets the digits of what was grouped here, and any other text as it stands', () => {
  assert.equal(ungrouped('8675-309'), '8675309');
  assert.equal(ungrouped(' 8675-3091-2374 '), '867530912374');
  assert.equal(ungrouped('555-0123'), '555-0123');
  assert.equal(ungrouped('INC-482915'), 'INC-482915');
});
