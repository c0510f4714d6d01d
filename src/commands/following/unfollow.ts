import { button, buttons, commandLine, line, strong } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import type { Subscription } from '../../topics/place.ts';
import { readTopic, type Topic, topicKey, topicText } from '../../topics/topic.ts';
import { topicMeaning } from '../../topics/topic-meaning.ts';
import { type Answer, type Caller, defineCommand, shortAnswer } from '../command.ts';
import { type ChangeablePlace, changeable } from '../place-handle.ts';
import { type ChangingServices, recordChange, type ServiceAccess } from '../services.ts';

/** Ends the following of a topic; offers the nearest ones where the words fit none or several. */
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
