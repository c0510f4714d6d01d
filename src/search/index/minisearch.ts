import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
import SearchableMap from 'minisearch/SearchableMap';
import { createTermCodes } from './term-codes.ts';

/** The only file that knows minisearch: texts by terms, labels by what is typed of them, and a tree of words for near ones. */

export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

export interface Found {
  readonly id: number;
  /** BM25, the weighted sum over the terms. */
  readonly score: number;
  /** Which of the terms stand in the text. */
  readonly terms: readonly string[];
}

export interface TextIndex {
  /** @throws Error when the id is already there. */
  add(id: number, counts: ReadonlyMap<string, number>): void;
  /** @param counts those that the text was added with. @throws Error when the id is not there. */
  remove(id: number, counts: ReadonlyMap<string, number>): void;
  /** How many texts hold the term. */
  holders(term: string): number;
  /**
   * Every text with at least one of the terms, in no order.
   * @param candidateTerms only these terms (default: all) find texts; the others add to the scores of texts that these find or
   *   that are in `known`
   */
  find(
    terms: readonly WeightedTerm[],
    candidateTerms?: ReadonlySet<string>,
    known?: Iterable<number>,
  ): Found[];
}

interface Text {
  readonly id: number;
  /** Of its terms, each as often as it stands there: minisearch counts again what was counted, and takes no counts. */
  readonly codes: readonly string[];
}

/**
 * BM25 over one field of ready-made terms. `d: 0` is BM25 without the "+" (Lv and Zhai 2011), `b` and `k` the
 * values of Robertson and Zaragoza 2009, §3.4. minisearch multiplies a score by the number of matched terms, which
 * measured worse on every judged collection: the score is divided by it.
 */
export function createTextIndex(): TextIndex {
  const codes = createTermCodes();
  const lengths = createMean();
  const engine = openEngine<Text>('codes', lengths, {
    searchOptions: { bm25: { k: 1.2, b: 0.75, d: 0 }, combineWith: 'OR' },
  });
  return {
    holders: codes.holders,
    add(id, counts) {
      engine.add({ id, codes: repeat(counts, codes.hold) });
      lengths.add(counts.size);
    },
    remove(id, counts) {
      engine.remove({ id, codes: repeat(counts, codes.release) });
      lengths.remove(counts.size);
    },
    find(terms, candidateTerms, known = []) {
      const byCode = new Map<string, WeightedTerm>();
      const finds = ({ term }: WeightedTerm) => candidateTerms?.has(term) ?? true;
      // Terms that find texts go first, so that the others know which texts to add to.
      for (const each of [...terms.filter(finds), ...terms.filter((each) => !finds(each))]) {
        const code = codes.codeOf(each.term);
        if (code !== undefined) byCode.set(code, each);
      }
      const adding = new Set([...byCode].flatMap(([code, each]) => (finds(each) ? [] : [code])));
      const found: Found[] = [];
      engine.search('*', {
        tokenize: () => [...byCode.keys()],
        boostTerm: (code) => byCode.get(code)?.weight ?? 1,
        ...(adding.size > 0 && { boostDocument: skipUnfound(adding, known) }),
        // Hits are collected here, so that minisearch neither keeps nor sorts them: callers order them differently.
        filter({ id, score, queryTerms }) {
          const held = queryTerms.map((code) => byCode.get(code)?.term ?? code);
          found.push({ id, score: score / (held.length || 1), terms: held });
          return false;
        },
      });
      return found;
    },
  };
}

/** Skips, by a boost of 0, texts that contain only terms of `adding`. */
function skipUnfound(adding: ReadonlySet<string>, known: Iterable<number>) {
  const seen = new Set(known);
  return (id: number, code: string): number => {
    if (!adding.has(code)) seen.add(id);
    else if (!seen.has(id)) return 0;
    return 1;
  };
}

function repeat(counts: ReadonlyMap<string, number>, codeOf: (term: string) => string): string[] {
  const codes: string[] = [];
  for (const [term, count] of counts) {
    const code = codeOf(term);
    for (let i = 0; i < count; i++) codes.push(code);
  }
  return codes;
}

/** A mean that forgets what is removed without a trace, as all its numbers are whole. */
interface Mean {
  add(value: number): void;
  remove(value: number): void;
  value(): number;
}

function createMean(): Mean {
  let sum = 0;
  let count = 0;
  return {
    add(value) {
      sum += value;
      count++;
    },
    remove(value) {
      sum -= value;
      count--;
    },
    value: () => sum / (count || 1),
  };
}

/**
 * An engine over one field of ready-made terms. minisearch keeps the mean length of the texts as a fraction that it
 * corrects with each one, so that the scores of an index would tell what has been in it. Here the mean is given to it, as
 * part of an empty index to load, and read anew for each search.
 */
function openEngine<Entry>(
  field: string & keyof Entry,
  lengths: Mean,
  options: Pick<Options<Entry>, 'searchOptions'> = {},
): MiniSearch<Entry> {
  const averageFieldLength = Object.defineProperty([] as number[], 0, { get: lengths.value, set() {} });
  const empty: AsPlainObject = {
    documentCount: 0,
    nextId: 0,
    documentIds: {},
    fieldIds: { [field]: 0 },
    fieldLength: {},
    averageFieldLength,
    storedFields: {},
    dirtCount: 0,
    index: [],
    serializationVersion: 2,
  };
  return MiniSearch.loadJS<Entry>(empty, {
    fields: [field],
    stringifyField: (value) => value,
    tokenize: (terms) => terms as unknown as string[],
    processTerm: (term) => term,
    ...options,
  });
}

export interface LabelIndex {
  add(id: number, words: readonly string[], weight: number): void;
  /** @param words those that the label was added with. @throws Error when the id is not there. */
  remove(id: number, words: readonly string[]): void;
  /** Labels that hold every word, in no order; only such as are wanted. */
  find(words: readonly string[], isWanted: (id: number) => boolean): ScoredLabel[];
  /** The same, the last word as a prefix. */
  complete(words: readonly string[], isWanted: (id: number) => boolean): ScoredLabel[];
}

export interface ScoredLabel {
  readonly id: number;
  readonly score: number;
}

/** Short labels (titles, names, phrases) found while they are being typed. */
export function createLabelIndex(): LabelIndex {
  const weights: number[] = [];
  const lengths = createMean();
  const engine = openEngine<{ id: number; words: readonly string[] }>('words', lengths);
  /** The labels among those that hold the word too, with what it adds to their scores. */
  function narrow(
    word: string,
    prefix: boolean,
    among: ReadonlyMap<number, number> | undefined,
    isWanted: (id: number) => boolean,
  ): Map<number, number> {
    const found = new Map<number, number>();
    if (among?.size === 0) return found;
    engine.search('*', {
      tokenize: () => [word],
      prefix,
      boostDocument: (id) =>
        (among === undefined || among.has(id)) && isWanted(id) ? (weights[id] ?? 1) : 0,
      filter({ id, score }) {
        found.set(id, score + (among?.get(id) ?? 0));
        return false;
      },
    });
    return found;
  }
  function narrowAll(
    words: readonly string[],
    open: boolean,
    isWanted: (id: number) => boolean,
  ): ScoredLabel[] {
    let found: Map<number, number> | undefined;
    for (const [i, word] of words.entries())
      found = narrow(word, open && i === words.length - 1, found, isWanted);
    return [...(found ?? [])].map(([id, score]) => ({ id, score }));
  }
  return {
    add(id, words, weight) {
      engine.add({ id, words });
      lengths.add(new Set(words).size);
      weights[id] = weight;
    },
    remove(id, words) {
      engine.remove({ id, words });
      lengths.remove(new Set(words).size);
    },
    find: (words, isWanted) => narrowAll(words, false, isWanted),
    complete: (words, isWanted) => narrowAll(words, true, isWanted),
  };
}

/** Words to look for near ones in: a radix tree. */
export interface WordTree {
  add(word: string): void;
  remove(word: string): void;
  /** Words of at most so many edits, with how many they are. */
  near(word: string, edits: number): Iterable<readonly [word: string, edits: number]>;
}

export function createWordTree(words: Iterable<string>): WordTree {
  const tree = new SearchableMap<true>();
  for (const word of words) tree.set(word, true);
  return {
    add: (word) => tree.set(word, true),
    remove: (word) => tree.delete(word),
    near: (word, edits) =>
      [...tree.fuzzyGet(word, edits)].map(([other, [, distance]]) => [other, distance] as const),
  };
}
