import { button, buttons, type Content, strong, text } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { PaperIndex, Results } from '../../ports/index.ts';
import { parseQuery, type Query } from '../../search/query.ts';

/** The filters that a name may be meant for, in the order in which they are tried, and how their papers are called. */
export const nameFilters = [
  ['author', 'by'],
  ['org', 'from'],
] as const;

const mostWords = 4;
const nameWord = /^\p{L}[\p{L}\p{M}'’.-]*$/u;

/**
 * For words that no text has: the papers by somebody of that name, or from an organisation of that name, about the rest.
 */
async function offerUnknown(
  { clauses }: Query,
  unknown: readonly string[],
  index: Pick<PaperIndex, 'search'>,
): Promise<Content> {
  const words = clauses.map((clause) => (clause.kind === 'word' ? clause.text : ''));
  const name = words.filter((word) => unknown.includes(word)).join(' ');
  const rest = words
    .filter((word) => !unknown.includes(word) && !/^(?:by|from|of|at)$/i.test(word))
    .join(' ');
  if (name === '' || !words.join(' ').includes(name) || !name.split(' ').every((word) => nameWord.test(word)))
    return [];
  const quoted = name.includes(' ') ? `"${name}"` : name;
  for (const [filter, of] of nameFilters) {
    for (const line of [`${rest} ${filter}:${quoted}`.trim(), `${filter}:${quoted}`]) {
      const { papersWithEveryWord, papers } = (await index.search(parseQuery(line), { offset: 0, limit: 0 }))
        .total;
      const isFound = line.startsWith(filter) ? papers > 0 : papersWithEveryWord > 0;
      if (isFound) return buttons(button(`Papers ${of} ${name}`.slice(0, 60), 'search', { query: line }));
    }
  }
  return [];
}

/** The papers by an author whose name was typed as plain words; nothing where the words may be a subject, or name nobody. */
export async function offerAuthor(
  query: Query,
  { total, corrections, unknown }: Results,
  index: Pick<PaperIndex, 'search'>,
): Promise<Content> {
  const words = query.clauses.map((clause) => (clause.kind === 'word' ? clause.text : ''));
  const isName = words.length <= mostWords && words.every((word) => nameWord.test(word));
  const isSubject = total.papersWithEveryWord > 0 && corrections.length + unknown.length === 0;
  if (total.papers === 0 && query.filters.length > 0) return offerOrganization(query, index);
  if (isSubject || query.filters.length > 0) return [];
  if (!isName) return offerUnknown(query, unknown, index);
  const name = words.join(' ');
  const line = `author:${words.length > 1 ? `"${name}"` : name}`;
  const { papers } = (await index.search(parseQuery(line), { offset: 0, limit: 0 })).total;
  if (papers === 0) return offerUnknown(query, unknown, index);
  return [
    text('Looking for an author? ', strong(name), ` wrote ${plural(papers, 'paper')} here.`),
    buttons(button(`Papers by ${name}`, 'search', { query: line })),
  ];
}

/** The papers from an organisation, where its name was given for an author's: `author:google reasoning`. */
async function offerOrganization(query: Query, index: Pick<PaperIndex, 'search'>): Promise<Content> {
  const [typed, name = ''] = /(?<=^|\s)author:("[^"]*"|\S+)/.exec(query.text) ?? [];
  if (typed === undefined) return [];
  const line = query.text.replace(typed, () => `org:${name}`);
  const { papers } = (await index.search(parseQuery(line), { offset: 0, limit: 0 })).total;
  if (papers === 0) return [];
  return buttons(button(`Papers from ${name.replaceAll('"', '')}`.slice(0, 60), 'search', { query: line }));
}
