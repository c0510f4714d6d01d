import {
  button,
  buttons,
  code,
  hint,
  opensForm,
  primary,
  strong,
  text,
  typed as typedLine,
} from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import { forecast, withNextAt } from '../../digest/plan/forecast.ts';
import { DeliveryError, UserError } from '../../errors.ts';
import { tidy } from '../../search/language/pieces.ts';
import { daysInWords } from '../../topics/calendar/in-words.ts';
import { maxTopics, type Place, type PlaceState } from '../../topics/place.ts';
import { type Topic, topicText } from '../../topics/topic.ts';
import { corpusMatches } from '../../topics/topic-matches.ts';
import { isSameTopic } from '../../topics/topic-meaning.ts';
import { type Answer, answer, type Caller, defineCommand, subject } from '../command.ts';
import { comesText, nextText } from '../digests/settings-card.ts';
import { paperEntries } from '../look-up/entries.ts';
import { type ChangeablePlace, changeable, readable, type StateOf } from '../place-handle.ts';
import { type ChangingServices, nameOf, recordChange, type ServiceAccess, stateOf } from '../services.ts';
import { checkTopic } from './check-topic.ts';
import { countInWords } from './expectation.ts';
import { likenessRemark } from './likeness-remark.ts';
import { readFollowed } from './require-topic.ts';
import { type SpokenTopic, spokenTopic } from './spoken-topic.ts';

const papersShown = 5;
/** The weeks whose arrivals tell how many papers to expect. */

export const followCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'follow',
    summary: 'Follow a query or a subtopic here; shows a preview first',
    changes: 'channel',
    options: {
      topic: subject('topic', 'a subtopic, or words and filters as in search'),
      confirm: { type: 'choice', choices: ['yes'], inner: true, help: 'yes: follow without the preview' },
    },
    form: ['topic'],
    examples: [
      'follow low-bit quantization',
      'follow Reward Models',
      'follow "scaling laws" -vision confirm:yes',
    ],
    async run({ topic: wanted, confirm }, caller, openIndex) {
      const spoken: SpokenTopic = confirm === 'yes' ? { topic: wanted } : spokenTopic(wanted);
      const topic = readFollowed(spoken.topic, access.corpus.subtopics);
      const services = await access.open();
      if (confirm === 'yes') return follow(topic, caller, services);
      await openIndex();
      return previewTopic(topic, caller, services, spoken);
    },
  });

async function follow(topic: Topic, caller: Caller, services: ChangingServices): Promise<Answer> {
  const place = await changeable(caller, 'follow topics');
  const { store, clock } = services;
  const name = topicText(topic);
  const topics = await store.subscriptions(place);
  const same = topics.find((each) => isSameTopic(each.topic, topic));
  if (same !== undefined)
    throw new UserError(
      'followed-already',
      `I already follow “${topicText(same.topic)}” here.`,
      'See `following`.',
    );
  if (topics.length >= maxTopics)
    throw new UserError(
      'too-many-topics',
      `I can follow ${maxTopics} topics here at most.`,
      'Unfollow one first: `following` lists them.',
    );
  const isNew = (await store.place(place)) === undefined;
  const first = await stateOf(place, caller, services);
  await store.changePlace(first, (state) => withNextAt(state, clock.now()));
  await store.follow({
    place,
    topic,
    addedBy: caller.person.id,
    addedByName: nameOf(caller),
    addedAt: clock.now(),
    baseline: await store.latestArrival(),
  });
  const state = await beginDigests(first, topics.length === 0, services);
  await recordChange(place, caller, `followed “${name}”`, services);
  const isZoneGuessed = isNew && caller.person.zone === undefined;
  return followedAnswer(name, topics.length + 1, state, isZoneGuessed, clock.now());
}

/** A place that followed nothing gets digests from now on, not for the days before; taking an unfollow back goes on. */
async function beginDigests(
  first: StateOf<ChangeablePlace>,
  isFirst: boolean,
  { store, clock }: ChangingServices,
): Promise<PlaceState> {
  const now = clock.now();
  const [topic] = await store.subscriptions(first.place);
  const isNew = isFirst && topic !== undefined && topic.baseline === (await store.latestArrival());
  return store.changePlace(first, (state) => withNextAt(isNew ? { ...state, since: now } : state, now));
}

function followedAnswer(
  name: string,
  count: number,
  state: PlaceState,
  isZoneGuessed: boolean,
  now: number,
): Answer {
  const { schedule } = state;
  const next = forecast(state, count, now);
  return answer({
    title: `Following: ${name}`,
    summary: `I now follow “${name}” here.`,
    blocks: [
      text(
        'I now follow ',
        strong(name),
        ` here${count > 1 ? `, with ${plural(count - 1, 'other topic')}` : ''}.`,
      ),
      'at' in next
        ? text(
            `${count > 1 ? 'Next' : 'First'} digest: ${nextText(next, state, now)}, then ${daysInWords(schedule.days)}.`,
          )
        : text(
            `The digest ${next.none === 'stopped' ? 'has stopped' : 'is paused'} here. To go on: `,
            typedLine('digest resume'),
          ),
      isZoneGuessed && hint('Not in UTC? ', typedLine('digest zone Berlin')),
      buttons(
        button('Preview the digest', 'digest preview'),
        button('All topics here', 'following'),
        button('Unfollow', 'unfollow', { topic: name }),
      ),
    ],
  });
}

/** The stored papers that match a topic, and how many to expect from now on. Nothing is saved. */
async function previewTopic(
  topic: Topic,
  caller: Caller,
  services: ChangingServices,
  spoken: SpokenTopic,
): Promise<Answer> {
  const { index, matchesCache } = services;
  const profile = topic.kind === 'subtopic' ? await matchesCache.subtopicProfile(topic.subtopic) : undefined;
  const { total, matches } = await corpusMatches(topic, index, profile, matchesCache.comparable, papersShown);
  const place = await readable(caller);
  const state = await stateOf(place, caller, services);
  const problems = await placeProblems(place, services);
  const name = topicText(topic);
  const followed = (await services.store.subscriptions(place)).map((each) => each.topic);
  const { remark, isDoubtful } = await checkTopic(topic, total, followed, index, spoken.topic);
  const isFollowed = followed.some((each) => isSameTopic(each, topic));
  const follow = button(isDoubtful ? 'Follow anyway' : 'Follow', 'follow', { topic: name, confirm: 'yes' });
  return answer({
    title: `Preview: ${name}`,
    summary: `${plural(total, 'paper')} of “${name}” so far`,
    blocks: [
      readAsBlock(topic, spoken.topic),
      spoken.when !== undefined &&
        text(
          `“${spoken.when}” isn’t part of the topic. When digests come is set for all topics here: `,
          typedLine(`digest ${spoken.when}`),
        ),
      total > 0 && text(await countInWords(topic, total, services)),
      likenessRemark(topic),
      remark ?? [],
      paperEntries(
        matches.map(({ paper }) => paper),
        caller,
      ),
      problems.map((problem) => text(strong('Before it can post: '), problem)),
      buttons(
        !isFollowed && (isDoubtful ? follow : primary(follow)),
        opensForm(button('Change', 'follow', { topic: name })),
      ),
      hint(...comesText(state, services.clock.now(), ', with papers that arrive from now on')),
    ],
    papers: matches.map(({ paper: { id, title }, score }) => ({ id, title, score })),
  });
}

/** How a topic was read, where its text differs from what was typed. */
const readAsBlock = (topic: Topic, typed: string) =>
  topic.kind === 'query' && topic.query !== tidy(typed) && hint('I read this as: ', code(topic.query));

/** What keeps digests from the place. When the platform does not answer now, that is said, and following goes on. */
async function placeProblems(
  place: Place,
  { messengerOf }: Pick<ChangingServices, 'messengerOf'>,
): Promise<readonly string[]> {
  try {
    return (await messengerOf(place.platform)?.preflight(place)) ?? [];
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return [`I couldn’t check whether I may post here (${error.message}). You can follow all the same.`];
  }
}
