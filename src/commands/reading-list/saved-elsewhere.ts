import { channel, entries, hint, joinLines, line } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Paper } from '../../corpus/paper.ts';
import { placeKey } from '../../topics/place.ts';
import { type Answer, answer, type Caller, emptyAnswer } from '../command.ts';
import { paperEntry } from '../look-up/entries.ts';
import type { ReadablePlace } from '../place-handle.ts';
import { seenPlaces } from '../seen-places.ts';
import type { ReadingServices } from '../services.ts';

const mostShown = 10;

/**
 * The papers saved here that were also saved in other channels that the caller may see, with the names of those.
 * @param saved the papers saved here
 */
export async function savedElsewhere(
  caller: Caller,
  here: ReadablePlace,
  saved: readonly Paper[],
  store: ReadingServices['store'],
): Promise<Answer> {
  const others = (await seenPlaces(caller, store)).filter(({ place }) => placeKey(place) !== placeKey(here));
  const channelsOf = new Map<string, string[]>();
  for (const { place } of others)
    for (const paperId of new Set((await store.marks(place)).filter(isSave).map((mark) => mark.paperId)))
      channelsOf.set(paperId, [...(channelsOf.get(paperId) ?? []), place.channel]);
  const shared = saved
    .filter(({ id }) => channelsOf.has(id))
    .toSorted((a, b) => (channelsOf.get(b.id)?.length ?? 0) - (channelsOf.get(a.id)?.length ?? 0));
  if (shared.length === 0)
    return emptyAnswer(
      'Saved elsewhere, too',
      'No channel that you can see has saved a paper that is saved here.',
    );
  const shown = shared.slice(0, mostShown);
  return answer({
    title: 'Saved elsewhere, too',
    summary: `${plural(shared.length, 'paper')} of this reading list ${shared.length === 1 ? 'is' : 'are'} saved in other channels, too`,
    blocks: [
      entries(
        shown.map((paper) => {
          const entry = paperEntry(paper, { caller });
          const channels = joinLines(
            (channelsOf.get(paper.id) ?? []).map((id) => channel(id, 'your messages with me')),
            ', ',
          );
          return { ...entry, facts: joinLines([line('also saved in ', ...channels), entry.facts]) };
        }),
      ),
      hint('Only channels that you can see.'),
    ],
    papers: shown,
  });
}

const isSave = ({ kind }: { readonly kind: string }): boolean => kind === 'saved';
