import { button, channel, line, time } from '../../cards/builders.ts';
import type { Entry } from '../../cards/card.ts';
import type { Mark } from '../../ports/store/papers.ts';
import { placeKey } from '../../topics/place.ts';
import type { Caller } from '../command.ts';
import { paperEntry } from '../look-up/entries.ts';
import { type ReadablePlace, readable } from '../place-handle.ts';
import type { Services } from '../services.ts';

const savesShown = 5;

/** What the caller saved last, in the places given and in the conversation with the bot. */
export async function savesOf(
  caller: Caller,
  seen: readonly ReadablePlace[],
  store: Services['store'],
): Promise<Entry[]> {
  const own = await readable(caller).catch(() => undefined);
  const places = new Map([...(own ? [own] : []), ...seen].map((each) => [placeKey(each), each]));
  const marks = await Promise.all(
    [...places.values()].map(async (place) => (await store.marks(place)).map((mark) => ({ place, mark }))),
  );
  const saved = marks
    .flat()
    .filter(({ mark }) => mark.kind === 'saved' && isOwn(mark, caller))
    .toSorted((a, b) => b.mark.at - a.mark.at);
  const found = await Promise.all(
    saved.slice(0, savesShown).map(async ({ place, mark }) => {
      const paper = (await store.arrivalOf(mark.paperId))?.paper;
      if (paper === undefined) return [];
      const entry = paperEntry(paper);
      const facts = line(
        'saved ',
        time(new Date(mark.at).toISOString(), 'date'),
        ' in ',
        channel(place.channel, 'your messages with me'),
      );
      return [{ ...entry, facts, buttons: [button('Abstract', 'paper', { paper: paper.id })] }];
    }),
  );
  return found.flat();
}

/** A mark without an id is that of everybody who has its name. */
const isOwn = ({ person, personId = person }: Mark, { person: { id, name } }: Caller): boolean =>
  personId === id || personId === name;
