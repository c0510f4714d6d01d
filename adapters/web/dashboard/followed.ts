import type { Services } from '../../../src/commands/services.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import type { Place, PlaceState } from '../../../src/topics/place.ts';
import { type Topic, topicKey } from '../../../src/topics/topic.ts';
import type { NameOf, ReadNames } from './place-names.ts';

/** What the pages read once the store is open. */
export type Opened = Pick<Services, 'store' | 'matchesCache'>;

/** A topic, and the channels that follow it. */
export interface FollowedTopic {
  readonly topic: Topic;
  readonly places: readonly Place[];
}

/** Milliseconds since 1970 of a year in which every digest that has a date is due. */
const farAhead = Date.UTC(3000, 0);
const mostChannels = 1_000;

/** Every channel that gets a digest. Those that are stopped or paused without an end are left out. */
const channelsWithDigest = ({ store }: { readonly store: Pick<Store, 'duePlaces'> }) =>
  store.duePlaces(farAhead, mostChannels);

/** The same, sorted by what people call them. */
export async function namedChannels(
  store: Pick<Store, 'duePlaces'>,
  names: ReadNames,
): Promise<{ readonly states: readonly PlaceState[]; readonly nameOf: NameOf }> {
  const states = await channelsWithDigest({ store });
  const nameOf = await names(states.map(({ place }) => place));
  const sorted = states.toSorted((a, b) => nameOf(a.place).localeCompare(nameOf(b.place), 'en'));
  return { states: sorted, nameOf };
}

/** Each topic that a channel with a digest follows, those of most channels first. */
export async function followedTopics(opened: {
  readonly store: Pick<Store, 'duePlaces' | 'subscriptions'>;
}): Promise<readonly FollowedTopic[]> {
  const byKey = new Map<string, { topic: Topic; places: Place[] }>();
  for (const { place } of await channelsWithDigest(opened))
    for (const { topic } of await opened.store.subscriptions(place)) {
      const known = byKey.get(topicKey(topic));
      if (known === undefined) byKey.set(topicKey(topic), { topic, places: [place] });
      else known.places.push(place);
    }
  return [...byKey.values()].sort((a, b) => b.places.length - a.places.length);
}
