import { button, buttons, type Content, strong, text } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import type { PaperIndex, Results } from '../../ports/index.ts';
import { parseQuery, type Query } from '../../search/query.ts';

const mostWords = 4;
const nameWord = /^\p{L}[\p{L}\p{M}'’.-]*$/u;

/** The papers by an author whose name was typed as plain words; nothing where the words may be a subject, or name nobody. */
export async function offerAuthor(
  query: Query,
  { total, corrections, unknown }: Results,
  index: Pick<PaperIndex, 'search'>,
): Promise<Content> {
  const words = query.clauses.map((clause) => (clause.kind === 'word' ? clause.text : ''));
  const isName = words.length <= mostWords && words.every((word) => nameWord.test(word));
  const isSubject = total.papersWithEveryWord > 0 && corrections.length + unknown.length === 0;
  if (!isName || isSubject || query.filters.length > 0) return [];
  const name = words.join(' ');
  const line = `author:${words.length > 1 ? `"${name}"` : name}`;
  const { papers } = (await index.search(parseQuery(line), { offset: 0, limit: 0 })).total;
  if (papers === 0) return [];
  return [
    text('Looking for an author? ', strong(name), ` wrote ${plural(papers, 'paper')} here.`),
    buttons(button(`Papers by ${name}`, 'search', { query: line })),
  ];
}
