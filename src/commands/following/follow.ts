import type { Block, Card } from '../../cards/card.ts';
import { commandLine } from '../../cards/command-line.ts';
import { line, strong, time } from '../../cards/span.ts';
import { plural } from '../../corpus/describe-paper.ts';
import { UserError } from '../../errors.ts';
import { nextOccurrence } from '../../topics/calendar/calendar.ts';
import { describeSchedule } from '../../topics/calendar/schedule.ts';
import { type CorpusMatches, corpusMatches } from '../../topics/corpus-matches.ts';
import { maxTopics, type PlaceState } from '../../topics/subscription.ts';
import { readTopic, type Topic, topicKey, topicText } from '../../topics/topic.ts';
import { type Answer, type Caller, defineCommand } from '../command.ts';
import { paperEntry } from '../look-up/entries.ts';
import { hint, nameOf, requireChange, type ServiceAccess, type Services, stateOf } from '../services.ts';

const previewed = 5;
const weekMs = 7 * 24 * 60 * 60_000;
/** Arrivals of so many weeks say how many papers to expect. */
const weeksCounted = 4;

export const followCommand = (desk: ServiceAccess) =>
  defineCommand({
    name: 'follow',
    summary: 'Follow a query or a subtopic here; shows a preview first',
    audience: 'person',
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
    examples: [
      'follow low-bit quantization',
      'follow Reward Models',
      'follow "scaling laws" -vision confirm:yes',
    ],
    async run({ topic: text, confirm }, caller) {
      const topic = readTopic(text, desk.corpus.subtopics);
      const deps = await desk.open();
      return confirm === 'yes' ? follow(topic, caller, deps) : preview(topic, caller, deps);
    },
  });

async function preview(topic: Topic, caller: Caller, deps: Services): Promise<Answer> {
  const found = await matchesOf(topic, deps);
  const state = await stateOf(caller, deps);
  const problems = (await deps.messengerOf(caller.place.platform)?.preflight(caller.place)) ?? [];
  const blocks: Block[] = [
    {
      kind: 'text',
      line: line(`The corpus holds ${plural(found.total, 'paper')} of it. ${await expectation(found, deps)}`),
    },
    ...(found.matches.length > 0
      ? [{ kind: 'entries', entries: found.matches.map(({ paper }) => paperEntry(paper)) } satisfies Block]
      : []),
    ...problems.map(
      (problem): Block => ({ kind: 'text', line: line(strong('Before it can post: '), problem) }),
    ),
    {
      kind: 'buttons',
      buttons: [
        {
          label: 'Follow',
          line: commandLine('follow', { topic: topicText(topic), confirm: 'yes' }),
          primary: true,
        },
        { label: 'Change', line: commandLine('search', { query: topicText(topic) }) },
      ],
    },
    hint(
      `The digest comes at ${describeSchedule(state.schedule)}. Papers that are here already will not be posted as new.`,
    ),
  ];
  return {
    card: card(
      `Preview: ${topicText(topic)}`,
      `${plural(found.total, 'paper')} of “${topicText(topic)}” so far`,
      blocks,
    ),
    papers: found.matches.map(({ paper, score }) => ({ id: paper.id, title: paper.title, score })),
    notes: [],
  };
}

const card = (title: string, summary: string, blocks: readonly Block[]): Card => ({
  title,
  summary,
  tone: 'plain',
  blocks,
});

async function matchesOf(topic: Topic, { index, batches }: Services): Promise<CorpusMatches> {
  const profile = topic.kind === 'subtopic' ? await batches.subtopicProfile(topic.subtopic) : undefined;
  return corpusMatches(topic, index, profile, previewed);
}

/** The share of the corpus that matches, of the papers that arrive in a week. */
async function expectation({ total }: CorpusMatches, { store, index, clock }: Services): Promise<string> {
  const { papers } = await index.size();
  const arrived = await store.countArrivalsSince(clock.now() - weeksCounted * weekMs);
  const share = total / Math.max(papers, 1);
  // Papers that all came at once, with the corpus, say nothing of a week.
  if (arrived === 0 || arrived >= papers)
    return `Of a hundred new papers, expect about ${Math.round(share * 100)}.`;
  const perWeek = (share * arrived) / weeksCounted;
  return perWeek < 1
    ? 'Expect less than one new paper a week.'
    : `Expect about ${Math.round(perWeek)} new papers a week.`;
}

async function follow(topic: Topic, caller: Caller, deps: Services): Promise<Answer> {
  await requireChange(caller);
  const { store, clock } = deps;
  const topics = await store.subscriptions(caller.place);
  if (topics.some((each) => topicKey(each.topic) === topicKey(topic)))
    throw new UserError(
      'followed-already',
      `“${topicText(topic)}” is followed here already.`,
      'See: following',
    );
  if (topics.length >= maxTopics)
    throw new UserError(
      'too-many-topics',
      `This place follows ${maxTopics} topics, which is the most.`,
      'Unfollow one first: following lists them.',
    );
  const state = await ensurePlace(caller, deps);
  await store.follow({
    place: caller.place,
    topic,
    addedBy: caller.person.id,
    addedByName: nameOf(caller),
    addedAt: clock.now(),
    baseline: await store.latestArrival(),
  });
  await store.recordChange(caller.place, {
    at: clock.now(),
    person: nameOf(caller),
    what: `followed “${topicText(topic)}”`,
  });
  return followed(topic, topics.length + 1, state);
}

async function ensurePlace(caller: Caller, deps: Services): Promise<PlaceState> {
  const state = await stateOf(caller, deps);
  if (state.nextAt !== undefined) return state;
  const next = nextOccurrence(state.schedule, deps.clock.now());
  const saved = { ...state, ...(next !== undefined && { nextAt: next.at }) };
  await deps.store.savePlace(saved);
  return saved;
}

function followed(topic: Topic, count: number, state: PlaceState): Answer {
  const next: Block[] =
    state.nextAt === undefined
      ? [hint('The digest is paused. Resume it with: digest resume')]
      : [
          {
            kind: 'text',
            line: line(
              'The next digest comes ',
              time(new Date(state.nextAt).toISOString(), 'moment'),
              `: ${describeSchedule(state.schedule)}.`,
            ),
          },
        ];
  const zone =
    state.schedule.zone === 'UTC'
      ? [hint('Its zone is UTC, as yours is not known. Change it with: digest at 09:00 zone:Europe/Berlin')]
      : [];
  const buttons: Block = {
    kind: 'buttons',
    buttons: [
      { label: 'Preview the digest', line: 'digest preview' },
      { label: 'All topics here', line: 'following' },
      { label: 'Unfollow', line: commandLine('unfollow', { topic: topicText(topic) }) },
    ],
  };
  return {
    card: card(`Following: ${topicText(topic)}`, `“${topicText(topic)}” is followed here now`, [
      {
        kind: 'text',
        line: line(
          'This place follows ',
          strong(topicText(topic)),
          ` now, and ${plural(count, 'topic')} in all.`,
        ),
      },
      ...next,
      ...zone,
      buttons,
    ]),
    papers: [],
    notes: [],
  };
}
