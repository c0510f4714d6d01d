import type { Block, Button, Card } from '../../cards/card.ts';
import { commandLine } from '../../cards/command-line.ts';
import { code, line, strong } from '../../cards/span.ts';
import { plural } from '../../corpus/describe-paper.ts';
import type { Subtopic } from '../../corpus/note.ts';
import type { Query } from '../../search/query.ts';
import { atomsOf } from '../../search/ranking/resolve-words.ts';
import type { Results } from '../../search/results.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { notesSection, paperEntry, subtopicButtons } from './entries.ts';

const notesShown = 3;

export interface Found {
  readonly query: Query;
  readonly results: Results;
  readonly subtopics: readonly Subtopic[];
  readonly page: number;
  readonly limit: number;
  /** The page size that was asked for, to be kept on the other pages. */
  readonly size: number | undefined;
}

export function searchCard(found: Found): Card {
  const { papers, notes, total } = found.results;
  if (papers.length + notes.length > 0) return resultsCard(found);
  return found.page > 1 && total.papers + total.notes > 0 ? pastEndCard(found) : emptyCard(found);
}

function resultsCard(found: Found): Card {
  const { query, results, page } = found;
  const { papers, notes } = results;
  const entries = papers.map((hit) => paperEntry(hit.item, hit.snippet));
  const start = (page - 1) * found.limit + 1;
  const shownNotes = papers.length === 0 ? notes : page === 1 ? notes.slice(0, notesShown) : [];
  return {
    title: `Search: ${query.text}`,
    summary: `${countAll(results)} for “${query.text}”${papers[0] ? `; first: ${papers[0].item.title}` : ''}`,
    tone: 'plain',
    blocks: [
      ...correctionBlocks(results),
      ...(entries.length > 0 ? [{ kind: 'entries', start, entries } satisfies Block] : []),
      ...notesSection('Research notes', shownNotes),
      ...pageButtons(found),
      ...countHint(results),
    ],
  };
}

const countAll = ({ total }: Results) =>
  [total.papers > 0 && plural(total.papers, 'paper'), total.notes > 0 && plural(total.notes, 'note')]
    .filter(Boolean)
    .join(' and ');

function correctionBlocks({ corrections, unknown }: Results): Block[] {
  const corrected = corrections.map(({ typed, used }) =>
    line('Nothing here says “', typed, '”; this is for ', strong(used), '.'),
  );
  const words = unknown.map((word) => `“${word}”`).join(' or ');
  const missing = words === '' ? [] : [line(`Nothing here says ${words}; this is for the other words.`)];
  return [...corrected, ...missing].map((each) => ({ kind: 'text', line: each }));
}

function pageButtons({ query, results, page, limit, size }: Found): Block[] {
  const total = results.papers.length > 0 ? results.total.papers : results.total.notes;
  const to = (wanted: number) => commandLine('search', { query: query.text, page: wanted, size });
  const buttons: Button[] = [];
  if (page > 1) buttons.push({ label: 'Previous page', line: to(page - 1) });
  if (page * limit < total && page < 100) buttons.push({ label: 'Next page', line: to(page + 1) });
  return buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }];
}

function countHint({ total, undated }: Results): Block[] {
  const hints: string[] = [];
  if (total.papers > 0) hints.push(`${plural(total.papers, 'paper')}${withEveryWord(total)}.`);
  if (undated > 0) hints.push(`${plural(undated, 'paper')} without a date left out.`);
  return hints.length === 0 ? [] : [{ kind: 'hint', line: line(hints.join(' ')) }];
}

const withEveryWord = ({ papers, papersWithEveryWord: all }: Results['total']) =>
  all === papers ? '' : `, ${all === 0 ? 'none' : all.toLocaleString('en-US')} with every word`;

function pastEndCard({ query, page }: Found): Card {
  const message = `“${query.text}” has no page ${page}.`;
  const first = { label: 'First page', line: commandLine('search', { query: query.text }) };
  return emptyAnswer('No such page', message, [{ kind: 'buttons', buttons: [first] }]);
}

/** Nothing found is said plainly, with a way on: the subtopics nearest to the words, or all there are. */
function emptyCard({ query, results, subtopics }: Found): Card {
  const near = nearSubtopics(query, results, subtopics);
  const { undated } = results;
  const why =
    undated > 0
      ? line(`${plural(undated, 'paper')} matched but for the date, which they do not have.`)
      : line('Fewer words find more; ', code('-word'), ' and filters find less.');
  return emptyAnswer('Nothing found', `No paper or note matches “${query.text}”.`, [
    { kind: 'hint', line: why },
    { kind: 'text', line: line(near.length > 0 ? 'The nearest subtopics:' : 'What the notes are about:') },
    ...subtopicButtons(near.length > 0 ? near : subtopics.slice(0, 5)),
  ]);
}

function nearSubtopics(query: Query, results: Results, subtopics: readonly Subtopic[]): readonly Subtopic[] {
  const used = new Map(results.corrections.map((each) => [each.typed, each.used]));
  const known = atomsOf(query).filter((atom) => !results.unknown.includes(atom.text));
  const words = known.length > 0 ? known : atomsOf(query);
  const text = words.map((atom) => used.get(atom.text) ?? atom.text).join(' ');
  const names = nearestNames(
    text,
    subtopics.map(({ name }) => name),
    3,
  );
  return subtopics.filter(({ name }) => names.includes(name));
}

const emptyAnswer = (title: string, message: string, more: readonly Block[]): Card => ({
  title,
  summary: message,
  tone: 'empty',
  blocks: [{ kind: 'text', line: line(message) }, ...more],
});
