import { expect, test } from 'vitest';
import { normalizeTitle, paperId, possibleIds } from '../../src/corpus/paper-id.ts';

test('ids never change: channels have saved them', () => {
  expect(paperId('Attention Is All You Need')).toMatchInlineSnapshot(`"pn31cv3f9v2"`);
});

test.each([
  ['D^2Quant: Accurate Pre-training', 'D²QUANT – accurate  pretraining'],
  ['Scaling scriptsizeFLaws', 'Scaling FLaws'],
  ['Rozi\\`ere’s {\\it Model}', "Rozière's Model"],
  [' Fast and\u00a0Accurate ', 'fast and accurate'],
])('%s has the id of %s', (a, b) => {
  expect(paperId(a)).toBe(paperId(b));
});

test('near-equal titles have different ids', () => {
  expect(paperId('Give Me BF16 or Give Me Death')).not.toBe(paperId('Give Me FP32 or Give Me Death'));
  expect(paperId('A title', 'one abstract')).not.toBe(paperId('A title'));
});

test('a paper has other ids where its own is taken', () => {
  const ids = possibleIds({ id: paperId('A title'), title: 'A title', abstract: 'one abstract' });
  const [first, second, third] = [ids, ids, ids].map((each) => each.next().value);
  expect([first, second]).toEqual([paperId('A title'), paperId('A title', 'one abstract')]);
  expect(new Set([first, second, third]).size).toBe(3);
});

test('ids can be typed', () => {
  expect(paperId('???')).toMatch(/^p[0-9a-hjkmnp-tv-z]{10}$/);
  expect(normalizeTitle('日本語 λ É')).toBe('日本語λe');
});
