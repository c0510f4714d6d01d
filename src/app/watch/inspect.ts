import { defined } from '../../defined.ts';
import { lateMs, readHealth } from '../../digest/deliver/health.ts';
import { feedsOfAll } from '../../intake/rounds/added-feeds.ts';
import { type FeedView, loadFeedViews } from '../../intake/rounds/feed-trouble.ts';
import type { Clock } from '../../ports/clock-and-logger.ts';
import type { DigestFigure } from '../../ports/store/figures.ts';
import { answersWithin } from '../../time/deadline.ts';
import type { StoreLifetime } from '../services/store-lifetime.ts';

/**
 * What has to be right for the bot to do its work.
 *
 * | check     | fails when                                                           |
 * |-----------|----------------------------------------------------------------------|
 * | `index`   | stored papers are still being read                                   |
 * | `store`   | the database does not answer within 5 s                              |
 * | `queue`   | the job queue does not answer within 5 s, or no jobs run yet         |
 * | `clock`   | due digests have not been looked for within the last three minutes   |
 * | `digests` | a digest has been due for three minutes                              |
 */
export const checkNames = ['index', 'store', 'queue', 'clock', 'digests'] as const;
type CheckName = (typeof checkNames)[number];

/** What the health of a process was found to be. */
export interface Inspection {
  /** What is wrong, in a few words without an address. Empty when all is well. */
  readonly problems: Readonly<Partial<Record<CheckName, string>>>;
  /** Milliseconds since due digests were last looked for. */
  readonly tickAgeMs?: number;
  /** Jobs that wait or run. */
  readonly jobs?: number;
  readonly figures: readonly DigestFigure[];
  /** Those that are set, then those that people have added. */
  readonly feeds: readonly FeedView[];
}

const answerMs = 5_000;

type Services = Pick<StoreLifetime, 'state' | 'open' | 'figures' | 'jobs'>;

interface InspectOptions {
  readonly clock: Clock;
  readonly startedAt: number;
  /** Jobs should run in this process. */
  readonly runsJobs: boolean;
}

/** Looks at the store and the queue. Never throws, and takes some 5 s at most. */
export async function inspect(
  services: Services,
  { clock, startedAt, runsJobs }: InspectOptions,
): Promise<Inspection> {
  const { state } = services;
  const isWhole = state === 'whole' || state === 'working';
  const index = isWhole ? undefined : 'stored papers are still being read';
  if (!isWhole && state !== 'reading')
    return { problems: { ...defined({ index }), store: 'the database is not open' }, figures: [], feeds: [] };
  const [store, jobs] = await Promise.all([
    answersWithin(answerMs, readStore(services, clock)).catch(() => undefined),
    answersWithin(answerMs, services.jobs()).catch(() => 'the job queue does not answer' as const),
  ]);
  const missing = runsJobs && jobs === undefined ? 'no jobs run yet' : undefined;
  const queue = typeof jobs === 'string' ? jobs : missing;
  const count = defined({ jobs: typeof jobs === 'number' ? jobs : undefined });
  if (store === undefined) {
    const problems = { ...defined({ index, queue }), store: 'the database does not answer' };
    return { problems, ...count, figures: [], feeds: [] };
  }
  const { health, ...counted } = store;
  // Before the first look, the bot has only just started.
  const silentMs = health.tickAgeMs ?? clock.now() - startedAt;
  const problems = defined({
    index,
    queue,
    clock:
      silentMs > lateMs
        ? `due digests were last looked for ${Math.round(silentMs / 60_000)} minutes ago`
        : undefined,
    digests: health.overdue > 0 ? `digests are late in ${health.overdue} channels` : undefined,
  });
  return { problems, ...count, ...counted, ...defined({ tickAgeMs: health.tickAgeMs }) };
}

async function readStore(services: Services, clock: Clock) {
  const opened = await services.open();
  const [health, figures, feeds] = await Promise.all([
    readHealth(opened),
    services.figures(clock.now()),
    feedsOfAll(opened).then((read) => loadFeedViews(read, opened.store)),
  ]);
  return { health, figures, feeds };
}
