import MiniSearch from 'minisearch';
import SearchableMap from 'minisearch/SearchableMap';

/** The only file that knows minisearch: a finder of texts by terms, a list of labels to complete, a word list. */

export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

export interface Found {
  readonly id: string;
  /** BM25, the weighted sum over the terms. */
  readonly score: number;
  /** Which of the terms stand in the text. */
  readonly terms: readonly string[];
}

export interface TextIndex {
  /** @throws Error when the id is already there. */
  add(id: string, counts: ReadonlyMap<string, number>): void;
  /** Every text with at least one of the terms, in no order. */
  find(terms: readonly WeightedTerm[]): Found[];
}

/**
 * BM25 over one field of ready-made terms. `d: 0` is BM25 without the "+" (Lv and Zhai 2011), `b` and `k` the
 * values of Robertson and Zaragoza 2009, §3.4. minisearch multiplies a score by the number of matched terms, which
 * measured worse on every judged collection: the score is divided by it.
 */
export function createTextIndex(): TextIndex {
  const engine = new MiniSearch<{ id: string; counts: ReadonlyMap<string, number> }>({
    fields: ['counts'],
    stringifyField: (value) => value,
    // minisearch counts again what is counted here: it takes no counts.
    tokenize: (counts) => repeat(counts as unknown as ReadonlyMap<string, number>),
    processTerm: (term) => term,
    searchOptions: { bm25: { k: 1.2, b: 0.75, d: 0 }, combineWith: 'OR' },
  });
  return {
    add: (id, counts) => engine.add({ id, counts }),
    find(terms) {
      const weights = new Map(terms.map(({ term, weight }) => [term, weight]));
      const found: Found[] = [];
      engine.search('*', {
        tokenize: () => [...weights.keys()],
        boostTerm: (term) => weights.get(term) ?? 1,
        // Hits are taken here, so that minisearch keeps and sorts none: their order is another one.
        filter({ id, score, queryTerms }) {
          found.push({ id, score: score / (queryTerms.length || 1), terms: queryTerms });
          return false;
        },
      });
      return found;
    },
  };
}

function repeat(counts: ReadonlyMap<string, number>): string[] {
  const terms: string[] = [];
  for (const [term, count] of counts) for (let i = 0; i < count; i++) terms.push(term);
  return terms;
}

export interface LabelIndex {
  add(id: number, words: readonly string[], weight: number): void;
  /** Labels that hold every word, the last of them as a prefix; best first. */
  complete(words: readonly string[], limit: number): number[];
}

/** Short labels (titles, names, phrases) found while they are being typed. */
export function createLabelIndex(): LabelIndex {
  const engine = new MiniSearch<{ id: number; words: readonly string[]; weight: number }>({
    fields: ['words'],
    storeFields: ['weight'],
    stringifyField: (value) => value,
    tokenize: (words) => words as unknown as string[],
    processTerm: (word) => word,
    searchOptions: { combineWith: 'AND', prefix: (_word, i, words) => i === words.length - 1 },
  });
  return {
    add: (id, words, weight) => engine.add({ id, words, weight }),
    complete: (words, limit) =>
      engine
        .search('*', {
          tokenize: () => [...words],
          boostDocument: (_id, _word, stored) => Number(stored?.['weight'] ?? 1),
        })
        .slice(0, limit)
        .map((hit) => hit.id as number),
  };
}

export interface Vocabulary {
  add(word: string): void;
  /** The nearest word: one edit away, two for words of 7 letters and more; its first letter is rarely mistyped. */
  nearest(word: string): string | undefined;
}

/**
 * Words with how often they were added; finds the neighbours of a mistyped one in a radix tree, which is built when
 * the first one is mistyped.
 */
export function createVocabulary(): Vocabulary {
  const counts = new Map<string, number>();
  const found = new Map<string, string | undefined>();
  let tree: SearchableMap<true> | undefined;
  const grow = () => {
    tree = new SearchableMap();
    for (const word of counts.keys()) tree.set(word, true);
    return tree;
  };
  return {
    add(word) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      tree?.set(word, true);
      found.clear();
    },
    nearest(word) {
      if (word.length < 4) return undefined;
      if (found.has(word)) return found.get(word);
      if (found.size >= nearestKept) found.clear();
      const near = [...(tree ?? grow()).fuzzyGet(word, 2)]
        .map(([other, [, edits]]) => ({
          other,
          count: counts.get(other) ?? 0,
          cost: isSwap(word, other) ? 1 : edits,
        }))
        .filter((each) => each.cost <= editsAllowed(word, each.other));
      near.sort((a, b) => a.cost - b.cost || b.count - a.count || (a.other < b.other ? -1 : 1));
      found.set(word, near[0]?.other);
      return near[0]?.other;
    },
  };
}

/** Looked-up words that are kept: people mistype the same ones. */
const nearestKept = 1_000;

function editsAllowed(word: string, other: string): number {
  if (word[0] !== other[0] && !isSwap(word, other)) return 0;
  return word.length < 7 ? 1 : 2;
}

/** Two neighbouring letters changed places: the commonest typing mistake, which costs two plain edits. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
}
