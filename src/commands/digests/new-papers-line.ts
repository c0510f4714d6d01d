import { joinLines, line } from '../../cards/builders.ts';
import type { Line } from '../../cards/card.ts';
import type { FeedTrouble, FeedView } from '../../intake/rounds/feed-trouble.ts';
import { addDays, type LocalDate, weekdayOf } from '../../topics/calendar/local-date.ts';
import { dateAt, instantOn } from '../../topics/calendar/wall-clock.ts';
import type { PlaceState } from '../../topics/subscription.ts';
import { readText, troubleLine } from '../feeds/feed-lines.ts';
import type { Services } from '../services.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * `12 today, 48 this week; Hugging Face read 10 minutes ago`. Days are those of the place's zone. Leaves out feeds that
 * were not read for a day: `status` lists them under “Trouble”.
 */
export async function newPapersLine(
  { schedule: { zone } }: PlaceState,
  feeds: readonly FeedView[],
  inTrouble: readonly FeedTrouble[],
  { store, clock }: Services,
): Promise<Line> {
  const now = clock.now();
  const today = dateAt(zone, now);
  // The papers of the saved pages, which the first start stored, are not news.
  const [first] = await store.arrivals(0, 1);
  const countSince = (date: LocalDate) =>
    store.countArrivalsSince(
      Math.max(instantOn(zone, date, '00:00') ?? now - dayMs, (first?.firstSeenAt ?? 0) + 1),
    );
  const counts = `${await countSince(today)} today, ${await countSince(addDays(today, 1 - weekdayOf(today)))} this week`;
  const feedLines = feeds.flatMap((feed) => {
    const trouble = inTrouble.find(({ name }) => name === feed.name);
    if (trouble === undefined) return [line(readText(feed, now))];
    return trouble.isStale ? [] : [troubleLine(trouble)];
  });
  const none = feeds.length === 0 ? line('no feed is set') : [];
  return joinLines([line(counts), joinLines(feedLines, ', '), none], '; ');
}
