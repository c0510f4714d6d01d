import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArxivCursor,
  leaveToLists,
  parseArxivCursor,
  waitFor,
  withoutGap,
} from '../../../../adapters/feeds/arxiv/cursor.ts';
import { nextArxivRound, nextRound } from '../../../../adapters/feeds/arxiv/round.ts';

const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString().replace(':00.000Z', 'Z');
const delayMs = 10 * 60_000;
const first = parseArxivCursor(undefined);
const done = (date: string, more: Partial<ArxivCursor> = {}): ArxivCursor => ({
  ...first,
  done: date,
  ...more,
});
const waiting = (why: 'late' | 'same' | 'empty' | 'refused', since: string, retryAt: string) =>
  done('2026-11-23', { wait: { date: '2026-11-24', why, since: at(since), retryAt: at(retryAt) } });

/** As one line: `rss 2026-11-24, gaps 2026-11-19..2026-11-20`. */
function planned(cursor: ArxivCursor, now: string): string {
  const plan = nextRound(cursor, at(now), delayMs);
  const gaps = plan.cursor.gaps.map((gap) => `${gap.first}..${gap.last}`);
  return [plan.rss && `rss ${plan.rss}`, gaps.length > 0 && `gaps ${gaps.join(' ')}`, plan.note]
    .filter(Boolean)
    .join(', ');
}

describe('nextRound', () => {
  // All in New York's winter, five hours behind; announcements of the 23rd to the 26th, then the 30th.
  it.each<[string, ArxivCursor, string, string]>([
    ['the first round asks for today', first, '2026-11-24T05:40Z', 'rss 2026-11-24'],
    ['… at any time of the day', first, '2026-11-25T04:59Z', 'rss 2026-11-24'],
    ['… but not before RSS is made', first, '2026-11-24T05:39Z', ''],
    ['… nor at a weekend', first, '2026-11-22T12:00Z', ''],
    ['the next day', done('2026-11-23'), '2026-11-24T05:40Z', 'rss 2026-11-24'],
    ['not twice a day', done('2026-11-24'), '2026-11-24T08:00Z', ''],
    ['not right after midnight, when RSS is being made', done('2026-11-24'), '2026-11-25T05:10Z', ''],
    [
      'Thanksgiving has the announcement of the evening before',
      done('2026-11-25'),
      '2026-11-26T06:00Z',
      'rss 2026-11-26',
    ],
    ['the day after has none', done('2026-11-26'), '2026-11-27T06:00Z', ''],
    ['and then comes Monday', done('2026-11-26'), '2026-11-30T06:00Z', 'rss 2026-11-30'],
    [
      'a day was missed',
      done('2026-11-23'),
      '2026-11-25T06:00Z',
      'rss 2026-11-25, gaps 2026-11-24..2026-11-24',
    ],
    [
      '… and is a gap before RSS is made',
      done('2026-11-23'),
      '2026-11-25T05:10Z',
      'gaps 2026-11-24..2026-11-24',
    ],
    ['… or at a weekend', done('2026-11-18'), '2026-11-21T06:00Z', 'gaps 2026-11-19..2026-11-20'],
    [
      'an absence of more than a month',
      done('2026-01-02'),
      '2026-11-22T06:00Z',
      'gaps 2026-10-23..2026-11-20, announcements from 2026-01-05 until 2026-10-23 are left out: they are too old',
    ],
    [
      'late: not asked again yet',
      waiting('late', '2026-11-24T05:40Z', '2026-11-24T06:40Z'),
      '2026-11-24T06:39Z',
      '',
    ],
    [
      'late: asked again',
      waiting('late', '2026-11-24T05:40Z', '2026-11-24T06:40Z'),
      '2026-11-24T06:40Z',
      'rss 2026-11-24',
    ],
    [
      'late for six hours',
      waiting('late', '2026-11-24T05:40Z', '2026-11-24T06:40Z'),
      '2026-11-24T11:40Z',
      'gaps 2026-11-24..2026-11-24',
    ],
    [
      'the same papers again until 22:30',
      waiting('same', '2026-11-25T02:00Z', '2026-11-25T03:00Z'),
      '2026-11-25T03:30Z',
      'gaps 2026-11-24..2026-11-24',
    ],
    [
      'refused: left to the lists',
      waiting('refused', '2026-11-24T05:40Z', '2026-11-24T05:40Z'),
      '2026-11-24T06:10Z',
      'gaps 2026-11-24..2026-11-24',
    ],
    [
      'empty: asked again, however late',
      waiting('empty', '2026-11-24T05:40Z', '2026-11-24T11:40Z'),
      '2026-11-25T04:00Z',
      'rss 2026-11-24',
    ],
    [
      'an announcement that was waited for is missed',
      waiting('late', '2026-11-24T05:40Z', '2026-11-24T06:40Z'),
      '2026-11-25T06:00Z',
      'rss 2026-11-25, gaps 2026-11-24..2026-11-24',
    ],
    [
      '… also in the first round',
      waitFor(first, '2026-11-24', 'late', at('2026-11-24T06:00Z')) ?? first,
      '2026-11-25T06:00Z',
      'rss 2026-11-25, gaps 2026-11-24..2026-11-24',
    ],
    ['a clock that was wrong', done('2031-01-01'), '2026-11-24T06:00Z', 'rss 2026-11-24'],
  ])('%s', (_, cursor, now, wanted) => {
    expect(planned(cursor, now)).toBe(wanted);
  });

  it('gives up a gap that could not be read for two months', () => {
    const gaps = [
      { first: '2026-08-03', last: '2026-08-07' },
      { first: '2026-09-14', last: '2026-10-02' },
    ];
    const given = done('2026-11-24', { gaps, progress: { by: 'oai', category: 1 } });
    const { cursor } = nextRound(given, at('2026-11-24T12:00Z'), delayMs);
    expect(cursor).toEqual(done('2026-11-24', { gaps: [{ first: '2026-09-25', last: '2026-10-02' }] }));
  });

  it('keeps a gap from a wrong clock behind today’s gaps', () => {
    const ahead = { first: '2031-01-01', last: '2031-01-01', askFrom: '2031-01-02' };
    const given = done('2026-11-23', { gaps: [ahead], progress: { by: 'oai', category: 1 } });
    const { cursor } = nextRound(given, at('2026-11-25T12:00Z'), delayMs);
    const plan = nextRound(cursor, at('2026-11-25T13:00Z'), delayMs);
    expect(plan.cursor.gaps).toEqual([{ first: '2026-11-24', last: '2026-11-24' }, ahead]);
    expect(plan.cursor.progress).toBeUndefined();
  });

  it('notes the largest id before a gap, and keeps earlier gaps first', () => {
    const before = leaveToLists(done('2026-11-18', { largestId: '2611.01000' }), '2026-11-19');
    const { cursor } = nextRound({ ...before, largestId: '2611.02000' }, at('2026-11-24T06:00Z'), delayMs);
    expect(cursor.gaps).toEqual([
      { first: '2026-11-19', last: '2026-11-19', after: '2611.01000' },
      { first: '2026-11-20', last: '2026-11-23', after: '2611.02000' },
    ]);
    expect(cursor.done).toBe('2026-11-23');
  });
});

describe('withoutGap', () => {
  const [first, last, after] = ['2026-11-24', '2026-11-24', '2611.01000'];
  const found = true;
  it.each([
    [
      'keeps a gap without a find on its own day until tomorrow',
      { first, last, after },
      '2026-11-24',
      '2026-11-25',
    ],
    ['closes a gap with a find', { first, last, after, found } as const, '2026-11-24'],
    ['closes a gap on a later day', { first, last, after }, '2026-11-25'],
    ['closes a gap from a wrong clock', { first: '2031-01-01', last: '2031-01-01' }, '2026-11-24'],
  ])('%s', (_, gap, today, askFrom?) => {
    const { gaps, progress } = withoutGap(
      done(last, { gaps: [gap], progress: { by: 'oai', category: 1 } }),
      today,
    );
    expect(gaps).toEqual(askFrom === undefined ? [] : [{ ...gap, askFrom }]);
    expect(progress).toBeUndefined();
  });
});

describe('any cursor', () => {
  const date = fc.date({ noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10));
  const instant = fc.integer();
  const why = fc.constantFrom('late', 'same', 'empty', 'refused');
  const cursor = fc.oneof(
    fc.anything(),
    fc.record(
      {
        version: fc.constant(1),
        gaps: fc.array(fc.record({ first: date, last: date })),
        done: date,
        wait: fc.record({ date, since: instant, retryAt: instant, why }),
      },
      { requiredKeys: ['version', 'gaps'] },
    ),
  );

  it('gives a round for today and the missed days of a month, and the next round within six days', () => {
    const anyTime = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2028-01-01T00:00Z') });
    fc.assert(
      fc.property(cursor, anyTime, (given, now) => {
        const known = parseArxivCursor(given);
        const plan = nextRound(known, now, delayMs);
        for (const { first, last } of plan.cursor.gaps) {
          expect(first <= last).toBe(true);
          expect(now - at(first)).toBeLessThan(62 * 24 * 3_600_000);
        }
        if (plan.rss !== undefined) expect(Math.abs(now - at(plan.rss))).toBeLessThan(30 * 3_600_000);
        const next = nextArxivRound(plan.cursor, now, delayMs);
        expect(next).toBeGreaterThan(now);
        expect(next - now).toBeLessThan(6 * 24 * 3_600_000);
      }),
    );
  });
});

describe('nextArxivRound', () => {
  it.each<[string, ArxivCursor, string, string]>([
    ['the next morning', done('2026-11-24'), '2026-11-24T06:00Z', '2026-11-25T05:40Z'],
    ['this morning', done('2026-11-24'), '2026-11-25T05:10Z', '2026-11-25T05:40Z'],
    ['over Thanksgiving', done('2026-11-26'), '2026-11-26T06:00Z', '2026-11-30T05:40Z'],
    ['over the end of summer time', done('2026-10-30'), '2026-10-30T06:00Z', '2026-11-02T05:40Z'],
    ['and of winter time', done('2027-03-12'), '2027-03-12T06:00Z', '2027-03-15T04:40Z'],
    [
      'after the pause',
      waiting('late', '2026-11-24T05:40Z', '2026-11-24T06:40Z'),
      '2026-11-24T05:41Z',
      '2026-11-24T06:40Z',
    ],
    [
      'on Saturday for a Friday without a find',
      done('2026-11-20', { gaps: [{ first: '2026-11-20', last: '2026-11-20', askFrom: '2026-11-21' }] }),
      '2026-11-20T12:00Z',
      '2026-11-21T05:40Z',
    ],
    ['at the first start on a Saturday', first, '2026-11-21T12:00Z', '2026-11-23T05:40Z'],
  ])('%s', (_, cursor, now, wanted) => {
    expect(iso(nextArxivRound(cursor, at(now), delayMs))).toBe(wanted);
  });
});

describe('parseArxivCursor', () => {
  it.each<[string, unknown]>([
    ['none', undefined],
    ['another version', { version: 2, gaps: [] }],
    ['not an object', 'cs.LG'],
    ['an impossible date', { version: 1, done: '2026-02-30', gaps: [] }],
    ['a gap that ends before it begins', { version: 1, gaps: [{ first: '2026-11-20', last: '2026-11-19' }] }],
  ])('%s is as at first', (_, cursor) => {
    expect(parseArxivCursor(cursor)).toEqual({ version: 1, gaps: [] });
  });

  it('is the same after a round trip through JSON', () => {
    const cursor = waiting('same', '2026-11-24T05:40Z', '2026-11-24T06:40Z');
    expect(parseArxivCursor(JSON.parse(JSON.stringify(cursor)))).toEqual(cursor);
  });

  it('is kept except for progress of the search API, which is no longer used', () => {
    const cursor = done('2026-11-24', { gaps: [{ first: '2026-11-20', last: '2026-11-23' }] });
    const progress = { by: 'api', from: at('2026-11-18T00:00Z'), start: 1000 };
    expect(parseArxivCursor({ ...cursor, progress })).toEqual(cursor);
  });
});
