import { upcoming } from '../../topics/calendar/calendar.ts';
import type { PlaceState } from '../../topics/place.ts';

/** When the next digest of a place comes by itself, or why none does. */
export type Forecast =
  /** `at` is in the past for a digest that is due, or late: it comes within a minute. */
  { readonly at: number } | { readonly none: 'no topics' | 'stopped' | 'paused' };

/** What the scheduler will do next in a place. Whatever tells people a next date asks this. */
export function forecast(state: Omit<PlaceState, 'place'>, topics: number, now: number): Forecast {
  if (topics === 0) return { none: 'no topics' };
  if (state.stopped !== undefined) return { none: 'stopped' };
  const at = dueAt(state, now);
  return at === undefined ? { none: 'paused' } : { at };
}

/** When the calendar next wants a digest: the `nextAt` of the place. */
export function dueAt({ schedule, ...progress }: Omit<PlaceState, 'place'>, now: number): number | undefined {
  const { due, next } = upcoming(schedule, progress, now);
  return due?.at ?? next?.at;
}

/** The place with the `nextAt` that follows from its schedule and its progress. */
export function withNextAt({ nextAt: _, ...state }: PlaceState, now: number): PlaceState {
  const nextAt = dueAt(state, now);
  return nextAt === undefined ? state : { ...state, nextAt };
}
