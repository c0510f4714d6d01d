import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedProblem } from '../../../src/errors.ts';
import { backOffMs } from '../../../src/intake/rounds/run-feed.ts';

const minute = 60_000;
const hour = 60 * minute;
const problems: readonly FeedProblem[] = ['refused', 'unreachable', 'unreadable', 'mistake'];
/** The first failure and those after it, in minutes, without what a name adds. */
const minutesOf = (problem: FeedProblem, count: number) =>
  Array.from({ length: count }, (_, before) => backOffMs({ problem, before, name: '' }) / minute).map(
    (each) => Math.floor(each),
  );

describe('a feed that failed is left alone', () => {
  it.each([
    ['refused', [15, 30, 60, 120, 240, 480, 720, 720]],
    ['unreachable', [5, 10, 20, 40, 80, 160, 320, 360, 360]],
    ['unreadable', [60, 120, 240, 480, 720, 720]],
    ['mistake', [1440, 1440]],
  ] as const)('%s: %j minutes', (problem, minutes) =>
    expect(minutesOf(problem, minutes.length)).toEqual(minutes),
  );

  it('for as long as its host asked, but for a week at most', () => {
    const asked = (retryAfterMs: number) =>
      backOffMs({ problem: 'refused', before: 0, name: '', retryAfterMs });
    expect(Math.floor(asked(90 * minute) / minute)).toBe(90);
    expect(Math.floor(asked(minute) / minute)).toBe(15);
    expect(Math.floor(asked(10 * 365 * 24 * hour) / hour)).toBe(7 * 24);
    expect(Math.floor(asked(-hour) / minute)).toBe(15);
  });

  it('never shorter than asked or after more failures, and bounded, whatever happened', () => {
    const failing = fc.record({
      problem: fc.constantFrom(...problems),
      before: fc.integer({ min: 0, max: 10_000 }),
      name: fc.string(),
      retryAfterMs: fc.integer({ min: 0, max: 7 * 24 * hour }),
    });
    fc.assert(
      fc.property(failing, (each) => {
        const wait = backOffMs(each);
        expect(wait).toBeGreaterThanOrEqual(each.retryAfterMs);
        expect(wait).toBeLessThanOrEqual(1.1 * 7 * 24 * hour);
        expect(backOffMs({ ...each, before: each.before + 1 })).toBeGreaterThanOrEqual(wait);
        expect(backOffMs(each)).toBe(wait);
      }),
    );
  });

  it('not to the same minute for all feeds of a host', () => {
    const names = ['arxiv:cs.LG', 'arxiv:cs.CL', 'arxiv:stat.ML', 'arxiv:cs.CV', 'arxiv:math.OC'];
    const waits = names.map((name) =>
      Math.floor(backOffMs({ problem: 'refused', before: 4, name }) / minute),
    );
    expect(new Set(waits).size).toBeGreaterThan(2);
  });
});
