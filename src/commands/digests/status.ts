import type { Block, Fact } from '../../cards/card.ts';
import { type Line, line, time } from '../../cards/span.ts';
import { plural } from '../../corpus/describe-paper.ts';
import { feedTrouble, loadFeedViews } from '../../intake/rounds/feed-trouble.ts';
import { describeDate } from '../../topics/calendar/local-date.ts';
import { describeSchedule } from '../../topics/calendar/schedule.ts';
import type { PlaceState } from '../../topics/subscription.ts';
import { topicProblem, topicText } from '../../topics/topic.ts';
import { type Answer, defineCommand } from '../command.ts';
import { staleLines } from '../feeds/feed-lines.ts';
import { newPapersLine } from '../following/new-papers-line.ts';
import { type ServiceAccess, type Services, stateOf } from '../services.ts';

const changesShown = 10;

export const statusCommand = (desk: ServiceAccess) =>
  defineCommand({
    name: 'status',
    summary: 'Is it broken or just empty? Last check, last and next digest, trouble, changes',
    audience: 'person',
    options: {},
    examples: ['status'],
    async run(_values, caller): Promise<Answer> {
      const deps = await desk.open();
      const state = await stateOf(caller, deps);
      const changes = await deps.store.changes(state.place, changesShown);
      const feeds = await loadFeedViews(deps.feeds, deps.store);
      const inTrouble = feedTrouble(feeds, deps.clock.now());
      const trouble = [...(await troubleOf(state, deps)), ...staleLines(inTrouble)];
      const newPapers = await newPapersLine(state, feeds, inTrouble, deps);
      const blocks: Block[] = [
        { kind: 'facts', facts: [...(await facts(state, deps)), { label: 'New papers', value: newPapers }] },
        ...(trouble.length > 0
          ? ([
              { kind: 'heading', text: 'Trouble' },
              { kind: 'list', items: trouble } as const,
            ] satisfies Block[])
          : []),
        ...(changes.length > 0
          ? ([
              { kind: 'heading', text: 'Last changes' },
              {
                kind: 'list',
                items: changes.map(({ at: when, person, what }) => line(at(when), `: ${person} ${what}`)),
              } as const,
            ] satisfies Block[])
          : []),
      ];
      const summary = trouble.length > 0 ? 'The digest here has trouble.' : 'All is well.';
      return {
        card: { title: 'Status', summary, tone: trouble.length > 0 ? 'warning' : 'plain', blocks },
        papers: [],
        notes: [],
      };
    },
  });

const at = (instant: number) => time(new Date(instant).toISOString(), 'moment');

async function facts(state: PlaceState, { store, index }: Services): Promise<Fact[]> {
  const topics = await store.subscriptions(state.place);
  const { papers, notes } = await index.size();
  return [
    { label: 'Follows', value: line(plural(topics.length, 'topic')) },
    {
      label: 'Last check',
      value: state.checkedAt === undefined ? line('none yet') : line(at(state.checkedAt)),
    },
    { label: 'Last digest', value: await lastDigest(state, store) },
    { label: 'Next digest', value: nextDigest(state, topics.length) },
    {
      label: 'Waiting',
      value: line(`${plural(await store.countArrivals(state.seen), 'new paper')} to look through`),
    },
    { label: 'Corpus', value: line(`${plural(papers, 'paper')}, ${plural(notes, 'note')}`) },
  ];
}

async function lastDigest({ place }: PlaceState, store: Services['store']): Promise<Line> {
  const issue = await store.latestIssue(place);
  if (issue === undefined) return line('none yet');
  const papers = issue.papers.filter(({ outcome }) => outcome === 'new' || outcome === 'archive').length;
  const state =
    issue.doneAt === undefined
      ? ', not posted yet'
      : issue.kind === 'none'
        ? ', nothing new and nothing posted'
        : `, ${plural(papers, 'paper')}`;
  return line(`for ${describeDate(issue.localDate)}${state}`);
}

function nextDigest({ nextAt, schedule, stopped }: PlaceState, topics: number): Line {
  if (topics === 0) return line('none: nothing is followed here');
  if (stopped !== undefined) return line('none until it is resumed');
  return nextAt === undefined
    ? line('none: it is paused')
    : line(at(nextAt), ` (${describeSchedule(schedule)})`);
}

async function troubleOf({ place, stopped }: PlaceState, { store, clock }: Services): Promise<Line[]> {
  const open = await store.openIssues(place, Number.MAX_SAFE_INTEGER);
  const waiting = open.map((issue) =>
    line(
      `The digest for ${describeDate(issue.localDate)} is not posted yet${issue.problem === undefined ? '' : `: ${issue.problem}`}.`,
      ...(issue.retryAt === undefined || issue.retryAt < clock.now()
        ? []
        : [' Next try ', at(issue.retryAt), '.']),
    ),
  );
  const halted =
    stopped === undefined
      ? []
      : [
          line(
            'Stopped ',
            at(stopped.at),
            `: ${stopped.reason}. ${stopped.remedy ?? 'Resume it with: digest resume'}`,
          ),
        ];
  const unreadable = (await store.subscriptions(place))
    .filter(({ topic }) => topicProblem(topic) !== undefined)
    .map(({ topic }) =>
      line(`The topic “${topicText(topic)}” cannot be read any more. Unfollow it, and follow another.`),
    );
  return [...halted, ...waiting, ...unreadable];
}
