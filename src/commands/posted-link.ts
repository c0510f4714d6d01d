import type { Paper } from '../corpus/paper.ts';
import type { LocalDate } from '../topics/calendar/local-date.ts';
import type { ReadablePlace } from './place-handle.ts';
import type { ReadingServices } from './services.ts';

/** The address of the message of a date that shows a paper, below which people talk about it; undefined where there is none. */
export async function postedLink(
  { id }: Pick<Paper, 'id'>,
  place: ReadablePlace,
  localDate: LocalDate,
  { store, messengerOf }: Pick<ReadingServices, 'store' | 'messengerOf'>,
): Promise<string | undefined> {
  const parts = (await store.issue(place, localDate))?.parts ?? [];
  const ref = parts.find(({ papers }) => papers.includes(id))?.ref;
  if (ref === undefined) return undefined;
  // A link is an extra: without an answer of the platform there is none.
  return messengerOf(place.platform)
    ?.linkTo?.({ place, ref })
    .catch(() => undefined);
}
