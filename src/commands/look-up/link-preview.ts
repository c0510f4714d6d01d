import { button, joinLines } from '../../cards/builders.ts';
import type { Entry } from '../../cards/card.ts';
import { readArxivId } from '../../corpus/arxiv-id.ts';
import { formatDate, shortAuthors } from '../../corpus/describe-paper.ts';
import { shortDate } from '../../digest/entry.ts';
import { utcDate } from '../../topics/calendar/local-date.ts';
import type { Place } from '../../topics/place.ts';
import type { Services } from '../services.ts';
import { paperEntry } from './entries.ts';

/** What a link to a paper shows below the message that it is in. */
export interface LinkPreview {
  readonly paperId: string;
  readonly entry: Entry;
}

/** The same paper is previewed in a place once in half an hour, in milliseconds. */
const quietMs = 30 * 60_000;

/**
 * The paper behind an address of arXiv or Hugging Face: what it claims, its authors and date, and whether the channel knows
 * it. Nothing for other links, for papers that are not here, and for a paper that was previewed there in the last half an hour.
 * @param place where the link is, which everybody may see who reads the preview; the preview is noted for it. Absent while
 *   the message is written
 */
export async function linkPreview(
  url: string,
  place: Place | undefined,
  { index, store, clock }: Pick<Services, 'index' | 'store' | 'clock'>,
): Promise<LinkPreview | undefined> {
  const arxivId = /^https?:/i.test(url) ? readArxivId(url)?.id : undefined;
  const paper = arxivId === undefined ? undefined : await index.paper(arxivId);
  if (paper === undefined) return undefined;
  const { id, published, withdrawn } = paper;
  const now = clock.now();
  const first = place && (await store.noteSharedLink(place, id, now, quietMs));
  if (place !== undefined && first === undefined) return undefined;
  // The earlier of the two: what the digest brought, and what people linked to.
  const [shared] = [
    place && (await store.posted(place, [id])).get(id),
    first !== undefined && first < now ? utcDate(first) : undefined,
  ]
    .filter((date) => date !== undefined)
    .sort();
  const saves = place
    ? (await store.marks(place)).filter((mark) => mark.paperId === id && mark.kind === 'saved')
    : [];
  return {
    paperId: id,
    entry: {
      ...paperEntry(paper),
      facts: joinLines([
        withdrawn && 'withdrawn by its authors',
        shortAuthors(paper),
        published && formatDate(published),
        shared && `shared here on ${shortDate(shared, utcDate(now))}`,
        saves.length > 0 && `saved here by ${saves.map(({ person }) => person).join(', ')}`,
      ]),
      buttons: [button('Save', 'save', { paper: id })],
    },
  };
}
