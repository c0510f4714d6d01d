import { button, buttons, hint, type LineContent, line, list, moment, strong } from '../../cards/builders.ts';
import type { Line } from '../../cards/card.ts';
import type { Paper } from '../../corpus/paper.ts';
import { placeHistory } from '../../digest/plan/place-history.ts';
import type { IssuePaper } from '../../ports/store/ledger.ts';
import type { Arrival, Mark } from '../../ports/store/papers.ts';
import { wordsOfTerms } from '../../search/profile.ts';
import { parseQuery } from '../../search/query.ts';
import { makeMatchable, matchQuery } from '../../search/strict-matcher.ts';
import { describeDate, type LocalDate } from '../../topics/calendar/local-date.ts';
import type { Subscription } from '../../topics/place.ts';
import { topicText } from '../../topics/topic.ts';
import { createArrivals } from '../../topics/topic-matches.ts';
import { type Answer, answer, defineCommand } from '../command.ts';
import { factsLine } from '../look-up/entries.ts';
import { aboutPaper, paperOption } from '../look-up/find-item.ts';
import { type ReadablePlace, readable } from '../place-handle.ts';
import { type ReadingAccess, type ReadingServices, type StateOf, stateOf } from '../services.ts';

export const whyCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'why',
    summary: 'Why a paper came here, or did not',
    options: { paper: paperOption },
    examples: ['why QuIP#'],
    async run({ paper: wanted }, caller, openIndex) {
      const services = await access.open();
      return aboutPaper(wanted, services, openIndex, async (paper) => {
        const state = await stateOf(await readable(caller), caller, services);
        await openIndex();
        return whyAnswer(paper, await explain(paper, state, services));
      });
    },
  });

const whyAnswer = (paper: Paper, reasons: readonly LineContent[]): Answer =>
  answer({
    title: `Why: ${paper.title}`,
    summary: `Why “${paper.title}” came, or did not`,
    blocks: [
      hint(...factsLine(paper)),
      list(reasons),
      buttons(button('Abstract', 'paper', { paper: paper.id }), button('What is followed here', 'following')),
    ],
    papers: [paper],
  });

/** What happened to a paper in a place, step by step. */
async function explain(
  paper: Paper,
  state: StateOf<ReadablePlace>,
  services: ReadingServices,
): Promise<LineContent[]> {
  const { store } = services;
  const arrival = await store.arrivalOf(paper.id);
  const subscriptions = await store.subscriptions(state.place);
  const history = await store.paperHistory(state.place, paper.id);
  const topics = subscriptions.map((each) => topicLine(paper, arrival, each, services));
  const isWaiting =
    arrival !== undefined &&
    arrival.arrival > state.seen &&
    subscriptions.length > 0 &&
    (await store.posted(state.place, [paper.id])).size === 0;
  return [
    arrival === undefined ? 'It has not arrived yet.' : line('First seen ', moment(arrival.firstSeenAt), '.'),
    paper.withdrawn && 'Its authors have withdrawn it, so digests leave it out.',
    ...(topics.length > 0 ? await Promise.all(topics) : ['This place follows nothing.']),
    ...history.map((each) => historyLine(each, state)),
    ...(await markLines(paper, state, services)),
    nextDigestLine(state, subscriptions),
    isWaiting && 'The digest has not looked at it yet: it arrived after the last one.',
  ];
}

async function topicLine(
  paper: Paper,
  arrival: Arrival | undefined,
  { topic, baseline }: Subscription,
  { matchesCache }: ReadingServices,
): Promise<Line> {
  const profile = await matchesCache.paperProfile(paper);
  const wanted = topic.kind === 'subtopic' ? await matchesCache.subtopicProfile(topic.subtopic) : undefined;
  const arrivals = createArrivals([paper], { ofPaper: () => profile, ofSubtopic: () => wanted });
  const [match] = arrivals.match(topic);
  const name = strong(topicText(topic));
  if (match === undefined)
    return line(
      'Not of ',
      name,
      ': ',
      topic.kind === 'query' ? missText(topic.query, paper) : 'it has too little in common with its notes.',
    );
  const isOld = arrival !== undefined && arrival.arrival <= baseline;
  return line(
    'Of ',
    name,
    match.words.length > 0 ? `: it says ${match.words.join(', ')}.` : '.',
    isOld ? ' It was here before the topic was followed, so it is not new.' : '',
  );
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
  { size }: StateOf<ReadablePlace>,
): string {
  const date = describeDate(localDate);
  switch (outcome) {
    case 'new':
      return `In the digest for ${date}.`;
    case 'archive':
      return `In the digest for ${date}, from the archive: nothing was new that day.`;
    case 'over':
      return `It had no room in the digest for ${date}, which holds ${size} papers.`;
    case 'hidden':
      return `Left out of the digest for ${date}: somebody here said it is not for this place.`;
    default:
      return outcome satisfies never;
  }
}

async function markLines(
  paper: Paper,
  { place }: StateOf<ReadablePlace>,
  services: ReadingServices,
): Promise<LineContent[]> {
  const marks = (await services.store.marks(place)).filter(({ paperId }) => paperId === paper.id);
  const { taste } = await placeHistory(place, services);
  const { liked, disliked } = taste.explain(await services.matchesCache.paperProfile(paper));
  const words = (terms: readonly string[]) =>
    wordsOfTerms(terms, `${paper.title} ${paper.abstract}`).join(', ');
  const done = (kind: Mark['kind']) => (kind === 'saved' ? 'saved it' : 'said it is not for this place');
  return [
    ...marks.map(({ person, kind, at }) => line(`${person} ${done(kind)} `, moment(at), '.')),
    liked.length > 0 && `It ranks higher here for ${words(liked)}, as in saved papers.`,
    disliked.length > 0 && `It ranks lower here for ${words(disliked)}, as in hidden papers.`,
  ];
}

function nextDigestLine(
  { stopped, schedule, nextAt }: StateOf<ReadablePlace>,
  topics: readonly Subscription[],
): LineContent {
  if (stopped !== undefined)
    return line('The digest has stopped here ', moment(stopped.at), `: ${stopped.reason}.`);
  if (schedule.paused !== undefined) return 'The digest is paused here.';
  return nextAt !== undefined && topics.length > 0 && line('The next digest comes ', moment(nextAt), '.');
}
