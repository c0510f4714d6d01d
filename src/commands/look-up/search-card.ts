import {
  button,
  buttons,
  type Content,
  card,
  code,
  entries,
  hint,
  section,
  strong,
  text,
} from '../../cards/builders.ts';
import type { Card } from '../../cards/card.ts';
import { formatCount, plural } from '../../cards/text.ts';
import type { Subtopic } from '../../corpus/note.ts';
import type { Results } from '../../ports/index.ts';
import type { Query } from '../../search/query.ts';
import { atomsOf } from '../../search/ranking/resolve-words.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { noteHits, paperEntry } from './entries.ts';

const notesShown = 3;
/** The largest value of the option `page`. */
export const lastPage = 100;

/** One page of what a query found. */
export interface SearchPage {
  readonly query: Query;
  readonly results: Results;
  readonly subtopics: readonly Subtopic[];
  readonly page: number;
  readonly limit: number;
  /** The page size that was asked for: the buttons to other pages keep it. */
  readonly size: number | undefined;
}

export function searchCard(found: SearchPage): Card {
  const { papers, notes, total } = found.results;
  if (papers.length + notes.length > 0) return resultsCard(found);
  return found.page > 1 && total.papers + total.notes > 0 ? pastEndCard(found) : nothingFoundCard(found);
}

function resultsCard({ query, results, page, limit, size }: SearchPage): Card {
  const { papers, notes, total } = results;
  const shownNotes = papers.length === 0 ? notes : page === 1 ? notes.slice(0, notesShown) : [];
  const hasNext = page * limit < (papers.length > 0 ? total.papers : total.notes) && page < lastPage;
  const toPage = (label: string, wanted: number) =>
    button(label, 'search', { query: query.text, page: wanted, size });
  return card({
    title: `Search: ${query.text}`,
    summary: `${countAll(results)} for “${query.text}”${papers[0] ? `; first: ${papers[0].item.title}` : ''}`,
    blocks: [
      corrections(results),
      entries(
        papers.map((hit) => paperEntry(hit.item, hit.snippet)),
        (page - 1) * limit + 1,
      ),
      section('Research notes', noteHits(shownNotes)),
      buttons(page > 1 && toPage('Previous page', page - 1), hasNext && toPage('Next page', page + 1)),
      countHint(results),
    ],
  });
}

const countAll = ({ total }: Results) =>
  [total.papers > 0 && plural(total.papers, 'paper'), total.notes > 0 && plural(total.notes, 'note')]
    .filter(Boolean)
    .join(' and ');

function corrections({ corrections, unknown }: Results): Content {
  const words = unknown.map((word) => `“${word}”`).join(' or ');
  return [
    corrections.map(({ typed, used }) =>
      text('Nothing here says “', typed, '”; this is for ', strong(used), '.'),
    ),
    unknown.length > 0 && text(`Nothing here says ${words}; this is for the other words.`),
  ];
}

function countHint({ total, undated }: Results): Content {
  const counts = [
    total.papers > 0 && `${plural(total.papers, 'paper')}${withEveryWord(total)}.`,
    undated > 0 && `${plural(undated, 'paper')} without a date left out.`,
  ].filter(Boolean);
  return counts.length > 0 && hint(counts.join(' '));
}

const withEveryWord = ({ papers, papersWithEveryWord: all }: Results['total']) =>
  all === papers ? '' : `, ${all === 0 ? 'none' : formatCount(all)} with every word`;

function pastEndCard({ query, page }: SearchPage): Card {
  const message = `“${query.text}” has no page ${page}.`;
  return card({
    title: 'No such page',
    summary: message,
    tone: 'empty',
    blocks: [text(message), buttons(button('First page', 'search', { query: query.text }))],
  });
}

/** Offers the subtopics nearest to the words or, when none is near, the first ones. */
function nothingFoundCard({ query, results, subtopics }: SearchPage): Card {
  const message = `No paper or note matches “${query.text}”.`;
  const nearest = nearestSubtopics(query, results, subtopics);
  const offered = nearest.length > 0 ? nearest : subtopics.slice(0, 5);
  return card({
    title: 'Nothing found',
    summary: message,
    tone: 'empty',
    blocks: [
      text(message),
      results.undated > 0
        ? hint(`${plural(results.undated, 'paper')} matched but for the date, which they do not have.`)
        : hint('Fewer words find more; ', code('-word'), ' and filters find less.'),
      text(nearest.length > 0 ? 'The nearest subtopics:' : 'What the notes are about:'),
      buttons(...offered.map(({ id, name }) => button(name, 'notes', { subtopic: id }))),
    ],
  });
}

function nearestSubtopics(
  query: Query,
  { corrections, unknown }: Results,
  subtopics: readonly Subtopic[],
): readonly Subtopic[] {
  const used = new Map(corrections.map((each) => [each.typed, each.used]));
  const known = atomsOf(query).filter((atom) => !unknown.includes(atom.text));
  const words = known.length > 0 ? known : atomsOf(query);
  const names = nearestNames(
    words.map((atom) => used.get(atom.text) ?? atom.text).join(' '),
    subtopics.map(({ name }) => name),
    3,
  );
  return subtopics.filter(({ name }) => names.includes(name));
}
