import { button, buttons, type Content, code, hint, text } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { Subtopic } from '../../corpus/note.ts';
import type { Results } from '../../ports/index.ts';
import { atomsOf, type Query } from '../../search/query.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { type Answer, emptyAnswer } from '../command.ts';
import { readingBlocks } from './readings.ts';

/** Offers the subtopics nearest to the words or, when none is near, the first ones. */
export function nothingFound(
  query: Query,
  results: Results,
  subtopics: readonly Subtopic[],
  author: Content,
): Answer {
  const nearest = nearestSubtopics(query, results, subtopics);
  const offered = nearest.length > 0 ? nearest : subtopics.slice(0, 5);
  return emptyAnswer(
    'Nothing found',
    `No paper or note matches “${query.text}”.`,
    author,
    readingBlocks(query),
    results.undated > 0
      ? hint(`${plural(results.undated, 'paper')} matched but for the date, which they do not have.`)
      : narrowHint(query),
    text(nearest.length > 0 ? 'The nearest subtopics:' : 'What the notes are about:'),
    buttons(...offered.map(({ id, name }) => button(name, 'notes', { subtopic: id }))),
  );
}

/** What may have kept papers away. */
function narrowHint({ text: typed, clauses, filters }: Query): Content {
  if (
    /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Greek}]{2}/u.test(
      typed,
    )
  )
    return hint('The papers here are in English, so English words find most.');
  if (clauses.length === 0 && filters.length > 0)
    return buttons(button('Newest papers here', 'search', { query: 'after:1991 sort:new' }));
  const withoutQuotes = typed.replace(/["“”]/g, ' ').replace(/\s+/g, ' ').trim();
  if (clauses.some(({ kind }) => kind === 'phrase') && withoutQuotes !== '')
    return [
      hint('In quotes, words have to be side by side.'),
      buttons(button('Search without quotes', 'search', { query: withoutQuotes })),
    ];
  if (clauses.length + filters.length < 2)
    return hint('Is it spelt right? Another word for it may find more.');
  return hint('Fewer words find more; ', code('-word'), ' and filters find less.');
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
