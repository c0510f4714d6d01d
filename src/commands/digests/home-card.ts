import type { Block, Card, Entry } from '../../cards/card.ts';
import { code, joinLines, line, type Span, strong, time } from '../../cards/span.ts';
import { plural } from '../../corpus/describe-paper.ts';
import { describeDate } from '../../topics/calendar/local-date.ts';
import { describeSchedule } from '../../topics/calendar/schedule.ts';
import type { PlaceState } from '../../topics/subscription.ts';
import { topicText } from '../../topics/topic.ts';
import type { Caller } from '../command.ts';
import type { Services } from '../services.ts';

const placesShown = 20;
const topicsShown = 8;

/** A workspace at a glance: what each of its channels follows, when its digests come, and what is wrong. */
export async function homeCard(
  { place: { platform, workspace } }: Pick<Caller, 'place'>,
  { store }: Services,
  nameOf: (channel: string) => Span,
): Promise<Card> {
  const places = await store.placesOf(platform, workspace);
  const entries = await Promise.all(
    places.slice(0, placesShown).map((state) => placeEntry(state, store, nameOf)),
  );
  const blocks: Block[] = [
    {
      kind: 'buttons',
      buttons: [
        { label: 'Topics', line: 'topics' },
        { label: 'Saved papers', line: 'saved' },
        { label: 'Help', line: 'help' },
      ],
    },
    { kind: 'heading', text: 'Channels' },
    ...(entries.length > 0
      ? [{ kind: 'entries', entries } satisfies Block]
      : [
          {
            kind: 'text',
            line: line(
              'No channel follows anything yet. In a channel, type ',
              code('/papers follow mixture of experts'),
              '.',
            ),
          } satisfies Block,
        ]),
    ...(places.length > placesShown
      ? [
          {
            kind: 'hint',
            line: line(`And ${plural(places.length - placesShown, 'more channel')}.`),
          } satisfies Block,
        ]
      : []),
    { kind: 'heading', text: 'Look papers up' },
    {
      kind: 'text',
      line: line('Anywhere: ', code('/papers search stop thinking too long'), ', or write to me here.'),
    },
  ];
  return {
    title: 'Paperboy',
    summary: `${plural(places.length, 'channel')} with a digest`,
    tone: 'plain',
    blocks,
  };
}

async function placeEntry(
  state: PlaceState,
  store: Services['store'],
  nameOf: (channel: string) => Span,
): Promise<Entry> {
  const topics = (await store.subscriptions(state.place)).map(({ topic }) => topicText(topic));
  const more = topics.length > topicsShown ? ` and ${topics.length - topicsShown} more` : '';
  const last = await store.latestIssue(state.place);
  const health = state.stopped === undefined ? [] : [line(strong('stopped'), `: ${state.stopped.reason}`)];
  return {
    title: [nameOf(state.place.channel)],
    facts: joinLines([
      ...health,
      nextLine(state),
      ...(last === undefined ? [] : [line(`last digest for ${describeDate(last.localDate)}`)]),
    ]),
    body: line(topics.length === 0 ? 'follows nothing' : `${topics.slice(0, topicsShown).join(', ')}${more}`),
  };
}

const nextLine = ({ nextAt, schedule }: PlaceState) =>
  nextAt === undefined
    ? line('paused')
    : line(
        'next digest ',
        time(new Date(nextAt).toISOString(), 'moment'),
        ` (${describeSchedule(schedule)})`,
      );
