import type { Corpus } from '../corpus/corpus.ts';
import { defined } from '../defined.ts';
import type { DeliverDeps } from '../digest/deliver/deliver.ts';
import { dueAt, withNextAt } from '../digest/plan/forecast.ts';
import type { PlanDeps } from '../digest/plan/plan.ts';
import type { GetPaper } from '../intake/get-paper.ts';
import type { FeedDirectory } from '../ports/feed-directory.ts';
import type { Store } from '../ports/store/store.ts';
import { defaultSchedule } from '../topics/calendar/schedule.ts';
import type { Place, PlaceState, Subscription } from '../topics/place.ts';
import type { Caller } from './command.ts';
import type { Digests } from './digests/digests.ts';
import type { ChangeablePlace, MarkablePlace, ReadablePlace, StateOf } from './place-handle.ts';
import { tellPlace } from './tell-place.ts';

/** What the core works with once the store is open. Commands get parts of its store: see below. */
export type Services = PlanDeps &
  DeliverDeps & {
    /** What people call a feed, one that is not set any more included. Any other name is returned as it is. */
    feedLabel(name: string): string;
    /** Absent where nothing outside may be asked. */
    readonly getPaper?: GetPaper;
    /** Feeds that people can add; absent where nothing outside may be asked. */
    readonly feedDirectory?: FeedDirectory;
    readonly digests: Digests;
    /** Where the bot’s own web server is reached, without a slash at the end. Absent where it is not. */
    readonly publicUrl?: string;
  };

/** A method of the store, for a place that a right was asked for. */
type For<Handle extends Place, Name extends keyof Store> = Store[Name] extends (
  place: Place,
  ...rest: infer Rest
) => infer Result
  ? (place: Handle, ...rest: Rest) => Result
  : never;

/** The store for commands that show something: it writes nothing, and takes places that the caller may see. */
export type ReadingStore = Pick<
  Store,
  | 'arrivals'
  | 'arrivalOf'
  | 'latestArrival'
  | 'countArrivals'
  | 'countArrivalsSince'
  | 'changeRule'
  | 'placesOf'
  | 'sources'
  | 'host'
  | 'rejects'
  | 'lastBeat'
  | 'addedFeeds'
> & {
  readonly [Name in
    | 'place'
    | 'subscriptions'
    | 'changes'
    | 'issue'
    | 'latestIssue'
    | 'openIssues'
    | 'posted'
    | 'postedPapers'
    | 'consideredPapers'
    | 'paperHistory'
    | 'marks'
    | 'publication']: For<ReadablePlace, Name>;
};

/** The store for commands that change something: it writes to places that the caller may change. */
type ChangingStore = ReadingStore &
  Pick<Store, 'setChangeRule' | 'addFeed' | 'removeFeed' | 'removedFeed'> & {
    readonly [Name in 'mark' | 'unmark']: For<MarkablePlace, Name>;
  } & {
    readonly [Name in 'unfollow' | 'recordChange' | 'setPublication']: For<ChangeablePlace, Name>;
  } & {
    readonly changePlace: (
      first: StateOf<ChangeablePlace>,
      change: (state: PlaceState) => PlaceState,
    ) => Promise<PlaceState>;
    readonly follow: (
      subscription: Omit<Subscription, 'place'> & { readonly place: ChangeablePlace },
    ) => Promise<boolean>;
  };

/** What commands that show something work with. */
export type ReadingServices = Omit<Services, 'store'> & { readonly store: ReadingStore };

/** What commands that change something work with. */
export type ChangingServices = Omit<Services, 'store'> & { readonly store: ChangingStore };

/** For commands that show something. */
export interface ReadingAccess {
  readonly corpus: Pick<Corpus, 'subtopics' | 'notes'>;
  /** Opens the store when it is first needed: looking papers up needs none. */
  open(): Promise<ReadingServices>;
}

/** For commands that change something. */
export interface ServiceAccess extends ReadingAccess {
  open(): Promise<ChangingServices>;
}

/** The settings of a place. A place that has none yet gets the defaults, which are not saved. */
export async function stateOf<Handle extends ReadablePlace>(
  place: Handle,
  { person }: Caller,
  { store, clock }: ReadingServices,
): Promise<StateOf<Handle>> {
  const known = await store.place(place);
  if (known !== undefined) return { ...known, place };
  return firstState(place, {
    owner: person.id,
    since: clock.now(),
    seen: await store.latestArrival(),
    ...defined({ zone: person.zone }),
  });
}

/** The settings of a place that nobody has changed yet. */
export const firstState = <Handle extends Place>(
  place: Handle,
  {
    zone,
    ...others
  }: Pick<PlaceState, 'owner' | 'since' | 'seen'> & { readonly zone?: PlaceState['schedule']['zone'] },
) => ({
  place,
  schedule: { ...defaultSchedule, ...defined({ zone }) },
  size: 10,
  whenEmpty: 'archive' as const,
  ...others,
});

/**
 * Changes settings of the caller's place, of which other changes at the same moment stay. The caller becomes the owner.
 * @param change the new settings; must be pure
 * @param words for the list of changes: `paused the digest`
 */
export async function changeState(
  place: ChangeablePlace,
  caller: Caller,
  change: (state: PlaceState) => PlaceState,
  words: (state: PlaceState) => string,
  services: ChangingServices,
): Promise<StateOf<ChangeablePlace>> {
  const { store, clock } = services;
  const now = clock.now();
  const saved = await store.changePlace(await stateOf(place, caller, services), (state) =>
    settled(state, { ...change(state), owner: caller.person.id }, now),
  );
  await recordChange(place, caller, words(saved), services);
  return { ...saved, place };
}

/** The place after a change of its settings, with the occurrences that follow from it. */
export function settled(before: PlaceState, changed: PlaceState, now: number): PlaceState {
  const since = isOnlyMoved(before, changed, now) ? now : before.since;
  return withNextAt({ ...changed, since }, now);
}

/**
 * Whether a change voids the occurrences before now: it would make days due that were not. What is due or late already
 * stays so, and a skip that is taken back is one.
 */
function isOnlyMoved(before: PlaceState, after: PlaceState, now: number): boolean {
  // The days of a stop are over; what was planned before it waits, and their papers come with the next digest.
  if (before.stopped !== undefined && after.stopped === undefined) return true;
  const moves = ({ time, zone, days, paused }: PlaceState['schedule']) =>
    JSON.stringify([time, zone, days, paused]);
  if (moves(before.schedule) === moves(after.schedule)) return false;
  const at = dueAt(before, now);
  return at === undefined || at > now;
}

/**
 * Adds to the list of changes that `status` shows, and tells the place.
 * @param scope `workspace`: all places of the workspace list it
 */
export async function recordChange(
  place: ChangeablePlace,
  caller: Caller,
  change: string,
  services: ChangingServices,
  scope?: 'workspace',
): Promise<void> {
  const { store, clock } = services;
  await store.recordChange(place, { at: clock.now(), person: nameOf(caller), what: change }, scope);
  tellPlace(place, caller, change, services);
}

/** What a person is called in what others read: the name, or the id where there is no name. */
export const nameOf = ({ person }: Caller): string => person.name ?? person.id;
