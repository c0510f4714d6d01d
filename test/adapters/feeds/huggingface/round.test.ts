import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DaysCursor, nextDays } from '../../../../adapters/feeds/huggingface/round.ts';

const at = (text: string) => Date.parse(text);
const now = at('2026-11-22T12:00Z');
const read = (when: string) => ({ pages: [{ full: false, etag: '"a"' }], readAt: at(when) });
const cursorOf = (through: string, days: DaysCursor['days']): DaysCursor => ({ version: 1, through, days });

describe('nextDays', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['at first', undefined, ['2026-11-20', '2026-11-21', '2026-11-22']],
    [
      'with days that were read after they had ended',
      cursorOf('2026-11-21', {
        '2026-11-18': read('2026-11-20T00:00Z'),
        '2026-11-19': read('2026-11-20T00:00Z'),
      }),
      ['2026-11-20', '2026-11-21', '2026-11-22'],
    ],
    [
      'with one that was read while it lasted',
      cursorOf('2026-11-19', { '2026-11-19': read('2026-11-19T23:59Z') }),
      ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-19'],
    ],
    [
      'with one that failed just now',
      cursorOf('2026-11-21', { '2026-11-18': { pages: [], failedAt: now - 60_000 } }),
      ['2026-11-20', '2026-11-21', '2026-11-22'],
    ],
    [
      'with one that failed this morning',
      cursorOf('2026-11-21', { '2026-11-18': { pages: [], failedAt: at('2026-11-22T06:00Z') } }),
      ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-18'],
    ],
    [
      'with one that is too old',
      cursorOf('2026-11-21', { '2026-10-22': { pages: [] }, '2026-10-23': { pages: [] } }),
      ['2026-11-20', '2026-11-21', '2026-11-22', '2026-10-23'],
    ],
  ])('%s', (_, cursor, dates) => {
    expect(nextDays(cursor, now).dates).toEqual(dates);
  });

  it('keeps the validators of recent days', () => {
    const day = read('2026-11-21T23:00Z');
    const { cursor } = nextDays(cursorOf('2026-11-21', { '2026-11-21': day }), now);
    expect(cursor.days['2026-11-21']).toEqual(day);
    expect(cursor.days['2026-11-22']).toEqual({ pages: [] });
  });

  it('never throws, and asks for the recent days and a month at most', () => {
    const date = fc.date({ noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10));
    const day = fc.record(
      { pages: fc.array(fc.record({ full: fc.boolean() })), readAt: fc.double(), failedAt: fc.double() },
      { requiredKeys: ['pages'] },
    );
    const cursor = fc.oneof(
      fc.anything(),
      fc.record({ version: fc.constant(1), through: date, days: fc.dictionary(date, day) }),
    );
    fc.assert(
      fc.property(cursor, (given) => {
        const { dates } = nextDays(given, now);
        expect(dates.slice(0, 3)).toEqual(['2026-11-20', '2026-11-21', '2026-11-22']);
        expect(dates.length).toBeLessThanOrEqual(31);
        expect([...new Set(dates.slice(3))].sort()).toEqual(dates.slice(3));
      }),
    );
  });
});
