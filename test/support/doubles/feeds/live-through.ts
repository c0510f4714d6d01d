import { FeedError } from '../../../../src/errors.ts';
import type { Feed, FeedPage } from '../../../../src/ports/feed.ts';
import type { FeedServer } from './feed-server.ts';
import type { stepClock } from './with-server.ts';

export interface Round {
  /** To the minute: `2026-11-23T05:40Z`. */
  readonly at: string;
  readonly pages: readonly FeedPage[];
  /** Paths that were requested. */
  readonly asked: readonly string[];
  /** Ids of new papers, in the order in which they came. */
  readonly added: readonly string[];
  readonly note?: string | undefined;
  readonly isUnread?: true | undefined;
  readonly failed?: FeedError;
  readonly nextAt: number;
}

export interface Life {
  feed: Feed;
  readonly clock: ReturnType<typeof stepClock>;
  readonly server: FeedServer;
  cursor: unknown;
}

/** One round as the bot runs it: the cursor of each page is kept as JSON, even if the round fails later. */
export async function runRound(life: Life, mostPages = Number.POSITIVE_INFINITY): Promise<Round> {
  const { feed, clock, server } = life;
  const at = `${new Date(clock.now()).toISOString().slice(0, 16)}Z`;
  const before = server.requests.length;
  const pages: FeedPage[] = [];
  const reading = feed.read(life.cursor, clock.now());
  const round = (end: Pick<Round, 'nextAt' | 'note' | 'failed' | 'isUnread'>): Round => ({
    at,
    pages,
    asked: server.requests.slice(before).map(({ path }) => path),
    added: pages.flatMap(({ records }) => records.filter(({ isNew }) => isNew).map(idOf)),
    ...end,
  });
  try {
    for (;;) {
      const step = await reading.next();
      if (step.done) return round(step.value);
      pages.push(step.value);
      life.cursor = JSON.parse(JSON.stringify(step.value.cursor));
      if (pages.length >= mostPages) return round({ nextAt: clock.now(), note: 'cut off' });
    }
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    return round({ failed: error, nextAt: clock.now() + (error.retryAfterMs ?? 15 * 60_000) });
  } finally {
    await reading.return({ nextAt: 0 });
  }
}

/** Runs every round that is due before the instant, each at its time. */
export async function liveUntil(life: Life, until: string): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (;;) {
    const round = await runRound(life);
    rounds.push(round);
    if (round.nextAt <= life.clock.now()) throw new Error(`no time passes after ${round.at}`);
    if (round.nextAt >= Date.parse(until)) break;
    life.clock.pass(round.nextAt - life.clock.now());
  }
  life.clock.pass(Math.max(0, Date.parse(until) - life.clock.now()));
  return rounds;
}

const idOf = (record: FeedPage['records'][number]) => record.paper.arxivId ?? record.paper.id;
