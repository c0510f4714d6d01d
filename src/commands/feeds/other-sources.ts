import { button, buttons, type Content, entries, line, list, section, strong } from '../../cards/builders.ts';
import type { Line } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import { isAdded } from '../../corpus/added-source.ts';
import { describeCounts } from '../../intake/rounds/counts.ts';
import type { FeedView } from '../../intake/rounds/feed-trouble.ts';
import type { SourceState } from '../../ports/store/intake.ts';
import { type Answer, answer } from '../command.ts';
import { listPage } from '../look-up/entries.ts';
import type { ReadingServices } from '../services.ts';

/** In the overview of feeds; and on a page. */
const othersShown = 10;
const othersPerPage = 20;

/** Imported files, and feeds that are not set any more. Feeds that other workspaces added are nobody else's business. */
export async function otherSources(
  feeds: readonly FeedView[],
  { store, feedLabel }: ReadingServices,
): Promise<readonly Line[]> {
  const names = new Set(feeds.map(({ name }) => name));
  const others = (await store.sources())
    .filter(({ name, totals }) => totals.seen > 0 && !names.has(name) && !isAdded(name))
    .toSorted((a, b) => (b.lastAttemptAt ?? 0) - (a.lastAttemptAt ?? 0));
  return others.map((source) =>
    line(strong(titleOf(source, feedLabel)), `: ${describeCounts(source.totals)}`),
  );
}

/** The end of the list of feeds: sources that are no feeds, the first few. */
export const othersSection = (others: readonly Line[]): Content =>
  section(
    'Also taken in',
    list(others.slice(0, othersShown)),
    others.length > othersShown && buttons(button(`All ${others.length}`, 'feeds', { more: 'others' })),
  );

/** A page of all sources that are no feeds. @param start the first one, from 1 */
export function othersAnswer(start: number, others: readonly Line[]): Answer {
  const page = listPage(others, { start }, othersPerPage, 'feeds more:others');
  return answer({
    title: 'Also taken in',
    summary: plural(others.length, 'source'),
    blocks: [
      entries(
        page.shown.map((title) => ({ title })),
        page.first,
        page.more,
      ),
      buttons(page.next),
    ],
  });
}

/** An import is named for the content of its file; the note is the file's name. */
const titleOf = ({ name, note }: SourceState, feedLabel: ReadingServices['feedLabel']): string =>
  name.startsWith('import:') ? (note ?? 'a file that was not read to its end') : feedLabel(name);
