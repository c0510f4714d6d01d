import type { FeedPage } from '../../../src/ports/feed.ts';
import { addDays } from '../../../src/topics/calendar/local-date.ts';
import { newYorkDate } from './announcements.ts';
import type { ArxivCursor, Gap } from './cursor.ts';
import { emptyPage, withGapFrom } from './cursor-edits.ts';
import type { ArxivDeps } from './deps.ts';
import { mayAskLists, readArxivOai } from './read-oai.ts';

/**
 * Reads the announcements that RSS did not bring, the oldest first, by OAI-PMH. Ends when no gap is left for the day.
 * @param isSaved a page has had this cursor already
 * @throws FeedError when a list cannot be read; the cursor of the last page goes on from there
 */
export async function* readArxivGaps(
  deps: ArxivDeps,
  given: ArxivCursor,
  now: number,
  isSaved: boolean,
): AsyncGenerator<FeedPage, { readonly cursor: ArxivCursor; readonly note?: string }> {
  let cursor = given;
  let isKept = isSaved;
  for (let [gap] = cursor.gaps; gap !== undefined && isDue(gap, now); [gap] = cursor.gaps) {
    if (!mayAskLists(cursor, now)) {
      // So that the trouble of the lists does not delay the next RSS.
      cursor = withGapFrom(cursor, addDays(newYorkDate(now), 1));
      yield emptyPage(cursor);
      const note = `arXiv's lists failed too often today; papers since ${gap.first} come tomorrow at the earliest`;
      return { cursor, note };
    }
    cursor = yield* readArxivOai(deps, cursor, gap, now, isKept);
    isKept = true;
  }
  return { cursor };
}

const isDue = ({ askFrom }: Gap, now: number): boolean =>
  askFrom === undefined || askFrom <= newYorkDate(now);
