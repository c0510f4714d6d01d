import { expect, test } from 'vitest';
import { normalizeTitle, noteId, paperId, subtopicIds } from '../../src/corpus/paper-id.ts';

test('ids are frozen: a change here orphans what channels have saved', () => {
  expect(paperId('Attention Is All You Need')).toMatchInlineSnapshot(`"pn31cv3f9v2"`);
  expect(noteId('Does RL training follow predictable scaling curves?')).toMatchInlineSnapshot(
    `"nah78mm2cb6"`,
  );
});

test.each([
  ['D^2Quant: Accurate Pre-training', 'D²QUANT – accurate  pretraining'],
  ['Scaling scriptsizeFLaws', 'Scaling FLaws'],
  ['Rozi\\`ere’s {\\it Model}', "Rozière's Model"],
  [' Fast and\u00a0Accurate ', 'fast and accurate'],
])('%s has the id of %s', (a, b) => {
  expect(paperId(a)).toBe(paperId(b));
});

test('near-equal titles differ', () => {
  expect(paperId('Give Me BF16 or Give Me Death')).not.toBe(paperId('Give Me FP32 or Give Me Death'));
  expect(paperId('A title', 'one abstract')).not.toBe(paperId('A title'));
});

test('a form that can be typed', () => {
  expect(paperId('???')).toMatch(/^p[0-9a-hjkmnp-tv-z]{10}$/);
  expect(noteId('日本語')).toMatch(/^n[0-9a-hjkmnp-tv-z]{10}$/);
  expect(normalizeTitle('日本語 λ É')).toBe('日本語λe');
});

test('slugs are unique and do not depend on the order', () => {
  const names = ['C', 'C++', 'RL with Verifiable Rewards (RLVR)', '???', 'Über Größe'];
  const ids = subtopicIds(names);
  expect(ids.get('RL with Verifiable Rewards (RLVR)')).toBe('rl-with-verifiable-rewards-rlvr');
  expect(ids.get('C')).toBe('c');
  expect(ids.get('C++')).toMatch(/^c-\w{10}$/);
  expect(ids.get('Über Größe')).toBe('uber-große');
  expect(new Set(ids.values()).size).toBe(names.length);
  expect(new Map([...subtopicIds(names.toReversed())].sort())).toEqual(new Map([...ids].sort()));
});
