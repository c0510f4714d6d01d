import {
  facts,
  joinLines,
  type LineContent,
  line,
  list,
  moment,
  section,
  sentence,
  text,
} from '../../cards/builders.ts';
import type { Line } from '../../cards/card.ts';
import { plural } from '../../cards/text.ts';
import { lateMs } from '../../digest/deliver/health.ts';
import { forecast } from '../../digest/plan/forecast.ts';
import { feedsOf } from '../../intake/rounds/added-feeds.ts';
import {
  type FeedTrouble,
  type FeedView,
  feedTrouble,
  loadFeedViews,
} from '../../intake/rounds/feed-trouble.ts';
import { daysInWords } from '../../topics/calendar/in-words.ts';
import {
  addDays,
  dateAt,
  describeDate,
  instantOn,
  type LocalDate,
  weekdayOf,
} from '../../topics/calendar/local-date.ts';
import { inForce } from '../../topics/calendar/schedule.ts';
import type { PlaceState } from '../../topics/place.ts';
import { topicProblem, topicText } from '../../topics/topic.ts';
import { answer, defineCommand, timesIn } from '../command.ts';
import { readText, staleLines, troubleLine } from '../feeds/feed-list.ts';
import { type ReadablePlace, readable, type StateOf } from '../place-handle.ts';
import { type ReadingAccess, type ReadingServices, stateOf } from '../services.ts';
import { countPosted } from './issue.ts';
import { reviewInWords } from './review-setting.ts';
import { nextText } from './settings-card.ts';

const changesShown = 10;
/** Problems and feeds that are listed: with all of them, the rest of the answer had no room in one message. */
const mostListed = 8;
const dayMs = 24 * 60 * 60_000;

/** Whether the bot works: digests, feeds, what has changed lately. Changes nothing. */
export const statusCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'status',
    summary: 'Is everything working? Last and next digest, problems, recent changes',
    options: {},
    examples: ['status'],
    async run(_values, caller, openIndex) {
      const services = await access.open();
      const { store, clock } = services;
      const state = await stateOf(await readable(caller), caller, services);
      const topics = await store.subscriptions(state.place);
      const feeds = await loadFeedViews(await feedsOf(state.place, services), store);
      const inTrouble = feedTrouble(feeds, clock.now());
      const trouble = [...(await troubleLines(state, services)), ...staleLines(inTrouble)];
      const { papers, notes } = await (await openIndex()).size();
      const changes = await store.changes(state.place, changesShown);
      const status = answer({
        title: 'Status',
        summary: trouble.length > 0 ? 'Something here needs attention.' : 'All is well.',
        tone: trouble.length > 0 ? 'warning' : 'plain',
        blocks: [
          text(trouble.length > 0 ? 'Something here needs attention:' : 'All is well.'),
          list(firstLines(trouble)),
          facts({
            Follows: plural(topics.length, 'topic'),
            'Last check': state.checkedAt === undefined ? 'none yet' : moment(state.checkedAt),
            'Last digest': await lastDigest(state, services),
            'Next digest': nextDigest(state, topics.length, clock.now()),
            'Weekly review':
              state.review !== undefined &&
              reviewInWords(state.review, inForce(state.schedule, dateAt(state.schedule.zone, clock.now()))),
            Waiting: `${plural(await store.countArrivals(state.seen), 'new paper')} to look through`,
            Here: `${plural(papers, 'paper')}, ${plural(notes, 'note')}`,
            'New papers': await newPapersLine(state, feeds, inTrouble, services),
          }),
          section(
            'Last changes',
            list(changes.map(({ at, person, what }) => line(moment(at), `: ${person} ${what}`))),
          ),
        ],
      });
      return timesIn(state.schedule.zone, status);
    },
  });

/** What is wrong with the digest itself comes first in `all`. */
function firstLines(all: readonly Line[]): Line[] {
  const others = all.length - mostListed;
  if (others <= 1) return [...all];
  const where = sentence(' more: `feeds` shows every feed, `following` every topic');
  return [...all.slice(0, mostListed), line(`${others}`, ...where)];
}

async function lastDigest(
  { place }: StateOf<ReadablePlace>,
  { store, clock }: ReadingServices,
): Promise<string> {
  const issue = await store.latestIssue(place, clock.now());
  if (issue === undefined) return 'none yet';
  const date = `for ${describeDate(issue.localDate)}`;
  if (issue.doneAt === undefined) return `${date}, not posted yet`;
  return issue.kind === 'none'
    ? `${date}, nothing new and nothing posted`
    : `${date}, ${plural(countPosted(issue), 'paper')}`;
}

function nextDigest(state: PlaceState, topics: number, now: number): string | Line {
  const next = forecast(state, topics, now);
  const said = nextText(next, state, now);
  const schedule = inForce(state.schedule, dateAt(state.schedule.zone, now));
  return 'at' in next ? line(said, `, then ${daysInWords(schedule.days)}`) : line(said);
}

async function troubleLines(
  { place, stopped, nextAt }: StateOf<ReadablePlace>,
  { store, clock }: ReadingServices,
): Promise<Line[]> {
  const now = clock.now();
  const isRunning = stopped === undefined;
  const open = await store.openIssues(place, Number.MAX_SAFE_INTEGER);
  const unposted = open.map(({ localDate, problem, retryAt = 0 }) =>
    line(
      `The digest for ${describeDate(localDate)} is not posted yet${problem === undefined ? '' : `: ${problem}`}.`,
      ...(isRunning && retryAt >= now ? [' Next try ', moment(retryAt), '.'] : []),
    ),
  );
  const stop =
    stopped &&
    line(
      'Stopped ',
      moment(stopped.at),
      `: ${stopped.reason}. `,
      ...sentence(stopped.remedy ?? 'To go on: `digest resume`'),
    );
  const unreadable = (await store.subscriptions(place))
    .filter(({ topic }) => topicProblem(topic) !== undefined)
    .map(({ topic }) =>
      line(`I can’t read the topic “${topicText(topic)}”. Unfollow it, and follow another.`),
    );
  const lastTickAt = await store.lastBeat('tick');
  const silent =
    isRunning && nextAt !== undefined && lastTickAt !== undefined && now - lastTickAt > lateMs
      ? [line('I last looked for due digests ', moment(lastTickAt), ': digests may be late.')]
      : [];
  const late =
    isRunning && nextAt !== undefined && now - nextAt > lateMs
      ? [line('The digest that was due ', moment(nextAt), ' is late.')]
      : [];
  return [...(stop ? [stop] : []), ...silent, ...late, ...unposted, ...unreadable];
}

/**
 * `12 today, 48 this week; Hugging Face read 10 minutes ago`. Days are those of the place's zone. Leaves out feeds that
 * were not read for a day: `status` lists them under “Trouble”.
 */
async function newPapersLine(
  { schedule: { zone } }: PlaceState,
  feeds: readonly FeedView[],
  inTrouble: readonly FeedTrouble[],
  { store, clock }: ReadingServices,
): Promise<Line> {
  const now = clock.now();
  const today = dateAt(zone, now);
  // The papers of the saved pages, which the first start stored, are not news.
  const [first] = await store.arrivals(0, 1);
  const countSince = (date: LocalDate) =>
    store.countArrivalsSince(
      Math.max(instantOn(zone, date, '00:00') ?? now - dayMs, (first?.firstSeenAt ?? 0) + 1),
    );
  const counts = `${await countSince(today)} today, ${await countSince(addDays(today, 1 - weekdayOf(today)))} this week`;
  const feedLines = feeds.flatMap((feed): LineContent[] => {
    const trouble = inTrouble.find(({ name }) => name === feed.name);
    if (trouble === undefined) return [readText(feed, now)];
    return trouble.isStale ? [] : [troubleLine(trouble)];
  });
  const others = feedLines.length - mostListed;
  const shown = others > 1 ? [...feedLines.slice(0, mostListed), `${others} more feeds`] : feedLines;
  return joinLines([counts, joinLines(shown, ', '), feeds.length === 0 && 'no feed is set'], '; ');
}
