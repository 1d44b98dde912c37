import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { check, complete, format, isNumber, mend, read } from './number/index.js';

const vectors = JSON.parse(readFileSync('number-vectors.json', 'utf8'));
const camelCase = slip => slip.replace(/-(.)/, (_, letter) => letter.toUpperCase());

test('every valid vector is a number, in any grouping', () => {
  assert.ok(vectors.valid.length > 0);
  for (const number of vectors.valid) {
    assert.ok(isNumber(number), number);
    assert.equal(complete(number.slice(0, 10)), number);
    assert.deepEqual(mend(number), []);
    for (const text of [number, format(number), number.replace(/(...)/g, '$1 '), `INC #${format(number)}.`]) {
      assert.deepEqual(read(text), { kind: 'exact', digits: number, lookalikes: false }, text);
      assert.equal(check(text).kind, 'number');
      assert.equal(check(text).formatted, format(number));
    }
  }
});

test('no draw that cannot be issued is completed', () => {
  assert.ok(vectors.unissuablePrefixes.length > 0);
  for (const draw of vectors.unissuablePrefixes) assert.equal(complete(draw), null, draw);
});

test('no invalid vector is a number', () => {
  assert.ok(vectors.invalid.length > 0);
  for (const digits of vectors.invalid) {
    assert.ok(!isNumber(digits), digits);
    assert.deepEqual(read(digits), { kind: 'invalid', digits, lookalikes: false });
    assert.notEqual(check(digits).kind, 'number');
  }
});

test('every slip has exactly the candidates of its vector', () => {
  assert.ok(vectors.slips.length > 0);
  for (const { slip, typed, meant, candidates } of vectors.slips) {
    const expected = Object.entries(candidates).flatMap(([kind, numbers]) => numbers.map(number => `${kind} ${number}`));
    const found = mend(typed).map(one => `${camelCase(one.slip)} ${one.number}`);

    assert.deepEqual(found.slice().sort(), expected.slice().sort(), typed);
    assert.ok(found.includes(`${slip} ${meant}`), typed);
  }
});

test('a check names the slip and says whether it is the only one', () => {
  for (const { typed } of vectors.slips) {
    const { kind, digits, slip, candidates, certain } = check(typed);
    assert.equal(kind, typed.length < 12 ? 'incomplete' : 'repaired', typed);
    assert.equal(certain, candidates.length === 1);
    assert.equal(slip?.number, typed.length < 12 ? undefined : digits);
  }
});

test('what is no number so far is told apart', () => {
  assert.deepEqual(check(''), { kind: 'other', digits: '', formatted: '', typed: '', candidates: [], certain: false });
  assert.equal(check('86753').kind, 'incomplete');
  assert.equal(check('86753').formatted, '8675-3');
  assert.equal(check('INC-482915').typed, '482915');
  assert.equal(check('ana@example.com').kind, 'other');
  assert.equal(check('+1 555 010 0123').kind, 'other');
  assert.equal(check('86753091237451').kind, 'other');
  assert.deepEqual(check('8675-3O91-2374').slip, { number: '867530912374', slip: 'lookalike', position: 6 });
  assert.deepEqual(check('867530912384').slip, { number: '867530912374', slip: 'wrong-digit', position: 11 });
});
