import { expect, test } from 'vitest';
import { noteId, subtopicIds } from '../../src/corpus/note.ts';

test('ids never change: channels have saved them', () => {
  expect(noteId('Does RL training follow predictable scaling curves?')).toMatchInlineSnapshot(
    `"nah78mm2cb6"`,
  );
});

test('ids can be typed', () => {
  expect(noteId('日本語')).toMatch(/^n[0-9a-hjkmnp-tv-z]{10}$/);
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
