import { createFetcher, type FetcherOptions } from '../../../../adapters/feeds/http/create-fetcher.ts';
import { FeedError } from '../../../../src/errors.ts';
import { memoryHostStore } from '../../fakes/memory-host-store.ts';
import { silentLogger } from '../../fakes/silent-logger.ts';

/** A clock that moves only by sleeping. */
export function stepClock(start = Date.parse('2026-10-07T12:00:00Z')) {
  let now = start;
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

export const agent = 'Paperboy/0.1.0 (+mailto:ada@example.org)';
export const asFeed = { accept: 'application/rss+xml, */*' };
export const feed = '<?xml version="1.0"?><rss version="2.0"><channel/></rss>';

/** A fetcher with a step clock. The deadlines of the network run on real time. */
export function fetcherWith(options: Partial<FetcherOptions> = {}) {
  const clock = stepClock();
  const store = memoryHostStore();
  const rest = {
    host: 'arxiv',
    clock,
    store,
    logger: silentLogger,
    userAgent: agent,
    sleep: clock.sleep,
  } as const;
  return { clock, store, fetcher: createFetcher({ ...rest, ...options }) };
}

/** The FeedError of a call that has to fail. */
export async function failure(call: Promise<unknown>): Promise<FeedError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof FeedError) return error;
    throw error;
  }
  throw new Error('it should have failed');
}
