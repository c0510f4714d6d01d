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
  strong,
  text,
  typed,
} from '../../cards/builders.ts';
import type { Card, Entry } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import { forecast } from '../../digest/plan/forecast.ts';
import { daysInWords } from '../../topics/calendar/in-words.ts';
import { dateAt, describeDate } from '../../topics/calendar/local-date.ts';
import { inForce } from '../../topics/calendar/schedule.ts';
import { topicText } from '../../topics/topic.ts';
import type { Caller } from '../command.ts';
import { type ReadablePlace, readable, type StateOf } from '../place-handle.ts';
import type { Services } from '../services.ts';
import { nextText } from './settings-card.ts';

const placesShown = 20;
const topicsShown = 8;

/** What each channel that the caller may see follows, when its digests come, and why they have stopped. */
export async function homeCard(caller: Caller, services: Pick<Services, 'store' | 'clock'>): Promise<Card> {
  const places = await followingPlaces(caller, services.store);
  const channels = places.slice(0, placesShown).map((each) => placeEntry(each, services));
  return card({
    title: 'Paperboy',
    summary: `${plural(places.length, 'channel')} with a digest`,
    blocks: [
      buttons(button('Topics', 'topics'), button('Saved papers', 'saved'), button('Help', 'help')),
      heading('Channels'),
      entries(await Promise.all(channels)),
      places.length === 0 &&
        text('I follow nothing yet. In a channel, type ', typed('follow mixture of experts'), '.'),
      places.length > placesShown && hint(`And ${plural(places.length - placesShown, 'more channel')}.`),
      heading('Look papers up'),
      text('Anywhere: ', typed('stop thinking too long'), ', or write to me here.'),
    ],
  });
}

interface FollowingPlace {
  readonly state: StateOf<ReadablePlace>;
  readonly topics: readonly string[];
}

/** The places of the caller's workspace that follow something and that the caller may see. */
async function followingPlaces(caller: Caller, store: Services['store']): Promise<FollowingPlace[]> {
  const found: FollowingPlace[] = [];
  for (const state of await store.placesOf(caller.place.platform, caller.place.workspace)) {
    // Where the platform does not tell, nothing is shown.
    const place = await readable(caller, state.place).catch(() => undefined);
    if (place === undefined) continue;
    const topics = (await store.subscriptions(place)).map(({ topic }) => topicText(topic));
    if (topics.length > 0) found.push({ state: { ...state, place }, topics });
  }
  return found;
}

async function placeEntry(
  { state, topics }: FollowingPlace,
  { store, clock }: Pick<Services, 'store' | 'clock'>,
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
  };
}
