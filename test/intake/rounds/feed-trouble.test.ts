import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../src/intake/rounds/counts.ts';
import { type FeedView, feedTrouble } from '../../../src/intake/rounds/feed-trouble.ts';
import type { HostState, SourceState } from '../../../src/ports/store/intake.ts';

const now = Date.parse('2026-05-04T12:00Z');
const hour = 60 * 60_000;

const feed = (state?: Partial<SourceState>, hostState?: Partial<HostState>): FeedView => ({
  name: 'arxiv:cs.LG',
  host: 'arxiv',
  label: 'arXiv (cs.LG)',
  readThrough: () => undefined,
  ...(state && { state: { name: 'arxiv:cs.LG', totals: noCounts, failures: 0, ...state } }),
  ...(hostState && { hostState: { host: 'arxiv', refusals: 0, ...hostState } }),
});
const troubleOf = (...given: Parameters<typeof feed>) => feedTrouble([feed(...given)], now)[0];

describe('no trouble is', () => {
  it.each([
    ['a feed that was just set up', undefined],
    ['one that was read and waits for its next round', { lastSuccessAt: now - hour, nextAt: now + hour }],
    ['one that waits over a long weekend', { lastSuccessAt: now - 80 * hour, nextAt: now + 10 * hour }],
    ['one that is due now', { lastSuccessAt: now - 25 * hour, nextAt: now - hour }],
  ] as const)('%s', (_, state) => expect(troubleOf(state)).toBeUndefined());
  it('a refusal that is over, or that ends before the next round', () => {
    const state = { lastSuccessAt: now - hour, nextAt: now + 3 * hour };
    expect(troubleOf(state, { refusedUntil: now - 1, refusal: '429' })).toBeUndefined();
    expect(troubleOf(state, { refusedUntil: now + hour, refusal: '429' })).toBeUndefined();
  });
});

describe('trouble is', () => {
  it('a failure, with its reason and the next try', () => {
    const state = { lastSuccessAt: now - hour, failures: 1, nextAt: now + hour, note: 'no whole answer' };
    expect(troubleOf(state)).toEqual({
      name: 'arxiv:cs.LG',
      label: 'arXiv (cs.LG)',
      reason: 'no whole answer',
      waitsUntil: now + hour,
      lastReadAt: now - hour,
      isStale: false,
    });
    expect(troubleOf({ ...state, nextAt: now })?.waitsUntil).toBeUndefined();
  });
  it('a refusal by the host, which goes before what the feed itself says', () => {
    const state = { lastSuccessAt: now - hour, failures: 2, nextAt: now + hour, note: 'something' };
    const trouble = troubleOf(state, { refusedUntil: now + 5 * hour, refusal: 'arXiv answered 429' });
    expect(trouble).toMatchObject({ reason: 'arXiv answered 429', waitsUntil: now + 5 * hour });
    expect(troubleOf(undefined, { refusedUntil: now + 5 * hour })).toMatchObject({ isStale: true });
  });
  it('stale after more than a day without success, or without any', () => {
    const failing = { failures: 9, nextAt: now + hour, note: 'no' };
    expect(troubleOf({ ...failing, lastSuccessAt: now - 24 * hour })?.isStale).toBe(false);
    expect(troubleOf({ ...failing, lastSuccessAt: now - 24 * hour - 1 })?.isStale).toBe(true);
    expect(troubleOf(failing)).toMatchObject({ isStale: true });
    expect(troubleOf(failing)?.lastReadAt).toBeUndefined();
  });
  it.each([
    ['all', { seen: 72, rejected: 72 }, true],
    ['half', { seen: 2, rejected: 1 }, true],
    ['few', { seen: 72, rejected: 2 }, false],
  ] as const)(
    'stale at once or later, when %s items of the last round could not be read',
    (_, counts, isStale) => {
      const lastRound = { ...noCounts, ...counts };
      const state = { lastSuccessAt: now - hour, failures: 1, nextAt: now + hour, lastRound };
      expect(troubleOf(state)?.isStale).toBe(isStale);
      expect(troubleOf({ ...state, failures: 0 })).toBeUndefined();
    },
  );
  it('a round that nobody runs', () =>
    expect(troubleOf({ lastSuccessAt: now - 30 * hour, nextAt: now - 6 * hour })).toMatchObject({
      reason: expect.stringContaining('while the bot runs'),
      isStale: true,
    }));
});
