import { defined } from '../../defined.ts';
import type { FeedInfo } from '../../ports/feed.ts';
import type { HostState, HostStore, IntakeStore, SourceState } from '../../ports/store/intake.ts';

/** A feed, with what the store has about it and its host. */
export interface FeedView extends FeedInfo {
  readonly state?: SourceState;
  readonly hostState?: HostState;
}

/** Why a feed brings no papers. */
export interface FeedTrouble {
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  /** For operators: `it refused (429)`. */
  readonly reason: string;
  /** Milliseconds since 1970; absent when it was never read. */
  readonly lastReadAt?: number;
  /** The next try, in milliseconds since 1970; absent when it is due. */
  readonly waitsUntil?: number;
  /** Nothing was read for more than a day, or the newest items could not be read, so new papers may be missing. */
  readonly isStale: boolean;
}

const dayMs = 24 * 60 * 60_000;
/** Milliseconds after which an overdue round has no bot to run it: rounds begin within a minute. */
const overdueMs = 2 * 60 * 60_000;

/** Reads what the store has about the feeds, in their order. */
export async function loadFeedViews(
  feeds: readonly FeedInfo[],
  store: Pick<IntakeStore, 'sources'> & Pick<HostStore, 'host'>,
): Promise<FeedView[]> {
  if (feeds.length === 0) return [];
  const states = new Map((await store.sources()).map((state) => [state.name, state]));
  const names = [...new Set(feeds.map(({ host }) => host))];
  const hosts = new Map(
    await Promise.all(names.map(async (name) => [name, await store.host(name)] as const)),
  );
  return feeds.map((feed) => ({
    ...feed,
    ...defined({ state: states.get(feed.name), hostState: hosts.get(feed.host) }),
  }));
}

/** The feeds that cannot be read now. A feed that waits as planned, for example over a weekend, is not in trouble. */
export function feedTrouble(feeds: readonly FeedView[], now: number): FeedTrouble[] {
  return feeds.flatMap((feed) => {
    const found = refusal(feed, now) ?? failure(feed, now) ?? neglect(feed, now);
    if (found === undefined) return [];
    const { lastSuccessAt } = feed.state ?? {};
    const isStale = lastSuccessAt === undefined || now - lastSuccessAt > dayMs || isUnread(feed);
    return [
      { name: feed.name, label: feed.label, ...found, isStale, ...defined({ lastReadAt: lastSuccessAt }) },
    ];
  });
}

/** The last round failed although the host answered: half of the items or more could not be read. */
function isUnread({ state }: FeedView): boolean {
  const { failures = 0, lastRound } = state ?? {};
  return failures > 0 && lastRound !== undefined && lastRound.rejected > 0
    ? lastRound.rejected * 2 >= lastRound.seen
    : false;
}

type Found = Pick<FeedTrouble, 'reason' | 'waitsUntil'>;

/** The host refuses us, and the feed has failed or would be due before the refusal ends. */
function refusal({ state, hostState }: FeedView, now: number): Found | undefined {
  const { refusedUntil = 0, refusal: reason = 'its host refused us' } = hostState ?? {};
  const { nextAt = 0 } = state ?? {};
  const isHit = refusedUntil > now && (nextAt < refusedUntil || (state?.failures ?? 0) > 0);
  return isHit ? { reason, waitsUntil: Math.max(refusedUntil, nextAt) } : undefined;
}

function failure({ state }: FeedView, now: number): Found | undefined {
  if (state === undefined || state.failures === 0) return undefined;
  const { note = 'it could not be read', nextAt = 0 } = state;
  return { reason: note, ...defined({ waitsUntil: nextAt > now ? nextAt : undefined }) };
}

function neglect({ state }: FeedView, now: number): Found | undefined {
  return state?.nextAt !== undefined && now - state.nextAt > overdueMs
    ? { reason: 'nobody has read it since it was due: it is read while the bot runs' }
    : undefined;
}
