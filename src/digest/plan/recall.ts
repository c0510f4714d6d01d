import { commandLine } from '../../cards/builders.ts';
import { DeliveryError } from '../../errors.ts';
import type { Clock } from '../../ports/clock-and-logger.ts';
import type { Messenger, Posted, PostedSince } from '../../ports/messenger.ts';
import type { Store } from '../../ports/store/store.ts';
import { dateAt, type LocalDate } from '../../topics/calendar/local-date.ts';
import type { PlaceState } from '../../topics/place.ts';
import type { DeliveryMemory } from '../deliver/delivery-memory.ts';
import type { Composition } from './compose.ts';
import { partKey } from './part-key.ts';

interface RecallDeps {
  readonly store: Pick<Store, 'recordPosted' | 'openIssues'>;
  readonly messengerOf: (platform: string) => Messenger | undefined;
  readonly clock: Clock;
  readonly memory: DeliveryMemory;
}

/** A digest waits so long for a platform to tell what was posted, in milliseconds. */
const waitMs = 7 * 60_000;
/** A digest brings what is left after so many looks at most: each look may find other papers that were posted. */
const mostLooks = 30;

/** What was posted in a place by an earlier life of the bot, and is not in the database: a restored backup knows nothing of it. */
export interface Recalled {
  /** Whether the digest of a date was posted. */
  hasDigest(localDate: LocalDate): boolean;
  /** @returns how many of the papers were posted, and are written down now */
  recordPosted(composition: Pick<Composition, 'picked' | 'leftOut'>): Promise<number>;
}

const nothing: Recalled = { hasDigest: () => false, recordPosted: async () => 0 };

/**
 * Reads what the bot posted in a place since its last digest that the database knows, once in the life of a process.
 * @throws DeliveryError when the platform does not tell now; after some minutes the digest goes on without
 */
export async function recall(state: PlaceState, deps: RecallDeps): Promise<Recalled> {
  const { store, messengerOf, clock, memory } = deps;
  const { place } = state;
  const messenger = messengerOf(place.platform);
  if (messenger?.readPosts === undefined || !memory.isRecallDue(place)) return nothing;
  const now = clock.now();
  const hasWaited = now - memory.waitsSince(place, now) >= waitMs;
  try {
    const known = state.checkedAt ?? state.since;
    const ahead = ((await messenger.now?.(place)) ?? now) - now;
    const found = await messenger.readPosts(place, known + ahead);
    if (found !== 'unknowable' && !found.isWhole && !hasWaited)
      throw new DeliveryError('later', 'I’m still reading what I posted here', { retryAfterMs: 15_000 });
    if ((await store.openIssues(place, Number.MAX_SAFE_INTEGER)).length === 0) memory.settle(place);
    memory.recalled(place);
    return found === 'unknowable' ? nothing : recalledFrom(found, state, store);
  } catch (error) {
    if (!(error instanceof DeliveryError) || !hasWaited) throw error;
    memory.recalled(place);
    return nothing;
  }
}

function recalledFrom(
  { messages }: PostedSince,
  { place, schedule: { zone } }: PlaceState,
  store: RecallDeps['store'],
): Recalled {
  return {
    hasDigest: (localDate) => messages.some((message) => message.hasKey(partKey(place, localDate, 0))),
    async recordPosted({ picked, leftOut }) {
      const papers = [...picked, ...leftOut].flatMap(({ paper: { id } }) => {
        const message = messages.find((each) => shows(each, id));
        return message === undefined ? [] : [{ id, localDate: dateAt(zone, message.at) }];
      });
      for (const { id, localDate } of papers) await store.recordPosted(place, localDate, [id]);
      return papers.length;
    },
  };
}

/** Every paper of a digest can be saved with one click. */
const shows = (message: Posted, paper: string): boolean => message.carries(commandLine('save', { paper }));

/** Composes again until no paper is one that was posted. */
export async function withoutPosted<Draft extends { readonly composition: Composition }>(
  recalled: Recalled,
  compose: () => Promise<Draft>,
): Promise<Draft> {
  let draft = await compose();
  for (let looks = 1; looks < mostLooks && (await recalled.recordPosted(draft.composition)) > 0; looks += 1)
    draft = await compose();
  return draft;
}
