import { button, buttons, hint, text } from '../../../cards/builders.ts';
import type { Paper } from '../../../corpus/paper.ts';
import { readReference } from '../../../corpus/reference/read-reference.ts';
import { UserError } from '../../../errors.ts';
import type { PaperIndex } from '../../../ports/index.ts';
import { atomsOf, type Query } from '../../../search/query.ts';
import { stopWords } from '../../../search/words/tokens.ts';
import { type Answer, answer } from '../../command.ts';
import { type Found, findPaper } from '../find-paper.ts';

const addresses = /^(?:<?https?:\/\/\S+>?[\s,;]*)+$/i;
const bibtex = /^\s*@\w+\s*[{(]/;
/** Marks of a reference as lists of literature have it, beside its year. */
const listed = /\bet al\b|\bin proc|\bpp?\. ?\d|\bvol\b|\bpreprint\b|(?:^|[\s,&])\p{Lu}\.(?:[\s,&-]|$)/iu;
const year = /\((?:19|20)\d\d[a-z]?\)|\b(?:19|20)\d\d[a-z]?[.,;\s]*$/;
const leastWords = 8;

const isReference = (typed: string): boolean =>
  bibtex.test(typed) || (typed.split(/\s+/).length >= leastWords && year.test(typed) && listed.test(typed));

/** What a pasted address or reference without an id names, or what comes nearest to it. Undefined for words. */
export async function findPasted(index: PaperIndex, typed: string): Promise<Found<Paper> | undefined> {
  if (addresses.test(typed)) {
    const { item } = await findPaper(index, typed);
    return item && { item, isSure: false, others: [] };
  }
  if (!isReference(typed)) return undefined;
  const found = await findPaper(index, typed);
  const { item, isSure, others } = found;
  return isSure || item === undefined ? found : { isSure: false, others: [item, ...others] };
}

/** Says that an address names no paper that is known. Undefined for other texts. */
export function unknownAddress(typed: string): Answer | undefined {
  if (!addresses.test(typed)) return undefined;
  const [title] = readReference(typed).titles;
  const message = 'I can’t tell which paper this address is.';
  return answer({
    title: 'Which paper is it?',
    summary: message,
    tone: 'empty',
    blocks: [
      text(message),
      hint('Paste its title, a DOI, or an address of arXiv, Hugging Face or alphaXiv.'),
      buttons(
        title !== undefined && button('Search for its title', 'search', { query: title.slice(0, 300) }),
      ),
    ],
  });
}

/** @throws UserError for a query of nothing but words that are in nearly every text */
export function refuseCommonWords(query: Query): void {
  const atoms = atomsOf(query);
  const words = atoms.map(({ text }) => text.toLowerCase());
  const isPlain = query.clauses.every(({ kind }) => kind === 'word') && query.filters.length === 0;
  if (!isPlain || words.length === 0 || !words.every((word) => stopWords.has(word))) return;
  const said = [...new Set(words)].map((word) => `“${word}”`).join(' or ');
  throw new UserError(
    'common-words',
    `Nearly every paper says ${said}.`,
    'What is it about? For example: `search stop thinking too long`',
  );
}

/** A title of at most one row or so, from what was typed. */
export const shortened = (typed: string): string => {
  const line = typed.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119).trimEnd()}…` : line;
};
