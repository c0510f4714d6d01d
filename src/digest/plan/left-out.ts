import type { PaperIndex } from '../../ports/index.ts';
import type { Store } from '../../ports/store/store.ts';
import { addDays, type LocalDate } from '../../topics/calendar/local-date.ts';
import type { Place, Subscription } from '../../topics/place.ts';
import { topicText } from '../../topics/topic.ts';
import type { PickedPaper } from './pick.ts';

const lookedBackDays = 7;
/** A place of broad topics leaves out thousands in a week; a digest has room for 50. */
const lookedAt = 200;

/**
 * The papers that had no room in the digests of the last week, the best first, for topics that are still followed.
 * @param localDate of the digest that they may come in
 */
export async function leftOutLately(
  place: Place,
  localDate: LocalDate,
  subscriptions: readonly Subscription[],
  { store, index }: { readonly store: Pick<Store, 'leftOut'>; readonly index: Pick<PaperIndex, 'paper'> },
): Promise<readonly PickedPaper[]> {
  const topics = new Map(subscriptions.map(({ topic }) => [topicText(topic), topic]));
  const found = await store.leftOut(place, addDays(localDate, -lookedBackDays), lookedAt);
  const picks = await Promise.all(
    found.map(async ({ id, topics: texts, words }): Promise<PickedPaper | undefined> => {
      const [topic, ...alsoIn] = texts.flatMap((text) => topics.get(text) ?? []);
      const paper = topic && (await index.paper(id));
      return topic && paper && { paper, topic, words, alsoIn };
    }),
  );
  return picks.filter((each) => each !== undefined);
}
