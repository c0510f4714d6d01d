import type { Block, Card } from '../cards/card.ts';
import { type Line, line } from '../cards/span.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { DeliverDeps } from '../digest/deliver/deliver.ts';
import type { PlanDeps } from '../digest/plan/plan.ts';
import { UserError } from '../errors.ts';
import { nextOccurrence } from '../topics/calendar/calendar.ts';
import { defaultSchedule } from '../topics/calendar/schedule.ts';
import type { PlaceState } from '../topics/subscription.ts';
import type { Answer, Caller } from './command.ts';

/** What the commands about following and digests work with. */
export type Services = PlanDeps & DeliverDeps;

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

/** A place's settings or, for a place that has none yet, those it begins with. */
export async function stateOf(caller: Caller, { store, clock }: Services): Promise<PlaceState> {
  const known = await store.place(caller.place);
  if (known !== undefined) return known;
  const schedule = { ...defaultSchedule, zone: caller.person.zone ?? defaultSchedule.zone };
  return {
    place: caller.place,
    schedule,
    size: 10,
    whenEmpty: 'archive',
    owner: caller.person.id,
    since: clock.now(),
    seen: await store.latestArrival(),
  };
}

/** Saves changed settings: they hold from now on, and what was planned by the old ones is void. */
export async function saveState(
  state: PlaceState,
  caller: Caller,
  what: string,
  { store, clock }: Services,
): Promise<PlaceState> {
  const now = clock.now();
  const { nextAt: _, ...rest } = state;
  const next = nextOccurrence(state.schedule, now);
  const saved = {
    ...rest,
    since: now,
    owner: caller.person.id,
    ...(next !== undefined && { nextAt: next.at }),
  };
  await store.savePlace(saved);
  await store.recordChange(state.place, { at: now, person: nameOf(caller), what });
  return saved;
}

export const nameOf = ({ person }: Caller): string => person.name ?? person.id;

/** What a changing command answers: one sentence, and what follows from it. */
export function done(title: string, sentence: Line, more: readonly Block[] = []): Answer {
  const card: Card = {
    title,
    summary: sentence.map((span) => ('text' in span ? span.text : '')).join(''),
    tone: 'plain',
    blocks: [{ kind: 'text', line: sentence }, ...more],
  };
  return { card, papers: [], notes: [] };
}

export const hint = (text: string): Block => ({ kind: 'hint', line: line(text) });
