import type { Clock } from '../../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import { settlesWithin } from '../../../src/time/deadline.ts';
import { createInOrder, type InOrder } from '../../../src/time/in-order.ts';
import { type Place, placeKey } from '../../../src/topics/place.ts';

/** What people call a place: `#papers (Slack, Acme)`, or its ids where the platform has not told. */
export type NameOf = (place: Place) => string;

/** Reads the names of places. Never throws. */
export type ReadNames = (places: readonly Place[]) => Promise<NameOf>;

const dayMs = 24 * 60 * 60_000;
const minuteMs = 60_000;
/** A page waits for names for so many milliseconds at most. Those that come later are on the next one. */
const waitMs = 500;
/**
 * Names asked for in a minute, of each platform: Slack allows fifty calls of `conversations.info` in each workspace
 * (docs.slack.dev, tier 3), and commands need most of them.
 */
const perMinute = 20;
/** The least recently asked for are forgotten first. */
const mostKept = 5_000;

const platformNames: Readonly<Record<string, string>> = { slack: 'Slack', discord: 'Discord' };

/** The ids of a place, where nobody tells its name. */
const placeIds = ({ platform, workspace, channel }: Place): string =>
  `${platform} / ${workspace} / ${channel}`;

/** Asks platforms what people call their channels, and remembers it for a day, in memory alone. */
export function createPlaceNames(
  messengerOf: (platform: string) => Pick<Messenger, 'placeName'> | undefined,
  clock: Clock,
): ReadNames {
  const known = new Map<string, { readonly name: string | undefined; readonly until: number }>();
  const asking = new Map<string, Promise<void>>();
  const askers = new Map<string, { readonly inOrder: InOrder; readonly asked: number[] }>();

  async function ask(place: Place): Promise<void> {
    const key = placeKey(place);
    const before = known.get(key)?.name;
    const answer = messengerOf(place.platform)?.placeName?.(place);
    // A name that was known stays while the platform does not answer.
    const name = await Promise.resolve(answer)
      .then((told) => told && labelOf(place, told))
      .catch(() => undefined);
    known.delete(key);
    known.set(key, { name: name ?? before, until: clock.now() + (name === undefined ? minuteMs : dayMs) });
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - mostKept))) known.delete(oldest);
  }

  /** Undefined where it was asked not long ago, or may not be asked now. */
  function askOnce(place: Place): Promise<void> | undefined {
    const [key, now] = [placeKey(place), clock.now()];
    const running = asking.get(key);
    if (running !== undefined || (known.get(key)?.until ?? 0) > now) return running;
    const asker = askers.get(place.platform) ?? { inOrder: createInOrder(), asked: [] };
    askers.set(place.platform, asker);
    while ((asker.asked[0] ?? now) <= now - minuteMs) asker.asked.shift();
    if (asker.asked.length >= perMinute) return undefined;
    asker.asked.push(now);
    const asked = asker.inOrder(() => ask(place)).finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  }

  return async (places) => {
    await settlesWithin(waitMs, Promise.all(places.map(askOnce)));
    return (place) => known.get(placeKey(place))?.name ?? placeIds(place);
  };
}

const labelOf = (
  { platform }: Place,
  { channel, workspace }: { readonly channel: string; readonly workspace?: string },
): string =>
  `${channel} (${[platformNames[platform] ?? platform, workspace].filter((each) => each !== undefined && each !== '').join(', ')})`;
