import type { Corpus } from '../corpus/corpus.ts';
import { defined } from '../defined.ts';
import type { DeliverDeps } from '../digest/deliver/deliver.ts';
import type { PlanDeps } from '../digest/plan/plan.ts';
import { UserError } from '../errors.ts';
import { nextOccurrence } from '../topics/calendar/calendar.ts';
import { defaultSchedule } from '../topics/calendar/schedule.ts';
import type { PlaceState } from '../topics/place.ts';
import type { Caller } from './command.ts';

/** What the commands about following and digests work with. */
export type Services = PlanDeps &
  DeliverDeps & {
    /** What people call a feed, one that is not set any more included. Any other name is returned as it is. */
    feedLabel(name: string): string;
  };

export interface ServiceAccess {
  readonly corpus: Pick<Corpus, 'subtopics' | 'notes'>;
  /** Opens the store when it is first needed: looking papers up needs none. */
  open(): Promise<Services>;
}

/** @throws UserError when the caller may not change what the place follows. */
export async function requireChange(caller: Caller): Promise<void> {
  if (await caller.mayChange()) return;
  throw new UserError(
    'not-allowed',
    'You may not change what is followed here.',
    'Ask somebody who manages this channel.',
  );
}

/** The settings of the caller's place. A place that has none yet gets the defaults, which are not saved. */
export async function stateOf({ place, person }: Caller, { store, clock }: Services): Promise<PlaceState> {
  const known = await store.place(place);
  if (known !== undefined) return known;
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
  { nextAt: _, ...state }: PlaceState,
  caller: Caller,
  change: string,
  services: Services,
): Promise<PlaceState> {
  const { store, clock } = services;
  const since = clock.now();
  const next = nextOccurrence(state.schedule, since);
  const saved = { ...state, since, owner: caller.person.id, ...defined({ nextAt: next?.at }) };
  await store.savePlace(saved);
  await recordChange(caller, change, services);
  return saved;
}

/** Adds to the list of changes that `status` shows. */
export const recordChange = (caller: Caller, change: string, { store, clock }: Services): Promise<void> =>
  store.recordChange(caller.place, { at: clock.now(), person: nameOf(caller), what: change });

export const nameOf = ({ person }: Caller): string => person.name ?? person.id;
