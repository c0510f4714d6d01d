import { button, buttons, type Content, code, hint, text } from '../../cards/builders.ts';
import { formatCount, plural } from '../../cards/text.ts';
import type { Subtopic } from '../../corpus/note.ts';
import type { PaperIndex, Results } from '../../ports/index.ts';
import { atomsOf, parseQuery, type Query } from '../../search/query.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { type Answer, emptyAnswer } from '../command.ts';
import { readingBlocks } from './typed/readings.ts';

/**
 * Says why nothing was found where that can be told, and offers the subtopics nearest to the words or, when none is near,
 * the first ones.
 */
export async function nothingFound(
  query: Query,
  results: Results,
  subtopics: readonly Subtopic[],
  author: Content,
  index: Pick<PaperIndex, 'search' | 'size'>,
): Promise<Answer> {
  const nearest = nearestSubtopics(query, results, subtopics);
  const offered = nearest.length > 0 ? nearest : subtopics.slice(0, 5);
  return emptyAnswer(
    'Nothing found',
    `No paper or note matches “${query.text}”.`,
    author,
    readingBlocks(query),
    results.undated > 0
      ? hint(`${plural(results.undated, 'paper')} matched but for the date, which they do not have.`)
      : ((await filterRemark(query, index)) ?? narrowHint(query)),
    text(nearest.length > 0 ? 'The nearest subtopics:' : 'What the notes are about:'),
    buttons(...offered.map(({ id, name }) => button(name, 'notes', { subtopic: id }))),
  );
}

/** Facts that many papers lack, by the filter that asks for one: what one paper with it does, and what several do. */
const facts: Readonly<Record<string, { readonly has: string; readonly one: string; readonly many: string }>> =
  {
    org: { has: 'has:org', one: 'names an organisation', many: 'name an organisation' },
    author: { has: 'has:authors', one: 'names its authors', many: 'name their authors' },
    cat: { has: 'has:cat', one: 'has a category of arXiv', many: 'have a category of arXiv' },
    venue: { has: 'has:venue', one: 'says where it appeared', many: 'say where they appeared' },
    upvotes: { has: 'upvotes:>0', one: 'has upvotes', many: 'have upvotes' },
    authors: {
      has: 'authors:>0',
      one: 'says how many authors it has',
      many: 'say how many authors they have',
    },
  };

/** Papers that have the facts which a query asks for, and so can tell how many match. */
export interface Telling {
  readonly papers: number;
  /** `have a category of arXiv` */
  readonly words: string;
}

/** @returns undefined for a query whose filters ask for no fact that many papers lack */
export async function tellingPapers(
  query: Query,
  index: Pick<PaperIndex, 'search'>,
): Promise<Telling | undefined> {
  const asked = askedFilters(query).flatMap(({ name }) => facts[name] ?? []);
  const [only, ...others] = new Set(asked);
  if (only === undefined) return undefined;
  const having = [only, ...others].map(({ has }) => has).join(' ');
  const found = await index.search(parseQuery(having), { offset: 0, limit: 0, notes: 0 });
  return { papers: found.total.papers, words: others.length > 0 ? 'have such facts' : only.many };
}

/** The filters by which a paper has to pass. */
const askedFilters = ({ filters }: Query) =>
  filters.flatMap((each) =>
    each.kind === 'keep' && !each.needsDate && !each.text.startsWith('-') ? [each] : [],
  );

/** Why nothing is found, when that is for a filter; nothing when it is not. Filters of dates are left to the caller. */
export async function filterRemark(
  query: Query,
  index: Pick<PaperIndex, 'search' | 'size'>,
): Promise<Content> {
  const count = async (line: string) =>
    (await index.search(parseQuery(line), { offset: 0, limit: 0, notes: 0 })).total.papers;
  const asked = askedFilters(query);
  for (const { name, text: typed } of asked) {
    if ((await count(typed)) > 0) continue;
    const fact = facts[name];
    if (fact === undefined) return text('No paper here passes ', code(typed), '.');
    const having = await count(fact.has);
    if (having === 0) return text(`No paper here ${fact.one}, so `, code(`${name}:`), ' finds nothing.');
    const { papers } = await index.size();
    return text(
      `${formatCount(having)} of the ${plural(papers, 'paper')} here ${having === 1 ? fact.one : fact.many}, but none passes `,
      code(typed),
      '.',
    );
  }
  const [only, ...others] = asked;
  const words = query.text.replace(only?.text ?? '', '').trim();
  if (only === undefined || others.length > 0 || words === '' || words === query.text) return undefined;
  const passing = await count(only.text);
  return [
    text(
      `${plural(passing, 'paper')} here ${passing === 1 ? 'passes' : 'pass'} `,
      code(only.text),
      ', but none is about the rest.',
    ),
    buttons(button(`Search without ${only.name}:`, 'search', { query: words })),
  ];
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
