import type { Block, Button, Card } from '../cards/card.ts';
import { code, line, strong } from '../cards/spans.ts';
import { plural } from '../corpus/describe-paper.ts';
import type { Subtopic } from '../corpus/paper.ts';
import type { PaperIndex } from '../ports.ts';
import { nearestNames } from '../search/nearest-names.ts';
import { parseQuery, type Query } from '../search/query.ts';
import type { Results } from '../search/results.ts';
import { defineCommand } from './command.ts';
import { notesSection, paperEntry, scored, subtopicButtons } from './entries.ts';
import { lineFor } from './grammar.ts';

const defaultSize = 10;
const notesShown = 3;

interface Page {
  readonly page: number;
  readonly size: number;
}

export const searchCommand = (index: PaperIndex, subtopics: readonly Subtopic[]) =>
  defineCommand({
    name: 'search',
    summary: 'Find papers and research notes',
    audience: 'person',
    options: {
      query: {
        type: 'text',
        rest: true,
        required: true,
        suggests: 'query',
        help: 'words, "a phrase", -word, OR, and filters like year:2025 or has:code',
      },
      page: { type: 'integer', min: 1, max: 100, help: 'which page of the results' },
      size: { type: 'integer', min: 1, max: 100, help: `papers on a page, ${defaultSize} unless told` },
    },
    examples: [
      'search stop thinking too long',
      'search "scaling laws" -vision year:2025',
      'search quantization OR pruning has:code sort:new',
      'search RLVR in:notes',
    ],
    async run({ query: text, page = 1, size = defaultSize }) {
      const query = parseQuery(text);
      const results = await index.search(query, { offset: (page - 1) * size, limit: size });
      const card = isEmpty(results)
        ? emptyCard(query, results, page, subtopics)
        : resultsCard(query, results, { page, size });
      return { card, papers: scored(results.papers), notes: scored(results.notes) };
    },
  });

const isEmpty = ({ papers, notes }: Results) => papers.length === 0 && notes.length === 0;

function resultsCard(query: Query, results: Results, at: Page): Card {
  const { papers, notes, total } = results;
  const notesOnly = papers.length === 0;
  const shownNotes = notesOnly ? notes : at.page === 1 ? notes.slice(0, notesShown) : [];
  const blocks: Block[] = [
    ...correctionBlocks(results),
    ...(notesOnly
      ? []
      : [
          {
            kind: 'entries',
            start: (at.page - 1) * at.size + 1,
            entries: papers.map((hit) => paperEntry(hit.item, hit.snippet)),
          } satisfies Block,
        ]),
    ...notesSection('Research notes', shownNotes),
    ...pageButtons(query, Math.max(total.papers, notesOnly ? total.notes : 0), at),
    ...countHint(results),
  ];
  const counted = [
    total.papers > 0 && plural(total.papers, 'paper'),
    total.notes > 0 && plural(total.notes, 'note'),
  ]
    .filter(Boolean)
    .join(' and ');
  return {
    title: `Search: ${query.text}`,
    summary: `${counted} for “${query.text}”${papers[0] ? `; first: ${papers[0].item.title}` : ''}`,
    tone: 'plain',
    blocks,
  };
}

function correctionBlocks({ corrections, unknown }: Results): Block[] {
  const corrected = corrections.map(
    ({ typed, used }): Block => ({
      kind: 'text',
      line: line('Nothing here says “', typed, '”; this is for ', strong(used), '.'),
    }),
  );
  const missing: Block[] =
    unknown.length === 0
      ? []
      : [{ kind: 'text', line: line(`Nothing here says ${quoted(unknown)}; this is for the other words.`) }];
  return [...corrected, ...missing];
}

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(' or ');

function pageButtons(query: Query, total: number, { page, size }: Page): Block[] {
  const to = (wanted: number) =>
    lineFor('search', { query: query.text, page: wanted, size: size === defaultSize ? undefined : size });
  const buttons: Button[] = [];
  if (page > 1) buttons.push({ label: 'Previous page', line: to(page - 1) });
  if (page * size < total && page < 100) buttons.push({ label: 'Next page', line: to(page + 1) });
  return buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }];
}

function countHint({ total, undated }: Results): Block[] {
  const hints = [];
  if (total.papers > 0)
    hints.push(
      `${plural(total.papers, 'paper')}${total.papersWithEveryWord < total.papers ? `, ${total.papersWithEveryWord} with every word` : ''}.`,
    );
  if (undated > 0) hints.push(`${plural(undated, 'paper')} without a date left out.`);
  return hints.length === 0 ? [] : [{ kind: 'hint', line: line(hints.join(' ')) }];
}

/** Nothing found is said plainly, with a way on: the subtopics nearest to the words, or all there are. */
function emptyCard(
  query: Query,
  { total, undated }: Results,
  page: number,
  subtopics: readonly Subtopic[],
): Card {
  const pastEnd = page > 1 && total.papers + total.notes > 0;
  const message = pastEnd
    ? `“${query.text}” has no page ${page}.`
    : `No paper or note matches “${query.text}”.`;
  const names = nearestNames(
    query.text,
    subtopics.map(({ name }) => name),
    3,
  );
  const near = subtopics.filter(({ name }) => names.includes(name));
  const offered = near.length > 0 ? near : subtopics.slice(0, 5);
  const blocks: Block[] = pastEnd
    ? [
        {
          kind: 'buttons',
          buttons: [{ label: 'First page', line: lineFor('search', { query: query.text }) }],
        },
      ]
    : [
        {
          kind: 'hint',
          line:
            undated > 0
              ? line(`${plural(undated, 'paper')} matched but for the date, which they do not have.`)
              : line('Fewer words find more; ', code('-word'), ' and filters find less.'),
        },
        {
          kind: 'text',
          line: line(near.length > 0 ? 'The nearest subtopics:' : 'What the notes are about:'),
        },
        ...subtopicButtons(offered),
      ];
  return {
    title: 'Nothing found',
    summary: message,
    tone: 'empty',
    blocks: [{ kind: 'text', line: line(message) }, ...blocks],
  };
}
