import MiniSearch, { type AsPlainObject } from 'minisearch';
import { cutOut } from '../words/tokens.ts';

export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

interface Found {
  readonly id: number;
  /** BM25, the weighted sum over the terms. */
  readonly score: number;
  /** The terms that the text has. */
  readonly terms: readonly string[];
}

/** `d: 0` is BM25 without the "+" (Lv and Zhai 2011); `b` and `k` are the values of Robertson and Zaragoza 2009, §3.4. */
const bm25 = { k: 1.2, b: 0.75, d: 0 };

/**
 * Texts, each a number of terms, found by BM25. minisearch multiplies a score by the number of matched terms, which
 * measured worse on every judged collection: the score is divided by it.
 */
export function createTextIndex() {
  const codes = createTermCodes();
  const lengths = createMean();
  // minisearch takes no counts, and counts again: each term comes as often as the text has it.
  const engine = openEngine<{ id: number; codes: readonly string[] }>('codes', lengths.value);
  return {
    /** How many texts have the term. */
    holders: codes.holders,
    /** @throws Error when the id is already there. */
    add(id: number, counts: ReadonlyMap<string, number>): void {
      engine.add({ id, codes: repeat(counts, codes.hold) });
      lengths.add(counts.size);
    },
    /** @param counts those that the text was added with. @throws Error when the id is not there. */
    remove(id: number, counts: ReadonlyMap<string, number>): void {
      engine.remove({ id, codes: repeat(counts, codes.release) });
      lengths.remove(counts.size);
    },
    /**
     * Every text with at least one of the terms, in no order.
     * @param candidateTerms only these terms (default: all) find texts; the others add to the scores of texts that these
     *   find or that are in `known`
     */
    find(
      terms: readonly WeightedTerm[],
      candidateTerms?: ReadonlySet<string>,
      known: Iterable<number> = [],
    ): Found[] {
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
        bm25,
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

/** Skips, by a boost of 0, texts that have only terms of `adding`. */
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

/**
 * Short names for terms, and how many texts have each.
 *
 * minisearch keeps terms in a radix tree and tries the branches of a node one by one, once for each word of a text. A
 * code leads there over few nodes with few branches. The earlier a term came, the shorter its code, and common terms come
 * early. With codes, finding the place of a term takes two thirds of the time.
 */
function createTermCodes() {
  const known = new Map<string, { readonly code: string; holders: number }>();
  let coded = 0;
  return {
    /** One more text has the term. */
    hold(term: string): string {
      const entry = known.get(term) ?? { code: encode(coded++), holders: 0 };
      if (entry.holders++ === 0) known.set(cutOut(term), entry);
      return entry.code;
    },
    /** One text fewer has the term. @throws Error for a term that no text has. */
    release(term: string): string {
      const entry = known.get(term);
      if (entry === undefined) throw new Error('no text holds this term');
      if (--entry.holders === 0) known.delete(term);
      return entry.code;
    },
    holders: (term: string): number => known.get(term)?.holders ?? 0,
    /** Undefined for a term that no text has. */
    codeOf: (term: string): string | undefined => known.get(term)?.code,
  };
}

/** The number of digits as a letter, then the digits in base 16: no code is the beginning of another one. */
function encode(number: number): string {
  const digits = number.toString(16);
  return String.fromCharCode('g'.charCodeAt(0) + digits.length) + digits;
}

/** The mean of whole numbers. Exact, so it does not depend on numbers that were removed. */
export function createMean() {
  let sum = 0;
  let count = 0;
  return {
    add(value: number): void {
      sum += value;
      count++;
    },
    remove(value: number): void {
      sum -= value;
      count--;
    },
    value: (): number => sum / (count || 1),
  };
}

/**
 * An engine for one field of ready-made terms.
 *
 * minisearch corrects the mean length of the texts with each text, as a fraction, so scores would depend on texts that
 * were removed. Here the engine reads the mean from `meanLength`, which is put into an empty index for it to load.
 */
export function openEngine<Entry>(field: string & keyof Entry, meanLength: () => number): MiniSearch<Entry> {
  const averageFieldLength = Object.defineProperty([] as number[], 0, { get: meanLength, set() {} });
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
  });
}
