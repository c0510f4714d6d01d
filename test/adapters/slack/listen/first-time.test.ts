import { expect, test } from 'vitest';
import { createSeen } from '../../../../adapters/slack/listen/first-time.ts';

test('seen: once each, for as long as Slack tries again, in bounded memory', () => {
  let now = 0;
  const seen = createSeen({ now: () => now }, { ttlMs: 1_000, most: 3 });
  expect(['a', 'a', 'b'].map((id) => seen.isFirst(id))).toEqual([true, false, true]);
  now = 999;
  expect(seen.isFirst('a')).toBe(false);
  now = 1_000;
  expect(seen.isFirst('a')).toBe(true);
  for (const id of ['c', 'd', 'e', 'f']) seen.isFirst(id);
  expect(seen.isFirst('f')).toBe(false);
  expect(seen.isFirst('a')).toBe(true);
});
