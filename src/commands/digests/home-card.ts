import {
  button,
  buttons,
  card,
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
import type { Card, Entry, Span } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import { describeDate } from '../../topics/calendar/local-date.ts';
import { describeSchedule } from '../../topics/calendar/schedule.ts';
import type { PlaceState } from '../../topics/place.ts';
import { topicText } from '../../topics/topic.ts';
import type { Caller } from '../command.ts';
import type { Services } from '../services.ts';

const placesShown = 20;
const topicsShown = 8;

/** What each channel of a workspace follows, when its digests come, and why they have stopped. */
export async function homeCard(
  { place: { platform, workspace } }: Pick<Caller, 'place'>,
  { store }: Services,
  channelName: (channel: string) => Span,
): Promise<Card> {
  const places = await store.placesOf(platform, workspace);
  const channels = places.slice(0, placesShown).map((state) => placeEntry(state, store, channelName));
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

async function placeEntry(
  { place, stopped, nextAt, schedule }: PlaceState,
  store: Services['store'],
  channelName: (channel: string) => Span,
): Promise<Entry> {
  const topics = (await store.subscriptions(place)).map(({ topic }) => topicText(topic));
  const more = topics.length > topicsShown ? ` and ${topics.length - topicsShown} more` : '';
  const last = await store.latestIssue(place);
  return {
    title: [channelName(place.channel)],
    facts: joinLines([
      stopped && line(strong('stopped'), `: ${stopped.reason}`),
      nextAt === undefined
        ? 'paused'
        : line('next digest ', moment(nextAt), ` (${describeSchedule(schedule)})`),
      last && `last digest for ${describeDate(last.localDate)}`,
    ]),
    body: line(topics.length === 0 ? 'follows nothing' : `${topics.slice(0, topicsShown).join(', ')}${more}`),
  };
}
