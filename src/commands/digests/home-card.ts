import {
  button,
  buttons,
  card,
  channel,
  entries,
  heading,
  hint,
  joinLines,
  line,
  section,
  strong,
  text,
  typed,
} from '../../cards/builders.ts';
import type { Card, Entry } from '../../cards/card.ts';
import { nextPage } from '../../cards/fit.ts';
import { plural } from '../../cards/text.ts';
import { forecast } from '../../digest/plan/forecast.ts';
import { daysInWords } from '../../topics/calendar/in-words.ts';
import { dateAt, describeDate } from '../../topics/calendar/local-date.ts';
import { inForce } from '../../topics/calendar/schedule.ts';
import { placeKey } from '../../topics/place.ts';
import { topicText } from '../../topics/topic.ts';
import { type Answer, answer, type Caller, emptyAnswer } from '../command.ts';
import { listPage } from '../look-up/entries.ts';

import type { ReadablePlace, StateOf } from '../place-handle.ts';
import { seenPlaces } from '../seen-places.ts';
import type { ReadingServices, Services } from '../services.ts';
import { savesOf } from './home-saves.ts';
import { nextText } from './settings-card.ts';

const placesShown = 20;
const topicsShown = 8;

/**
 * What each channel that the caller may see follows, when its digests come, and why they have stopped; and what the caller
 * has saved, wherever that was.
 */
export async function homeCard(caller: Caller, services: Pick<Services, 'store' | 'clock'>): Promise<Card> {
  const seen = await seenPlaces(caller, services.store);
  const places = (await followingPlaces(seen, services.store)).toSorted(bySoonest(services.clock.now()));
  const channels = places.slice(0, placesShown).map((each) => placeEntry(each, services));
  const saved = await savesOf(
    caller,
    seen.map(({ place }) => place),
    services.store,
  );
  return card({
    title: 'Paperboy',
    summary: `${plural(places.length, 'channel')} with a digest`,
    blocks: [
      buttons(button('What’s new', 'new'), button('Topics', 'topics'), button('Help', 'help')),
      heading('Digests'),
      entries(await Promise.all(channels), 1, allChannels),
      places.length === 0 &&
        text('I follow nothing yet. In a channel, type ', typed('follow mixture of experts'), '.'),
      buttons(places.length > placesShown && nextPage(allChannels, placesShown + 1)),
      section('Saved by you', entries(saved)),
      hint('Write to me under Messages for a digest and a reading list of your own.'),
    ],
  });
}

/** Those that have stopped come first: somebody should do something about them. */
const bySoonest = (now: number) => (a: FollowingPlace, b: FollowingPlace) => timeOf(a, now) - timeOf(b, now);

function timeOf({ state, topics }: FollowingPlace, now: number): number {
  if (state.stopped !== undefined) return 0;
  const next = forecast(state, topics.length, now);
  return 'at' in next ? next.at : Number.MAX_SAFE_INTEGER;
}

const allChannels = 'following more:channels';

/** The channels of App Home from a number on. */
export async function channelsAnswer(
  start: number,
  caller: Caller,
  services: Pick<ReadingServices, 'store' | 'clock'>,
): Promise<Answer> {
  const seen = await seenPlaces(caller, services.store);
  const places = (await followingPlaces(seen, services.store)).toSorted(bySoonest(services.clock.now()));
  const { shown, first, next, more } = listPage(places, { start }, placesShown, allChannels);
  if (shown.length === 0)
    return emptyAnswer('Channels', `There are only ${plural(places.length, 'channel')} with a digest.`);
  return answer({
    title: 'Channels',
    summary: `${plural(places.length, 'channel')} with a digest`,
    blocks: [
      entries(await Promise.all(shown.map((each) => placeEntry(each, services))), first, more),
      buttons(next),
    ],
  });
}

interface FollowingPlace {
  readonly state: StateOf<ReadablePlace>;
  readonly topics: readonly string[];
}

/** The places that follow something. */
async function followingPlaces(
  seen: readonly StateOf<ReadablePlace>[],
  store: ReadingServices['store'],
): Promise<FollowingPlace[]> {
  const found: FollowingPlace[] = [];
  for (const state of seen) {
    const topics = (await store.subscriptions(state.place)).map(({ topic }) => topicText(topic));
    if (topics.length > 0) found.push({ state, topics });
  }
  return found;
}

async function placeEntry(
  { state, topics }: FollowingPlace,
  { store, clock }: Pick<ReadingServices, 'store' | 'clock'>,
): Promise<Entry> {
  const { place, stopped } = state;
  const now = clock.now();
  const schedule = inForce(state.schedule, dateAt(state.schedule.zone, now));
  const more = topics.length > topicsShown ? ` and ${topics.length - topicsShown} more` : '';
  const next = forecast(state, topics.length, now);
  const last = await store.latestIssue(place, now);
  return {
    title: line(channel(place.channel, 'Your messages with me')),
    facts: joinLines([
      stopped && line(strong('stopped'), `: ${stopped.reason}`),
      'at' in next
        ? line('next digest ', nextText(next, state, now), `, then ${daysInWords(schedule.days)}`)
        : stopped === undefined && line('next digest ', nextText(next, state, now)),
      last && `last digest for ${describeDate(last.localDate)}`,
    ]),
    body: line(`${topics.slice(0, topicsShown).join(', ')}${more}`),
    ...(more !== '' && {
      buttons: [button(`All ${topics.length} topics`, 'following', { place: placeKey(place) })],
    }),
  };
}
