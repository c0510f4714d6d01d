import type { PaperIndex } from '../../src/ports/index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { compounds } from '../../src/search/words/compounds-and-acronyms.ts';

/** A query that means the same, written otherwise; undefined where the query has nothing to write otherwise. */
interface Law {
  readonly name: string;
  readonly change: (query: string, random: () => number) => string | undefined;
}

const changed = (query: string, other: string) => (other === query ? undefined : other);

const words = (query: string) => query.split(' ');

/** Swaps words at random. */
function shuffle(query: string, random: () => number): string {
  return words(query)
    .map((word) => ({ word, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ word }) => word)
    .join(' ');
}

const british: readonly (readonly [RegExp, string])[] = [
  [/iz(ation|e|ed|er|ing)\b/g, 'is$1'],
  [/avior/g, 'aviour'],
  [/\bcolor/g, 'colour'],
  [/\bmodeling\b/g, 'modelling'],
  [/\blabeled\b/g, 'labelled'],
  [/\bcenter\b/g, 'centre'],
  [/\banalyz/g, 'analys'],
];

/** Acronyms and nouns of the field that have a plural. */
const nouns =
  /\b(model|network|transformer|agent|method|task|verifier|reward|weight|token|law|graph|image|outlier|benchmark|LLM|llm|GPU|gpu|VLM|vlm|optimizer|policy|matrix|spectrum|hypothesis)\b/;
const plurals: Readonly<Record<string, string>> = {
  policy: 'policies',
  matrix: 'matrices',
  spectrum: 'spectra',
  hypothesis: 'hypotheses',
};

export const laws: readonly Law[] = [
  {
    // In capitals, AND and its like are operators.
    name: 'letter case',
    change: (query) =>
      changed(
        query,
        query.replace(/\b(?!(?:and|or|not)\b)\w+/g, (word) => word.toUpperCase()),
      ),
  },
  { name: 'order of words', change: (query, random) => changed(query, shuffle(query, random)) },
  { name: 'polite words', change: (query) => `what are the best papers on ${query}` },
  {
    name: 'plurals',
    change: (query) =>
      changed(
        query,
        query.replace(nouns, (noun) => plurals[noun] ?? `${noun}s`),
      ) ?? changed(query, query.replace(/\b(\w{3,})(model|network|task|law|weight|agent)s\b/, '$1$2')),
  },
  {
    name: 'British spelling',
    change: (query) =>
      changed(
        query,
        british.reduce((text, [from, to]) => text.replace(from, to), query),
      ),
  },
  {
    name: 'accents',
    change: (query) => changed(query, query.replace(/e/, 'é').replace(/o/, 'ø').replace(/l/, 'ł')),
  },
  { name: 'closed compounds', change: (query) => changed(query, writeCompounds(query, '')) },
  { name: 'open compounds', change: (query) => changed(query, writeCompounds(query, ' ')) },
  { name: 'hyphenated compounds', change: (query) => changed(query, writeCompounds(query, '-')) },
];

const forms = compounds
  .filter((compound) => !/^[a-z]-|-(?:up|off|out|in|line|board|site)$/.test(compound))
  .map((compound) => {
    const [first = '', second = ''] = compound.split('-');
    const stem = second.replace(/e$/, '');
    return { pattern: new RegExp(`\\b(${first})[- ]?(${stem})`, 'i') };
  });

const writeCompounds = (query: string, joint: string): string =>
  forms.reduce((text, { pattern }) => text.replace(pattern, `$1${joint}$2`), query);

export interface LawScore {
  readonly name: string;
  readonly queries: number;
  /** The mean share of the first ten papers that both forms of a query find. */
  readonly overlap: number;
  /** The queries that share least. */
  readonly worst: readonly string[];
}

/** Compares the first ten of each query with those of its other form. */
export async function measureLaws(
  index: PaperIndex,
  queries: readonly string[],
  random: () => number,
): Promise<readonly LawScore[]> {
  const firstTen = async (query: string) =>
    (await index.search(parseQuery(query), { offset: 0, limit: 10, notes: 0 })).papers.map(
      ({ item }) => item.id,
    );
  const scores: LawScore[] = [];
  for (const { name, change } of laws) {
    const shares: { share: number; text: string }[] = [];
    for (const query of queries) {
      const other = change(query, random);
      if (other === undefined) continue;
      const [a, b] = [await firstTen(query), await firstTen(other)];
      const most = Math.max(a.length, b.length);
      const share = most === 0 ? 1 : a.filter((id) => b.includes(id)).length / most;
      shares.push({ share, text: `${share.toFixed(1)} ${query} | ${other}` });
    }
    const overlap = shares.reduce((sum, { share }) => sum + share, 0) / (shares.length || 1);
    const worst = shares.sort((a, b) => a.share - b.share).slice(0, 5);
    scores.push({ name, queries: shares.length, overlap, worst: worst.map(({ text }) => text) });
  }
  return scores;
}

/** Queries made of some words of a title. */
export function madeQueries(
  titles: readonly string[],
  count: number,
  random: () => number,
): readonly string[] {
  return Array.from({ length: count }, () => {
    const title = titles[Math.floor(random() * titles.length)] ?? '';
    const all = title.match(/[A-Za-z][A-Za-z-]{2,}/g) ?? [];
    const from = Math.floor(random() * Math.max(1, all.length - 4));
    return all.slice(from, from + 2 + Math.floor(random() * 3)).join(' ');
  }).filter((query) => query.length > 3);
}
