import { expect, test } from 'vitest';
import { createRecentIds } from '../../../adapters/slack/context.ts';

test('an id is new once while it is remembered, and memory is bounded', () => {
  let now = 0;
  const ids = createRecentIds({ now: () => now }, { ttlMs: 1_000, maxIds: 3 });
  expect(['a', 'a', 'b'].map((id) => ids.isFirst(id))).toEqual([true, false, true]);
  now = 999;
  expect(ids.isFirst('a')).toBe(false);
  now = 1_000;
  expect(ids.isFirst('a')).toBe(true);
  for (const id of ['c', 'd', 'e', 'f']) ids.isFirst(id);
  expect(ids.isFirst('f')).toBe(false);
  expect(ids.isFirst('a')).toBe(true);
});

test('what has no id is always new', () => {
  const ids = createRecentIds({ now: () => 0 });
  expect([ids.isFirst(undefined), ids.isFirst(undefined)]).toEqual([true, true]);
});
