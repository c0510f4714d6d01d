import {
  button,
  buttons,
  card,
  channel,
  code,
  entries,
  heading,
  hint,
  joinLines,
  line,
  moment,
  strong,
  text,
} from '../../cards/builders.ts';
import type { Card, Entry } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import { describeDate } from '../../topics/calendar/local-date.ts';
import { describeSchedule } from '../../topics/calendar/schedule.ts';
import { topicText } from '../../topics/topic.ts';
import type { Caller } from '../command.ts';
import { type ReadablePlace, readable } from '../place-handle.ts';
import type { Services, StateOf } from '../services.ts';

const placesShown = 20;
const topicsShown = 8;

/** What each channel that the caller may see follows, when its digests come, and why they have stopped. */
export async function homeCard(caller: Caller, { store }: Pick<Services, 'store'>): Promise<Card> {
  const places = await followingPlaces(caller, store);
  const channels = places.slice(0, placesShown).map((each) => placeEntry(each, store));
  return card({
    title: 'Paperboy',
    summary: `${plural(places.length, 'channel')} with a digest`,
    blocks: [
      buttons(button('Topics', 'topics'), button('Saved papers', 'saved'), button('Help', 'help')),
      heading('Channels'),
      entries(await Promise.all(channels)),
      places.length === 0 &&
        text(
          'No channel follows anything yet. In a channel, type ',
          code('/papers follow mixture of experts'),
          '.',
        ),
      places.length > placesShown && hint(`And ${plural(places.length - placesShown, 'more channel')}.`),
      heading('Look papers up'),
      text('Anywhere: ', code('/papers search stop thinking too long'), ', or write to me here.'),
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
  { state: { place, stopped, nextAt, schedule }, topics }: FollowingPlace,
  store: Services['store'],
): Promise<Entry> {
  const more = topics.length > topicsShown ? ` and ${topics.length - topicsShown} more` : '';
  const last = await store.latestIssue(place);
  return {
    title: line(channel(place.channel, 'Your messages with me')),
    facts: joinLines([
      stopped && line(strong('stopped'), `: ${stopped.reason}`),
      nextAt === undefined
        ? 'paused'
        : line('next digest ', moment(nextAt), ` (${describeSchedule(schedule)})`),
      last && `last digest for ${describeDate(last.localDate)}`,
    ]),
    body: line(`${topics.slice(0, topicsShown).join(', ')}${more}`),
  };
}
