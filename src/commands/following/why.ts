import { button, buttons, hint, type LineContent, line, link, list, moment } from '../../cards/builders.ts';
import type { Paper } from '../../corpus/paper.ts';
import { type PaperVersion, versionAt } from '../../corpus/paper-versions.ts';
import { forecast } from '../../digest/plan/forecast.ts';
import { placeHistory } from '../../digest/plan/place-history.ts';
import type { Reason } from '../../digest/plan/taste.ts';
import { newsMs } from '../../intake/decide/news.ts';
import type { IssuePaper } from '../../ports/store/ledger.ts';
import type { Mark } from '../../ports/store/papers.ts';
import { wordsOfTerms } from '../../search/profile.ts';
import { describeDate, type LocalDate } from '../../topics/calendar/local-date.ts';
import type { Subscription } from '../../topics/place.ts';
import { type Answer, answer, defineCommand, timesIn } from '../command.ts';
import { nextText } from '../digests/settings-card.ts';
import { factsLine } from '../look-up/entries.ts';
import { aboutPaper, paperOption } from '../look-up/find-item.ts';
import { type ReadablePlace, readable, type StateOf } from '../place-handle.ts';
import { postedLink } from '../posted-link.ts';
import { type ReadingAccess, type ReadingServices, stateOf } from '../services.ts';
import { type Finding, lookAt } from './why-topic.ts';

/** Says by which topics a paper came, or what kept it out. Changes nothing. */
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
        return timesIn(state.schedule.zone, whyAnswer(paper, await explain(paper, state, services)));
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
  const { store, clock } = services;
  const arrival = await store.arrivalOf(paper.id);
  const versions = arrival === undefined ? [] : [...(arrival.earlier ?? []), arrival];
  const subscriptions = await store.subscriptions(state.place);
  const history = await store.paperHistory(state.place, paper.id);
  const findings = await Promise.all(
    subscriptions.map((each) => lookAt(arrival?.paper ?? paper, versions, each, state, services)),
  );
  const isTold = history.length > 0 || (await store.posted(state.place, [paper.id])).size > 0;
  const isOld = arrival !== undefined && clock.now() - arrival.firstSeenAt >= newsMs;
  return [
    arrival === undefined ? 'It has not arrived yet.' : line('First seen ', moment(arrival.firstSeenAt), '.'),
    paper.withdrawn && 'Its authors have withdrawn it, so digests leave it out.',
    arrival?.quiet && 'It was old when it came in, so digests leave it out.',
    ...(findings.length > 0 ? findings.map((each) => each.said) : ['I follow nothing here.']),
    ...(await Promise.all(
      history.map(async (each): Promise<LineContent> => {
        const said = historyLine(each, state);
        const url = await postedLink(paper, state.place, each.localDate, services);
        return url === undefined
          ? said
          : line(`${said} `, link('See it, and what was said about it', url), '.');
      }),
    )),
    ...(await markLines(paper, state, services)),
    nextDigestLine(state, subscriptions, clock.now()),
    !isTold && !paper.withdrawn && !arrival?.quiet && waitingLine(versions, findings, state, isOld),
  ];
}

/** Why a paper has not come, although it is of a topic. @param isOld it is no longer news */
function waitingLine(
  versions: readonly PaperVersion[],
  findings: readonly Finding[],
  { seen }: StateOf<ReadablePlace>,
  isOld: boolean,
): LineContent {
  const isLookDue = findings.length > 0 && (versions.at(-1)?.arrival ?? 0) > seen;
  if (!isLookDue)
    return (
      isOld &&
      findings.some(({ isMatch }) => isMatch) &&
      'It came to match when it was no longer news: digests look again at a paper for 14 days.'
    );
  if (versionAt(versions, seen) === undefined)
    return 'The digest has not looked at it yet: it arrived after the last one.';
  return (
    findings.some(({ isNew }) => isNew) &&
    'The digest has not looked at it again yet: it changed after the last one.'
  );
}

function historyLine(
  { outcome, localDate }: IssuePaper & { localDate: LocalDate },
  { size }: StateOf<ReadablePlace>,
): string {
  const date = describeDate(localDate);
  switch (outcome) {
    case 'new':
      return `In the digest for ${date}.`;
    case 'leftover':
      return `In the digest for ${date}, which had room for it: an earlier one had none.`;
    case 'archive':
      return `In the digest for ${date}, from the archive: nothing was new that day.`;
    case 'over':
      return `It had no room in the digest for ${date}, which holds ${size} papers.`;
    case 'hidden':
      return `Left out of the digest for ${date}: someone here hid it.`;
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
  const { liked, disliked } = await taste.explain(paper, await services.matchesCache.paperProfile(paper));
  const reason = ({ paper: marked, terms }: Reason) => {
    const words = wordsOfTerms(terms, `${paper.title} ${paper.abstract}`);
    return `“${marked.title}”${words.length > 0 ? ` (${words.join(', ')})` : ''}`;
  };
  const done = (kind: Mark['kind']) => (kind === 'saved' ? 'saved it' : 'hid it');
  return [
    ...marks.map(({ person, kind, at }) => line(`${person} ${done(kind)} `, moment(at), '.')),
    liked !== undefined &&
      `It ranks higher here, most of all for being like ${reason(liked)}, which was saved.`,
    disliked !== undefined &&
      `It ranks lower here, most of all for being like ${reason(disliked)}, which was hidden.`,
  ];
}

function nextDigestLine(
  state: StateOf<ReadablePlace>,
  topics: readonly Subscription[],
  now: number,
): LineContent {
  const { stopped } = state;
  if (stopped !== undefined)
    return line('The digest has stopped here ', moment(stopped.at), `: ${stopped.reason}.`);
  const next = forecast(state, topics.length, now);
  if ('at' in next) return line('The next digest comes ', nextText(next, state, now), '.');
  return next.none === 'paused' && 'The digest is paused here.';
}
