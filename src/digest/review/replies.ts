import type { Messenger } from '../../ports/messenger.ts';
import type { Issue } from '../../ports/store/ledger.ts';
import type { Store } from '../../ports/store/store.ts';
import { answersWithin } from '../../time/deadline.ts';
import type { LocalDate } from '../../topics/calendar/local-date.ts';
import type { Place } from '../../topics/place.ts';
import { isExtra } from '../deliver/deliver.ts';

/** A digest below which people wrote. */
export interface Discussion {
  readonly localDate: LocalDate;
  readonly replies: number;
  /** The address of the digest. */
  readonly url?: string;
  /** The ids of its papers. */
  readonly papers: readonly string[];
}

/** A week has at most seven digests. */
const digestsAsked = 8;
/** A review waits so long for its platform, in milliseconds, then says nothing of replies. */
const waitMs = 5_000;
const mostShown = 3;

interface RepliesDeps {
  readonly store: Pick<Store, 'postedIssues'>;
  readonly messengerOf: (platform: string) => Messenger | undefined;
}

/**
 * The digests of a place since a date below which people wrote, the busiest first. The platform tells how many messages
 * there are, and none of their words is read.
 */
export async function discussionsSince(
  place: Place,
  since: LocalDate,
  { store, messengerOf }: RepliesDeps,
): Promise<readonly Discussion[]> {
  const messenger = messengerOf(place.platform);
  if (messenger?.repliesTo === undefined) return [];
  const issues = (await store.postedIssues(place, digestsAsked)).filter(
    ({ localDate }) => localDate >= since,
  );
  const asked = Promise.all(issues.map((issue) => discussionOf(issue, messenger)));
  const all = await answersWithin(waitMs, asked).catch((): (Discussion | undefined)[] => []);
  return all
    .filter((each): each is Discussion => each !== undefined)
    .toSorted((a, b) => b.replies - a.replies)
    .slice(0, mostShown);
}

async function discussionOf(
  { place, localDate, parts }: Issue,
  messenger: Messenger,
): Promise<Discussion | undefined> {
  const [first, ...others] = parts.filter(({ status }) => status === 'sent');
  const ref = first?.ref;
  if (ref === undefined) return undefined;
  const all = await messenger.repliesTo?.({ place, ref }).catch(() => undefined);
  const own = others.filter(
    (part) => isExtra(part) || (ref.thread !== undefined && part.ref?.thread === ref.thread),
  );
  const replies = (all ?? 0) - own.length;
  if (replies <= 0) return undefined;
  const url = await messenger.linkTo?.({ place, ref }).catch(() => undefined);
  const papers = parts.flatMap((part) => part.papers);
  return url === undefined ? { localDate, replies, papers } : { localDate, replies, papers, url };
}
