import { button, buttons, commandLine, entries, hint, joinLines, text, typed } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Paper } from '../../corpus/paper.ts';
import type { PaperIndex } from '../../ports/index.ts';
import type { Mark } from '../../ports/store/papers.ts';
import { parseQuery } from '../../search/query.ts';
import { addDays, utcDate } from '../../topics/calendar/local-date.ts';
import { type Answer, answer, type Caller, defineCommand, emptyAnswer, listStart } from '../command.ts';
import { readable } from '../place-handle.ts';
import type { ReadingAccess } from '../services.ts';
import { listPage, pageSizeFor, paperEntries, paperEntry } from './entries.ts';

const mostShown = 10;
/** The newest papers of a span that are compared. */
const compared = 1_000;
/** A save by somebody here counts as much as this many upvotes of strangers. */
const upvotesPerSave = 10;

const spans = [
  { name: 'day', days: 1, words: 'since yesterday' },
  { name: 'week', days: 7, words: 'of the past week' },
  { name: 'month', days: 30, words: 'of the past month' },
  { name: 'year', days: 365, words: 'of the past year' },
  { name: 'ever', days: undefined, words: 'of all time' },
] as const;

/** Lists the papers that are liked most, in a span of days. */
export const trendingCommand = (access: ReadingAccess) =>
  defineCommand({
    name: 'trending',
    summary: 'Papers with the most upvotes on Hugging Face and saves here',
    options: {
      span: {
        type: 'choice',
        choices: ['day', 'week', 'month'],
        help: 'published in the past day, week or month; week unless told',
      },
      start: listStart,
    },
    examples: ['trending', 'trending month'],
    async run({ span: wanted = 'week', start }, caller, openIndex) {
      const { store, clock } = await access.open();
      const marks = await store.marks(await readable(caller));
      const index = await openIndex();
      const from = spans.findIndex(({ name }) => name === wanted);
      for (const span of spans.slice(from)) {
        const since = span.days === undefined ? undefined : addDays(utcDate(clock.now()), -span.days);
        const papers = await mostWanted(since, marks, index);
        if (papers.length > 0) return trendingAnswer(papers, span, { wanted, start, marks, caller });
      }
      return mostDiscussed(index, caller);
    },
  });

/** Where nobody has upvoted or saved anything: the papers with most comments, or the newest. */
async function mostDiscussed(index: PaperIndex, caller: Caller): Promise<Answer> {
  const { papers } = await index.search(parseQuery('after:1991 in:papers sort:new'), {
    offset: 0,
    limit: compared,
    notes: 0,
  });
  const best = papers
    .map(({ item }, age) => ({ item, age }))
    .toSorted((a, b) => (b.item.comments ?? 0) - (a.item.comments ?? 0) || a.age - b.age)
    .slice(0, pageSizeFor(caller))
    .map(({ item }) => item);
  const first = best[0];
  if (first === undefined)
    return emptyAnswer(
      'Trending',
      'No paper here has upvotes or saves yet.',
      buttons(button('What’s new', 'new')),
    );
  const by = (first.comments ?? 0) > 0 ? 'the most discussed papers' : 'the newest papers';
  return answer({
    title: `Trending: ${by} here`,
    summary: `No upvotes or saves yet; ${by}`,
    blocks: [
      text(`No paper here has upvotes or saves yet, so these are ${by}.`),
      paperEntries(best, caller),
      hint(typed('save 2'), ' counts as a vote. Upvotes come with new papers from Hugging Face.'),
      buttons(button('What’s new', 'new')),
    ],
    papers: best,
  });
}

interface Asked {
  readonly wanted: string;
  readonly start: number | undefined;
  readonly marks: readonly Mark[];
  readonly caller: Caller;
}

function trendingAnswer(
  papers: readonly Paper[],
  { name, words }: (typeof spans)[number],
  { wanted, start, marks, caller }: Asked,
) {
  const line = commandLine('trending', { span: wanted === 'week' ? undefined : wanted });
  const { shown, first, next, more } = listPage(papers, { start }, pageSizeFor(caller), line);
  const others = (['day', 'week', 'month'] as const).filter((each) => each !== name);
  return answer({
    title: `Trending: the top ${papers.length} ${words}`,
    summary: `${plural(papers.length, 'paper')} ${words}`,
    blocks: [
      name !== wanted && hint(`Nothing of the past ${wanted} has upvotes or saves, so these are ${words}.`),
      entries(
        shown.map((paper) => {
          const entry = paperEntry(paper, { caller });
          return { ...entry, facts: joinLines([entry.facts, savedBy(savesOf(paper, marks))]) };
        }),
        first,
        more,
      ),
      // Shorter spans have nothing, or the answer would be of one of them.
      buttons(
        next,
        ...(name === 'ever' ? [] : others.map((each) => button(`Past ${each}`, 'trending', { span: each }))),
      ),
    ],
    papers: shown,
  });
}

const savedBy = (saves: number) =>
  saves > 0 && `saved by ${saves === 1 ? '1 person' : `${saves} people`} here`;

const savesOf = ({ id }: Paper, marks: readonly Mark[]): number =>
  marks.filter(({ paperId, kind }) => paperId === id && kind === 'saved').length;

/** Papers of any age that are saved here and have no upvotes. */
async function savedElse(
  found: readonly Paper[],
  marks: readonly Mark[],
  index: PaperIndex,
): Promise<readonly Paper[]> {
  const known = new Set(found.map(({ id }) => id));
  const ids = new Set(marks.flatMap(({ kind, paperId }) => (kind === 'saved' ? [paperId] : [])));
  const papers = await Promise.all([...ids].filter((id) => !known.has(id)).map((id) => index.paper(id)));
  return papers.filter((paper) => paper !== undefined);
}

/** The papers of a span with upvotes or saves, the most wanted first. */
async function mostWanted(
  since: string | undefined,
  marks: readonly Mark[],
  index: PaperIndex,
): Promise<readonly Paper[]> {
  const query = parseQuery(
    since === undefined ? 'upvotes:>0 in:papers' : `after:${since} in:papers sort:new`,
  );
  const { papers } = await index.search(query, { offset: 0, limit: compared, notes: 0 });
  const found = papers.map(({ item }) => item);
  const scoreOf = (paper: Paper) => (paper.upvotes ?? 0) + upvotesPerSave * savesOf(paper, marks);
  return [...found, ...(since === undefined ? await savedElse(found, marks, index) : [])]
    .map((paper) => ({ paper, score: scoreOf(paper) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.paper.id < b.paper.id ? -1 : 1))
    .slice(0, mostShown)
    .map(({ paper }) => paper);
}
