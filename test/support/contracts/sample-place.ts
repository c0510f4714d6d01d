import type { Card } from '../../../src/cards/card.ts';
import { defined } from '../../../src/defined.ts';
import type { IssueDraft } from '../../../src/ports/store/ledger.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { defaultSchedule } from '../../../src/topics/calendar/schedule.ts';
import type { Place } from '../../../src/topics/place.ts';

export const sampleCard = { title: 'T', summary: 'S', tone: 'plain', blocks: [] } as const;

let places = 0;

/** A new place that gets digests. */
export async function openPlace(store: Store): Promise<Place> {
  const place = { platform: 'console', workspace: 'papers', channel: `p${++places}` };
  const settings = { size: 10, whenEmpty: 'archive', owner: 'ada', since: 0, seen: 0 } as const;
  await store.savePlace({ place, schedule: defaultSchedule, ...settings });
  return place;
}

/** Records an issue of one part with these papers. */
export async function planPapers(
  store: Store,
  place: Place,
  localDate: string,
  ids: readonly string[],
  now = 1,
  card: Card = sampleCard,
): Promise<void> {
  const issue: IssueDraft = {
    place,
    localDate,
    kind: 'papers',
    papers: ids.map((id) => ({ id, outcome: 'new', topics: [], words: [] })),
    matchedTopics: [],
    parts: [{ key: `${place.channel}x${localDate.replaceAll('-', '')}`, card, papers: ids }],
  };
  const { lastDate } = (await store.place(place)) ?? {};
  await store.recordIssue(
    { ...issue, ...defined({ previous: lastDate }) },
    { seen: 0, lastDate: localDate },
    now,
  );
}

export async function postPapers(
  store: Store,
  place: Place,
  localDate: string,
  ids: readonly string[],
  now = 1,
  card: Card = sampleCard,
): Promise<void> {
  await planPapers(store, place, localDate, ids, now, card);
  const part = { place, localDate, number: 0 };
  await store.claimPart(part, now, 1);
  await store.completePart(part, { id: `m${localDate}` });
  await store.finishIssue(place, localDate, now);
}
