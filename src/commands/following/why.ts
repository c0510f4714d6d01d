import type { Block } from '../../cards/card.ts';
import { commandLine } from '../../cards/command-line.ts';
import { type Line, line, strong, time } from '../../cards/span.ts';
import type { Paper } from '../../corpus/paper.ts';
import { placeHistory } from '../../digest/plan/plan.ts';
import type { IssuePaper } from '../../ports/store/ledger.ts';
import type { Arrival } from '../../ports/store/papers.ts';
import { wordsOfTerms } from '../../search/profile.ts';
import { parseQuery } from '../../search/query.ts';
import { makeMatchable, matchQuery } from '../../search/strict-matcher.ts';
import { createArrivals } from '../../topics/arrivals.ts';
import { describeDate, type LocalDate } from '../../topics/calendar/local-date.ts';
import type { PlaceState, Subscription } from '../../topics/subscription.ts';
import { topicText } from '../../topics/topic.ts';
import { type Answer, defineCommand } from '../command.ts';
import { factsLine, itself } from '../look-up/entries.ts';
import { paperOption } from '../look-up/find-item.ts';
import { aboutStoredPaper } from '../look-up/stored-papers.ts';
import { type ServiceAccess, type Services, stateOf } from '../services.ts';

export const whyCommand = (desk: ServiceAccess) =>
  defineCommand({
    name: 'why',
    summary: 'Why a paper came here, or did not',
    audience: 'person',
    options: {
      paper: paperOption,
    },
    examples: ['why QuIP#'],
    async run({ paper: wanted }, caller): Promise<Answer> {
      const deps = await desk.open();
      return aboutStoredPaper(deps, wanted, async (paper) =>
        whyAnswer(paper, await stateOf(caller, deps), deps),
      );
    },
  });

async function whyAnswer(paper: Paper, state: PlaceState, deps: Services): Promise<Answer> {
  const blocks: Block[] = [
    { kind: 'hint', line: factsLine(paper) },
    { kind: 'list', items: await explain(paper, state, deps) },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Abstract', line: commandLine('paper', { paper: paper.id }) },
        { label: 'What is followed here', line: 'following' },
      ],
    },
  ];
  const summary = `Why “${paper.title}” came, or did not`;
  return {
    card: { title: `Why: ${paper.title}`, summary, tone: 'plain', blocks },
    papers: [itself(paper)],
    notes: [],
  };
}

/** The way of a paper to a place, step by step, in plain words. */
async function explain(paper: Paper, state: PlaceState, deps: Services): Promise<Line[]> {
  const arrival = await deps.store.arrivalOf(paper.id);
  const subscriptions = await deps.store.subscriptions(state.place);
  const history = await deps.store.paperHistory(state.place, paper.id);
  return [
    seenLine(arrival),
    ...(paper.withdrawn ? [line('Its authors have withdrawn it, so digests leave it out.')] : []),
    ...(await topicLines(paper, arrival, subscriptions, deps)),
    ...history.map((entry) => historyLine(entry, state)),
    ...(await markLines(paper, state, deps)),
    ...stateLines(state, subscriptions),
    ...(await waitingLine(paper, arrival, state, subscriptions, deps)),
  ];
}

const at = (instant: number) => time(new Date(instant).toISOString(), 'moment');

const seenLine = (arrival: Arrival | undefined): Line =>
  arrival === undefined ? line('It has not arrived yet.') : line('First seen ', at(arrival.firstSeenAt), '.');

async function topicLines(
  paper: Paper,
  arrival: Arrival | undefined,
  subscriptions: readonly Subscription[],
  deps: Services,
): Promise<Line[]> {
  const lines = await Promise.all(
    subscriptions.map((subscription) => topicLine(paper, arrival, subscription, deps)),
  );
  return lines.length > 0 ? lines : [line('This place follows nothing.')];
}

async function topicLine(
  paper: Paper,
  arrival: Arrival | undefined,
  { topic, baseline }: Subscription,
  { batches }: Services,
): Promise<Line> {
  const own = await batches.paperProfile(paper);
  const wanted = topic.kind === 'subtopic' ? await batches.subtopicProfile(topic.subtopic) : undefined;
  const [match] = createArrivals([paper], { ofPaper: () => own, ofSubtopic: () => wanted }).match(topic);
  const name = strong(topicText(topic));
  if (match === undefined)
    return line(
      'Not of ',
      name,
      ': ',
      topic.kind === 'query' ? missText(topic.query, paper) : 'it has too little in common with its notes.',
    );
  const old =
    arrival !== undefined && arrival.arrival <= baseline
      ? ' It was here before the topic was followed, so it is not new.'
      : '';
  return line('Of ', name, match.words.length > 0 ? `: it says ${match.words.join(', ')}.` : '.', old);
}

function missText(query: string, paper: Paper): string {
  const { missing, excluded, filters } = matchQuery(parseQuery(query)).miss(makeMatchable(paper));
  const reasons = [
    missing.length > 0 && `it does not say ${missing.join(', ')}`,
    excluded.length > 0 && `it says ${excluded.join(', ')}, which is left out`,
    filters.length > 0 && `the filter ${filters.join(', ')} keeps it out`,
  ];
  return `${reasons.filter(Boolean).join('; ')}.`;
}

function historyLine(
  { outcome, localDate }: IssuePaper & { localDate: LocalDate },
  { size }: PlaceState,
): Line {
  const date = describeDate(localDate);
  switch (outcome) {
    case 'new':
      return line(`In the digest for ${date}.`);
    case 'archive':
      return line(`In the digest for ${date}, from the archive: nothing was new that day.`);
    case 'over':
      return line(`It had no room in the digest for ${date}, which holds ${size} papers.`);
    case 'hidden':
      return line(`Left out of the digest for ${date}: somebody here said it is not for this place.`);
    default:
      return outcome satisfies never;
  }
}

async function markLines(paper: Paper, state: PlaceState, deps: Services): Promise<Line[]> {
  const own = (await deps.store.marks(state.place)).find(({ paperId }) => paperId === paper.id);
  const { taste } = await placeHistory(state.place, deps);
  const { liked, disliked } = taste.explain(await deps.batches.paperProfile(paper));
  const words = (terms: readonly string[]) =>
    wordsOfTerms(terms, `${paper.title} ${paper.abstract}`).join(', ');
  return [
    ...(own === undefined
      ? []
      : [
          line(
            `${own.person} ${own.kind === 'saved' ? 'saved it' : 'said it is not for this place'} `,
            at(own.at),
            '.',
          ),
        ]),
    ...(liked.length > 0 ? [line(`It ranks higher here for ${words(liked)}, as in saved papers.`)] : []),
    ...(disliked.length > 0
      ? [line(`It ranks lower here for ${words(disliked)}, as in hidden papers.`)]
      : []),
  ];
}

function stateLines(
  { stopped, schedule, nextAt }: PlaceState,
  subscriptions: readonly Subscription[],
): Line[] {
  if (stopped !== undefined)
    return [line('The digest has stopped here ', at(stopped.at), `: ${stopped.reason}.`)];
  if (schedule.paused !== undefined) return [line('The digest is paused here.')];
  return nextAt === undefined || subscriptions.length === 0
    ? []
    : [line('The next digest comes ', at(nextAt), '.')];
}

/** It matched, is new, and the day's digest is still to come. */
async function waitingLine(
  paper: Paper,
  arrival: Arrival | undefined,
  state: PlaceState,
  subscriptions: readonly Subscription[],
  { store }: Services,
): Promise<Line[]> {
  if (arrival === undefined || arrival.arrival <= state.seen || subscriptions.length === 0) return [];
  const posted = await store.posted(state.place, [paper.id]);
  return posted.size > 0 ? [] : [line('The digest has not looked at it yet: it arrived after the last one.')];
}
