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

/**
 * The paper behind an address of arXiv or Hugging Face: what it claims, its authors and date, and whether the channel knows
 * it. Nothing for other links, and for papers that are not here.
 * @param place where the link is, which everybody may see who reads the preview; absent while the message is written
 * @param sharedAt when people first shared a link to a paper there, in milliseconds since 1970; undefined where nobody did
 */
export async function linkPreview(
  url: string,
  place: Place | undefined,
  { index, store, clock }: Pick<Services, 'index' | 'store' | 'clock'>,
  sharedAt: (paperId: string) => number | undefined = () => undefined,
): Promise<LinkPreview | undefined> {
  const arxivId = /^https?:/i.test(url) ? readArxivId(url)?.id : undefined;
  const paper = arxivId === undefined ? undefined : await index.paper(arxivId);
  if (paper === undefined) return undefined;
  const { id, published, withdrawn } = paper;
  const linked = place && sharedAt(id);
  // The earlier of the two: what the digest brought, and what people linked to.
  const [shared] = [
    place && (await store.posted(place, [id])).get(id),
    linked === undefined ? undefined : utcDate(linked),
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
        shared && `shared here on ${shortDate(shared, utcDate(clock.now()))}`,
        saves.length > 0 && `saved here by ${saves.map(({ person }) => person).join(', ')}`,
      ]),
      buttons: [button('Save', 'save', { paper: id })],
    },
  };
}
