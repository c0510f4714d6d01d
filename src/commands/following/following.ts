import {
  button,
  buttons,
  commandLine,
  day,
  entries,
  hint,
  line,
  strong,
  typed,
} from '../../cards/builders.ts';
import type { Entry } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { pauseInWords, scheduleInWords } from '../../topics/calendar/in-words.ts';
import { dateAt } from '../../topics/calendar/local-date.ts';
import { inForce } from '../../topics/calendar/schedule.ts';
import { type Place, placeKey, readPlaceKey, type Subscription } from '../../topics/place.ts';
import { readTopic, type Topic, topicKey, topicText } from '../../topics/topic.ts';
import { topicMeaning } from '../../topics/topic-meaning.ts';
import {
  type Answer,
  answer,
  type Caller,
  defineCommand,
  emptyAnswer,
  listStart,
  shortAnswer,
  timesIn,
} from '../command.ts';
import { channelsAnswer } from '../digests/home-card.ts';
import { listPage } from '../look-up/entries.ts';
import { type ChangeablePlace, changeable, readable, unreadable } from '../place-handle.ts';
import {
  type ChangingServices,
  type ReadingAccess,
  recordChange,
  type ServiceAccess,
  stateOf,
} from '../services.ts';

const pageSize = 20;

export const followingCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'following',
    summary: 'The topics followed here, who added them, and their last matches',
    options: {
      page: { type: 'integer', min: 1, max: 100, help: 'which page of the list' },
      start: listStart,
      place: { type: 'text', inner: true, help: 'for the list of channels: the topics of one of them' },
      more: {
        type: 'choice',
        choices: ['channels'],
        inner: true,
        help: 'the channels that follow something',
      },
    },
    examples: ['following'],
    async run({ page, start, place: other, more: channels }, caller) {
      const services = await access.open();
      if (channels !== undefined) return channelsAnswer(start ?? 1, caller, services);
      const place = await readable(caller, other === undefined ? caller.place : placeOf(other, caller));
      const isHere = placeKey(place) === placeKey(caller.place);
      const all = await services.store.subscriptions(place);
      const state = await stateOf(place, caller, services);
      const today = dateAt(state.schedule.zone, services.clock.now());
      const schedule = inForce(state.schedule, today);
      const { shown, first, next, more } = listPage(
        all,
        { page, start },
        pageSize,
        commandLine('following', { place: other }),
      );
      if (shown.length === 0)
        return emptyAnswer(
          'Following',
          all.length === 0
            ? 'I follow nothing here yet.'
            : `The list has only ${plural(all.length, 'topic')}.`,
          hint('Begin with ', typed('follow mixture of experts'), '.'),
        );
      return timesIn(
        schedule.zone,
        answer({
          title: 'Following',
          summary: `${plural(all.length, 'topic')} followed here`,
          blocks: [
            entries(
              shown.map((each) => topicEntry(each, isHere)),
              first,
              more,
            ),
            buttons(next),
            hint(
              `${plural(all.length, 'topic')}. Digests come ${scheduleInWords(schedule)}${pauseInWords(schedule, today)}.`,
            ),
          ],
        }),
      );
    },
  });

/** From elsewhere, nothing can be changed. */
const topicEntry = (
  { topic, addedBy, addedByName, addedAt, lastMatchAt }: Subscription,
  isHere: boolean,
): Entry => ({
  title: line(strong(topicText(topic))),
  facts: line(
    `added by ${addedByName ?? addedBy} on `,
    day(addedAt),
    ' · ',
    ...(lastMatchAt === undefined ? ['no match yet'] : ['last match ', day(lastMatchAt)]),
  ),
  ...(isHere && { buttons: [button('Unfollow', 'unfollow', { topic: topicText(topic) })] }),
});

/** @throws UserError for what names no place of this platform */
function placeOf(key: string, caller: Caller): Place {
  const place = readPlaceKey(key);
  if (place?.platform !== caller.place.platform) throw unreadable();
  return place;
}

export const unfollowCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'unfollow',
    summary: 'Stop following a topic here',
    changes: 'channel',
    options: {
      topic: {
        type: 'text',
        rest: true,
        suggests: 'followed',
        help: 'the topic, as following lists it, or its number there; or all',
      },
      confirm: { type: 'choice', choices: ['yes'], inner: true, help: 'yes: all of them, without asking' },
    },
    examples: ['unfollow low-bit quantization'],
    async run({ topic: wanted = '', confirm }, caller) {
      const place = await changeable(caller, 'unfollow topics');
      const services = await access.open();
      const followed = await services.store.subscriptions(place);
      if (isAll(wanted, followed))
        return confirm === 'yes' ? unfollowAll(followed, place, caller, services) : askAll(followed);
      const topics = followed.map((each) => each.topic);
      if (wanted === '') throw whichTopic(topics);
      const topic = findFollowed(wanted, topics);
      const name = topicText(topic);
      await services.store.unfollow(place, topicKey(topic), services.clock.now());
      await recordChange(place, caller, `unfollowed “${name}”`, services);
      return shortAnswer(
        'Unfollowed',
        line('I no longer follow ', strong(name), ' here.'),
        buttons(button('Follow again', 'follow', { topic: name, confirm: 'yes' })),
      );
    },
  });

const isAll = (text: string, followed: readonly Subscription[]): boolean =>
  followed.length > 0 &&
  /^(?:all|everything|all topics|all of them|\*)$/i.test(text.trim()) &&
  !followed.some(({ topic }) => topicText(topic).toLowerCase() === text.trim().toLowerCase());

const askAll = (followed: readonly Subscription[]): Answer =>
  shortAnswer(
    'Unfollow all',
    `I follow ${plural(followed.length, 'topic')} here. To hear nothing for a while, pause the digest instead.`,
    buttons(
      button(`Unfollow all ${followed.length}`, 'unfollow', { topic: 'all', confirm: 'yes' }),
      button('Pause the digest', 'digest', { do: 'pause' }),
    ),
  );

async function unfollowAll(
  followed: readonly Subscription[],
  place: ChangeablePlace,
  caller: Caller,
  services: ChangingServices,
): Promise<Answer> {
  for (const { topic } of followed)
    await services.store.unfollow(place, topicKey(topic), services.clock.now());
  const names = followed.map(({ topic }) => topicText(topic));
  const said = names.map((name) => `“${name}”`).join(', ');
  await recordChange(place, caller, `unfollowed ${said}`, services);
  return shortAnswer(
    'Unfollowed',
    `I follow nothing here any more. It was ${said}.`,
    buttons(
      ...names.slice(0, 5).map((name) => button(`Follow ${name}`, 'follow', { topic: name, confirm: 'yes' })),
    ),
  );
}

/** The key of a topic as it would be followed now; undefined for a text that is none. */
function typedKey(text: string): string | undefined {
  try {
    return topicKey(readTopic(text, []));
  } catch {
    return undefined;
  }
}

/** See `topicMeaning`. */
function meaningOf(text: string): string | undefined {
  try {
    return topicMeaning(readTopic(text, []));
  } catch {
    return undefined;
  }
}

/** A topic by its text, or by its number in `following`. @throws UserError for another; it names the nearest. */
function findFollowed(text: string, topics: readonly Topic[]): Topic {
  const key = topicKey({ kind: 'query', query: text });
  const typed = typedKey(text);
  const isMeant = (topic: Topic) =>
    topicKey(topic) === key ||
    topicText(topic).toLowerCase() === text.toLowerCase() ||
    topicKey(topic) === typed;
  const meaning = meaningOf(text);
  const isSame = (topic: Topic) => meaning !== undefined && topicMeaning(topic) === meaning;
  const byNumber = /^\d{1,3}$/.test(text) ? topics[Number(text) - 1] : undefined;
  const found = topics.find(isMeant) ?? byNumber ?? topics.find(isSame);
  if (found !== undefined) return found;
  const nearest = nearestNames(text, topics.map(topicText), 3);
  const offered = nearest.length > 0 ? nearest : topics.map(topicText);
  throw new UserError(
    'not-followed',
    `I don’t follow “${text}” here.`,
    topics.length === 0 ? 'I follow nothing here yet.' : nearest.length > 0 ? 'Did you mean:' : 'I follow:',
    unfollowLines(offered),
  );
}

/** The most topics that an error offers; `following` lists them all. */
const topicsOffered = 5;

const unfollowLines = (names: readonly string[]): string[] =>
  names.slice(0, topicsOffered).map((topic) => commandLine('unfollow', { topic }));

function whichTopic(topics: readonly Topic[]): UserError {
  if (topics.length === 0)
    return new UserError(
      'not-followed',
      'I follow nothing here yet.',
      'Begin with `follow mixture of experts`.',
    );
  const others = topics.length - topicsOffered;
  return new UserError(
    'missing-option',
    'Which topic should I unfollow?',
    others > 0
      ? `These are the first ${topicsOffered}; \`following\` lists all ${topics.length}.`
      : 'I follow these here:',
    unfollowLines(topics.map(topicText)),
  );
}
