import { expect, it } from 'vitest';
import { nextDays } from '../../../adapters/feeds/huggingface/round.ts';
import { readThrough } from '../../../src/intake/rounds/read-through.ts';

it.each([
  [{ version: 1, through: '2026-08-21', days: {} }, '2026-08-21'],
  [{ version: 1, done: '2026-09-24', gaps: [] }, '2026-09-24'],
  [nextDays(undefined, Date.parse('2026-05-04T08:00Z')).cursor, '2026-05-04'],
  [{ through: 'yesterday' }, undefined],
  [{}, undefined],
  [7, undefined],
  ['2026-08-21', undefined],
  [null, undefined],
  [undefined, undefined],
])('%j is read through %s', (cursor, day) => expect(readThrough(cursor)).toBe(day));
