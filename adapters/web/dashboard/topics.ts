import { html } from 'hono/html';
import { plural } from '../../../src/cards/text.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import type { Arrival } from '../../../src/ports/store/papers.ts';
import { createGiveWay } from '../../../src/time/in-order.ts';
import { countPhrases, tellingPhrases } from '../../../src/topics/telling-phrases.ts';
import { topicText } from '../../../src/topics/topic.ts';
import type { TopicMatch } from '../../../src/topics/topic-matches.ts';
import { type FollowedTopic, followedTopics, type Opened } from './followed.ts';
import type { Piece } from './layout.ts';

const weekMs = 7 * 24 * 60 * 60_000;
const weeks = 12;
/** Terms rise when the papers of so many weeks have them more often than older ones of the topic. */
const recentWeeks = 4;
const termsShown = 5;
const topicsShown = 50;
/** Of the last papers that came in: making 2,000 ready to be matched takes most of a second. */
const arrivalsRead = 2_000;

/** Texts whose terms are counted, of the new papers of a topic and of the older ones: some 15 ms for a topic. */
const textsCounted = 100;
/** Milliseconds between two times that others get a turn. */
const busyMs = 20;

/** Each topic with its new papers a week and the terms that rise in them. Others get a turn between two topics. */
export async function topicsContent(opened: Opened, now: number): Promise<Piece> {
  const topics = (await followedTopics(opened)).slice(0, topicsShown);
  if (topics.length === 0) return html`<p>No channel follows a topic yet.</p>`;
  const { store, matchesCache } = opened;
  const last = await store.latestArrival();
  const after = Math.max(0, last - arrivalsRead);
  const [arrivals, range] = await Promise.all([
    newArrivals(await store.arrivals(after, last), now, opened),
    matchesCache.arrivalsBetween(after, last),
  ]);
  const cards: Piece[] = [];
  const giveWay = createGiveWay(busyMs);
  for (const followed of topics) {
    const matches = await range.newMatches(followed.topic, after);
    const archive = await matchesCache.archive(followed.topic);
    cards.push(topicHtml(followed, trendOf(papersOf(matches), papersOf(archive), arrivals, now)));
    await giveWay();
  }
  return html`<p>New papers of the last ${weeks} weeks, by the week in which they came in.</p>${cards}`;
}

const papersOf = (matches: readonly TopicMatch[]) => matches.map(({ paper }) => paper);

/** When each new paper came in. Those of the saved pages, which the first start stored, are no news. */
async function newArrivals(
  arrivals: readonly Arrival[],
  now: number,
  { store }: Opened,
): Promise<ReadonlyMap<string, number>> {
  const [seed] = await store.arrivals(0, 1);
  const from = Math.max(now - weeks * weekMs, (seed?.firstSeenAt ?? 0) + 1);
  return new Map(
    arrivals.flatMap(({ paper, firstSeenAt }) =>
      firstSeenAt >= from ? [[paper.id, firstSeenAt] as const] : [],
    ),
  );
}

interface Trend {
  /** Papers a week, the oldest first. */
  readonly counts: readonly number[];
  readonly rising: readonly { readonly phrase: string; readonly count: number }[];
}

/** @param archive the best matches of the topic among all papers, whenever they came */
function trendOf(
  papers: readonly Paper[],
  archive: readonly Paper[],
  arrivals: ReadonlyMap<string, number>,
  now: number,
): Trend {
  const byWeek = Array.from({ length: weeks }, (): Paper[] => []);
  for (const paper of papers) {
    const at = arrivals.get(paper.id);
    const week = at === undefined ? -1 : weeks - 1 - Math.floor((now - at) / weekMs);
    byWeek[week]?.push(paper);
  }
  const recent = byWeek.slice(-recentWeeks).flat();
  const ids = new Set(recent.map(({ id }) => id));
  const older = new Map([...papers, ...archive].map((paper) => [paper.id, paper]));
  for (const id of ids) older.delete(id);
  return {
    counts: byWeek.map((each) => each.length),
    rising: tellingPhrases(phrasesOf(recent), phrasesOf([...older.values()]), termsShown),
  };
}

const phrasesOf = (papers: readonly Paper[]) =>
  countPhrases(papers.slice(0, textsCounted).map(({ title, abstract }) => `${title}. ${abstract}`));

const searchUrl = (q: string) => `/dashboard?${new URLSearchParams({ q })}`;

function topicHtml({ topic, places }: FollowedTopic, { counts, rising }: Trend): Piece {
  const name = topicText(topic);
  const [before = 0, now = 0] = counts.slice(-2);
  return html`<section class="card"><h2><a href="${searchUrl(name)}">${name}</a></h2>
<p class="facts">${plural(places.length, 'channel')}. ${plural(now, 'new paper')} this week, ${before} the week before.</p>
${chart(counts)}
<p>${
    rising.length === 0
      ? html`<span class="facts">No term rises: there are too few papers to tell.</span>`
      : html`Rising: ${rising.map(
          ({ phrase, count }) =>
            html`<a class="chip" href="${searchUrl(`"${phrase}"`)}">${phrase} <span class="facts">${plural(count, 'paper')}</span></a> `,
        )}`
  }</p></section>`;
}

const barWidth = 14;
const height = 40;

/** Papers a week as bars. */
function chart(counts: readonly number[]): Piece {
  const most = Math.max(1, ...counts);
  const bars = counts.map((count, i) => {
    const tall = count === 0 ? 1 : Math.max(3, (count / most) * height);
    return html`<rect x="${i * barWidth}" y="${height - tall}" width="${barWidth - 3}" height="${tall}"></rect>`;
  });
  const said = `Papers a week, the oldest first: ${counts.join(', ')}`;
  return html`<svg class="bars" role="img" aria-label="${said}" preserveAspectRatio="xMinYMax" viewBox="0 0 ${counts.length * barWidth} ${height}">${bars}</svg>`;
}
