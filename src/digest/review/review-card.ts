import {
  button,
  buttons,
  type Content,
  card,
  code,
  entries,
  heading,
  hint,
  joinLines,
  type LineContent,
  line,
  link,
  list,
  text,
} from '../../cards/builders.ts';
import type { Block, Card, Chart, Entry } from '../../cards/card.ts';
import { formatCount, plural } from '../../cards/text.ts';
import { claimOf } from '../../corpus/claim/claim.ts';
import { paperUrl, shortAuthors } from '../../corpus/describe-paper.ts';
import { defined } from '../../defined.ts';
import { describeDate } from '../../topics/calendar/local-date.ts';
import { shortDate } from '../entry.ts';
import type { Discussion } from './replies.ts';
import { chartWeeks, type Review, type ReviewedPaper, type TopicWeeks } from './review.ts';

/** As many as a chart has bars in a group. */
const mostTopics = 6;

/** What mattered in a place in the last week, as a message of its own. */
export function reviewCard(review: Review): Card {
  const { localDate, papers, posted, saved } = review;
  const title = `The week to ${describeDate(localDate)}`;
  if (posted + saved === 0)
    return card({
      title,
      summary: 'A quiet week: no paper was posted or saved here.',
      tone: 'empty',
      blocks: [text('A quiet week: no paper was posted or saved here.'), ...weeks(review)],
    });
  const counts = `${plural(posted, 'paper')} posted here, ${formatCount(saved)} saved.`;
  return card({
    title,
    summary: `The week here: ${counts}`,
    blocks: [
      hint(counts),
      papers.length > 0 && [heading('What mattered here'), entries(papers.map(reviewEntry))],
      talkedAbout(review.discussions),
      saved > 0 && buttons(button('Saved elsewhere, too', 'saved', { also: 'elsewhere' })),
      ...weeks(review),
    ],
  });
}

/** `Most talked about: Tue 12 May 2026 (7 replies) · …`, each a link to its digest. */
function talkedAbout(discussions: readonly Discussion[]): Content {
  if (discussions.length === 0) return [];
  const digests = discussions.map(({ localDate, replies, url }) => {
    const name = describeDate(localDate);
    return line(url === undefined ? name : link(name, url), ` (${repliesInWords(replies)})`);
  });
  return text('Most talked about: ', ...joinLines(digests), '.');
}

const repliesInWords = (count: number): string => (count === 1 ? '1 reply' : `${formatCount(count)} replies`);

function reviewEntry({ paper, saves, replies }: ReviewedPaper): Entry {
  const claim = claimOf(paper.title, paper.abstract);
  return {
    title: line(link(paper.title, paperUrl(paper))),
    ...defined({ body: claim === undefined ? undefined : line(claim) }),
    facts: joinLines([
      saves > 0 && `saved by ${formatCount(saves)}`,
      replies > 0 && repliesInWords(replies),
      shortAuthors(paper),
      (paper.upvotes ?? 0) > 0 && plural(paper.upvotes ?? 0, 'upvote'),
    ]),
    buttons: [
      button('Save', 'save', { paper: paper.id }),
      button('Abstract and more', 'paper', { paper: paper.id }),
    ],
  };
}

/** New papers by topic and week: as bars of text, which every platform shows, or drawn. */
function weeks({ localDate, topics, weekEnds }: Review): readonly Block[] {
  const shown = topics.slice(0, mostTopics);
  if (shown.length === 0) return [];
  const from = firstWeek(shown);
  const rows = shown.map(({ topic, counts }) => ({ topic, counts: counts.slice(from) }));
  const chart: Chart = {
    title: `The ${chartWeeks - from} weeks to ${shortDate(localDate, localDate)}`,
    categories: weekEnds.slice(from).map((date) => shortDate(date, localDate)),
    series: rows.map(({ topic, counts }) => ({ name: topic, values: counts })),
  };
  return [heading('New papers a week'), list(rows.map(topicRow), chart)];
}

/** A channel that is new here has no empty weeks before its own, unless the chart had fewer than four then. */
const firstWeek = (topics: readonly TopicWeeks[]): number =>
  Math.min(chartWeeks - 4, ...topics.map(({ counts }) => counts.findIndex((count) => count > 0)));

function topicRow({ topic, counts }: TopicWeeks): LineContent {
  const now = counts.at(-1) ?? 0;
  const before = counts.at(-2) ?? 0;
  return line(
    code(bars(counts)),
    ` ${topic}: ${formatCount(now)} this week, ${formatCount(before)} the week before`,
  );
}

const heights = '▁▂▃▄▅▆▇█';

/** `▁▃█▂`: the highest is a full block, and only what is nothing has the lowest. */
export function bars(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts
    .map((count) => heights[count === 0 ? 0 : Math.max(1, Math.round((count / most) * (heights.length - 1)))])
    .join('');
}
