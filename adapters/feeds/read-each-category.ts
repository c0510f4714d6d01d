import type { FeedPage } from '../../src/ports.ts';
import type { LocalDate } from '../../src/topics/local-date.ts';
import type { ArxivCursor } from './arxiv-cursor.ts';
import type { ArxivDeps } from './arxiv-deps.ts';
import { askArxivRss } from './ask-arxiv-rss.ts';
import { leaveToLists, withDone } from './plan-arxiv-round.ts';

/** At most so many items are in one RSS, and new papers are the first to be left out (github.com/arXiv/arxiv-feed). */
export const rssCap = 2_000;

export interface CappedRound {
  readonly given: ArxivCursor;
  readonly date: LocalDate;
  /** Of all categories together. */
  readonly largestId: string | undefined;
}

/**
 * An announcement that is too large for one RSS, category by category. Where one is still too large, or not that of the
 * date, the lists are to fill it up.
 */
export async function* readEachCategory(
  deps: ArxivDeps,
  { given, date, largestId }: CappedRound,
): AsyncGenerator<FeedPage, { readonly cursor: ArxivCursor; readonly note: string }> {
  const known = new Set<string>();
  let isWhole = true;
  let cursor = given;
  for (const [index, category] of deps.categories.entries()) {
    const shown = await askArxivRss(deps, [category]);
    if (shown === 'unchanged') continue;
    const { records, rejects, skipped, items, announcedOn, broken } = shown.rss;
    isWhole &&= items < rssCap && announcedOn === date && broken === undefined;
    const fresh = records.filter(({ paper }) => !known.has(paper.arxivId ?? paper.id));
    for (const { paper } of fresh) known.add(paper.arxivId ?? paper.id);
    if (index === deps.categories.length - 1)
      cursor = isWhole ? whole(given, date, largestId) : leaveToLists(given, date);
    yield { records: fresh, rejects, skipped: skipped + records.length - fresh.length, cursor };
  }
  return {
    cursor,
    note: isWhole ? 'RSS was full: read by category' : 'RSS was full: the rest is read from the lists',
  };
}

const whole = (given: ArxivCursor, date: LocalDate, largestId: string | undefined): ArxivCursor =>
  withDone({ ...given, ...(largestId !== undefined && { largestId }) }, date);
