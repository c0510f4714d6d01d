import type { Corpus } from '../corpus/corpus.ts';
import { defined } from '../defined.ts';
import type { DeliverDeps } from '../digest/deliver/deliver.ts';
import type { PlanDeps } from '../digest/plan/plan.ts';
import type { Store } from '../ports/store/store.ts';
import { nextOccurrence } from '../topics/calendar/calendar.ts';
import { defaultSchedule } from '../topics/calendar/schedule.ts';
import type { Place, PlaceState, Subscription } from '../topics/place.ts';
import type { Caller } from './command.ts';
import type { ChangeablePlace, MarkablePlace, ReadablePlace } from './place-handle.ts';

/** What the core works with once the store is open. Commands get parts of its store: see below. */
export type Services = PlanDeps &
  DeliverDeps & {
    /** What people call a feed, one that is not set any more included. Any other name is returned as it is. */
    feedLabel(name: string): string;
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
  | 'sources'
  | 'host'
  | 'rejects'
  | 'lastBeat'
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
    | 'paperHistory'
    | 'marks']: For<ReadablePlace, Name>;
};

/** The store for commands that change something: it writes to places that the caller may change. */
type ChangingStore = ReadingStore &
  Pick<Store, 'setChangeRule'> & {
    readonly [Name in 'mark' | 'unmark']: For<MarkablePlace, Name>;
  } & {
    readonly [Name in 'unfollow' | 'recordChange']: For<ChangeablePlace, Name>;
  } & {
    readonly savePlace: (state: StateOf<ChangeablePlace>) => Promise<void>;
    readonly follow: (
      subscription: Omit<Subscription, 'place'> & { readonly place: ChangeablePlace },
    ) => Promise<boolean>;
  };

/** The settings and progress of a place that a right was asked for. */
export type StateOf<Handle extends Place> = Omit<PlaceState, 'place'> & { readonly place: Handle };

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

/** The same with the whole store, for planning and delivering an issue of a place that the caller may see or change. */
export const whole = (services: ReadingServices): Services => services as unknown as Services;

/** The settings of a place. A place that has none yet gets the defaults, which are not saved. */
export async function stateOf<Handle extends ReadablePlace>(
  place: Handle,
  { person }: Caller,
  { store, clock }: ReadingServices,
): Promise<StateOf<Handle>> {
  const known = await store.place(place);
  if (known !== undefined) return { ...known, place };
  return {
    place,
    schedule: { ...defaultSchedule, ...defined({ zone: person.zone }) },
    size: 10,
    whenEmpty: 'archive',
    owner: person.id,
    since: clock.now(),
    seen: await store.latestArrival(),
  };
}

/**
 * Saves changed settings, which apply from now on: the next digest is computed anew. The caller becomes the owner.
 * @param change for the list of changes: `paused the digest`
 */
export async function saveState(
  { nextAt: _, ...state }: StateOf<ChangeablePlace>,
  caller: Caller,
  change: string,
  services: ChangingServices,
): Promise<StateOf<ChangeablePlace>> {
  const { store, clock } = services;
  const since = clock.now();
  const next = nextOccurrence(state.schedule, since);
  const saved = { ...state, since, owner: caller.person.id, ...defined({ nextAt: next?.at }) };
  await store.savePlace(saved);
  await recordChange(state.place, caller, change, services);
  return saved;
}

/** Adds to the list of changes that `status` shows. */
export const recordChange = (
  place: ChangeablePlace,
  caller: Caller,
  change: string,
  { store, clock }: ChangingServices,
): Promise<void> => store.recordChange(place, { at: clock.now(), person: nameOf(caller), what: change });

export const nameOf = ({ person }: Caller): string => person.name ?? person.id;
