import type { FeedPage } from '../../../src/ports/feed.ts';
import { addDays } from '../../../src/topics/calendar/local-date.ts';
import { newYorkDate } from './announcements.ts';
import type { ArxivCursor, Gap } from './cursor.ts';
import { emptyPage, withGapFrom } from './cursor-edits.ts';
import type { ArxivDeps } from './deps.ts';
import { mayAskLists, readArxivOai } from './read-oai.ts';
import type { RssResult } from './read-rss.ts';

/**
 * Reads the announcements that RSS did not bring, the oldest first, by OAI-PMH. Ends when no gap is left for today.
 * @throws FeedError when a list cannot be read; the next round goes on from the cursor of the last page
 */
export async function* readArxivGaps(
  deps: ArxivDeps,
  { cursor: given, isUnsaved }: RssResult,
  now: number,
): AsyncGenerator<FeedPage, { readonly cursor: ArxivCursor; readonly note?: string }> {
  let cursor = given;
  let isSaved = isUnsaved !== true;
  for (let [gap] = cursor.gaps; gap !== undefined && isDue(gap, now); [gap] = cursor.gaps) {
    if (!mayAskLists(cursor, now)) {
      // The round ends well, so that the trouble with the lists does not delay the next RSS.
      cursor = withGapFrom(cursor, addDays(newYorkDate(now), 1));
      yield emptyPage(cursor);
      const note = `arXiv's lists failed too often today; papers since ${gap.first} come tomorrow at the earliest`;
      return { cursor, note };
    }
    cursor = yield* readArxivOai(deps, cursor, gap, now, isSaved);
    isSaved = true;
  }
  return { cursor };
}

const isDue = ({ askFrom }: Gap, now: number): boolean =>
  askFrom === undefined || askFrom <= newYorkDate(now);
