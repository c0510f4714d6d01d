import { button, buttons, hint, moment, strong, text } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import { defined } from '../../defined.ts';
import { UserError } from '../../errors.ts';
import { nextOccurrence } from '../../topics/calendar/calendar.ts';
import { describeSchedule } from '../../topics/calendar/schedule.ts';
import { maxTopics, type PlaceState } from '../../topics/subscription.ts';
import { readTopic, type Topic, topicKey, topicText } from '../../topics/topic.ts';
import { type Answer, answer, type Caller, defineCommand } from '../command.ts';
import {
  nameOf,
  recordChange,
  requireChange,
  type ServiceAccess,
  type Services,
  stateOf,
} from '../services.ts';
import { previewTopic } from './preview-topic.ts';

export const followCommand = (access: ServiceAccess) =>
  defineCommand({
    name: 'follow',
    summary: 'Follow a query or a subtopic here; shows a preview first',
    changes: true,
    options: {
      topic: {
        type: 'text',
        rest: true,
        required: true,
        suggests: 'topic',
        help: 'a subtopic, or words and filters as in search',
      },
      confirm: { type: 'choice', choices: ['yes'], help: 'yes: follow without the preview' },
    },
    form: ['topic'],
    examples: [
      'follow low-bit quantization',
      'follow Reward Models',
      'follow "scaling laws" -vision confirm:yes',
    ],
    async run({ topic: wanted, confirm }, caller, openIndex) {
      const topic = readTopic(wanted, access.corpus.subtopics);
      const services = await access.open();
      if (confirm === 'yes') return follow(topic, caller, services);
      await openIndex();
      return previewTopic(topic, caller, services);
    },
  });

async function follow(topic: Topic, caller: Caller, services: Services): Promise<Answer> {
  await requireChange(caller);
  const { store, clock } = services;
  const name = topicText(topic);
  const topics = await store.subscriptions(caller.place);
  if (topics.some((each) => topicKey(each.topic) === topicKey(topic)))
    throw new UserError('followed-already', `“${name}” is followed here already.`, 'See: following');
  if (topics.length >= maxTopics)
    throw new UserError(
      'too-many-topics',
      `This place follows ${maxTopics} topics, which is the most.`,
      'Unfollow one first: following lists them.',
    );
  const state = await savedState(caller, services);
  await store.follow({
    place: caller.place,
    topic,
    addedBy: caller.person.id,
    addedByName: nameOf(caller),
    addedAt: clock.now(),
    baseline: await store.latestArrival(),
  });
  await recordChange(caller, `followed “${name}”`, services);
  return followedAnswer(name, topics.length + 1, state);
}

/** The settings of the caller's place, which are saved now if they had no next digest. */
async function savedState(caller: Caller, services: Services): Promise<PlaceState> {
  const state = await stateOf(caller, services);
  if (state.nextAt !== undefined) return state;
  const next = nextOccurrence(state.schedule, services.clock.now());
  const saved = { ...state, ...defined({ nextAt: next?.at }) };
  await services.store.savePlace(saved);
  return saved;
}

const followedAnswer = (name: string, count: number, { nextAt, schedule }: PlaceState): Answer =>
  answer({
    title: `Following: ${name}`,
    summary: `“${name}” is followed here now`,
    blocks: [
      text('This place follows ', strong(name), ` now, and ${plural(count, 'topic')} in all.`),
      nextAt === undefined
        ? hint('The digest is paused. Resume it with: digest resume')
        : text('The next digest comes ', moment(nextAt), `: ${describeSchedule(schedule)}.`),
      schedule.zone === 'UTC' &&
        hint('Its zone is UTC, as yours is not known. Change it with: digest at 09:00 zone:Europe/Berlin'),
      buttons(
        button('Preview the digest', 'digest preview'),
        button('All topics here', 'following'),
        button('Unfollow', 'unfollow', { topic: name }),
      ),
    ],
  });
