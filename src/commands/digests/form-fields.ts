import type { PlaceStore } from '../../ports/store/places.ts';
import { formatDays } from '../../topics/calendar/schedule.ts';
import type { Place } from '../../topics/place.ts';

/** What the fields of a command's form show when it opens, by option: for `digest`, the place's settings. */
export async function formFields(
  command: string,
  place: Place,
  store: Pick<PlaceStore, 'place'>,
): Promise<Readonly<Record<string, string>>> {
  const state = command === 'digest' ? await store.place(place) : undefined;
  if (state === undefined) return {};
  const { schedule, size, whenEmpty } = state;
  return {
    at: schedule.time,
    zone: schedule.zone,
    days: formatDays(schedule.days),
    size: String(size),
    empty: whenEmpty,
  };
}
