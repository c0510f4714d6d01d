import type { Paper } from '../../corpus/paper.ts';
import { atOnce } from '../../time/in-order.ts';
import type { Field } from '../language/expression.ts';
import { type Bits, bitsWidth, copyOf, countAt, intersect, setBit, unite } from './bits.ts';
import { type Matchable, makeMatchable } from './match-one.ts';
import type { WordNeed } from './steps.ts';

/** Papers that are ready to be matched with many topics, in the order of their ids. */
export type Batch = readonly Chunk[];

/** Some of the papers, and which of them have each term. */
export interface Chunk {
  readonly papers: readonly Matchable[];
  /** All of the papers. */
  readonly all: Bits;
  /** By term, where its bits begin in the tables: a bit for each paper. */
  readonly rows: ReadonlyMap<string, number>;
  readonly tables: Readonly<Record<Field | 'both', Bits>>;
  /** For `papersWith`: a new array for each word would take longer than to fill it. */
  readonly scratch: Bits;
}

/** In papers. Most terms are in a few papers, so that longer rows would be nearly empty. */
export const chunkSize = 512;

/** Makes papers ready to be compared with many topics; sorted by id, in chunks of `chunkSize`. */
export const makeBatch = (papers: readonly Paper[]): Batch => atOnce(batchSteps(papers));

/** The same in small steps: a paper takes about a millisecond. */
export function* batchSteps(papers: readonly Paper[]): Generator<void, Batch> {
  const sorted: Matchable[] = [];
  for (const paper of papers.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    sorted.push(makeMatchable(paper));
    yield;
  }
  const chunks: Chunk[] = [];
  for (let from = 0; from < sorted.length; from += chunkSize) {
    chunks.push(makeChunk(sorted.slice(from, from + chunkSize)));
    yield;
  }
  return chunks;
}

function makeChunk(papers: readonly Matchable[]): Chunk {
  const width = bitsWidth(papers.length);
  const rows = new Map<string, number>();
  // The row at 0 stays empty. It is that of the terms that no paper has.
  for (const { terms } of papers)
    for (const term of terms) if (!rows.has(term)) rows.set(term, width * (rows.size + 1));
  const table = (termsOf: (paper: Matchable) => Iterable<string>): Bits => {
    const bits = new Int32Array(width * (rows.size + 1));
    for (const [place, paper] of papers.entries())
      for (const term of termsOf(paper)) setBit(bits, place, rows.get(term));
    return bits;
  };
  const all = new Int32Array(width);
  for (const place of papers.keys()) setBit(all, place);
  return {
    papers,
    all,
    rows,
    scratch: new Int32Array(width),
    tables: {
      title: table(({ title }) => title),
      abstract: table(({ abstract }) => abstract),
      both: table(({ terms }) => terms),
    },
  };
}

/** Leaves in `found` the papers that have a word in a field. */
export function keepWord(found: Bits, word: WordNeed, chunk: Chunk, field: Field | 'both'): void {
  if (typeof word === 'string') intersect(found, chunk.tables[field], chunk.rows.get(word) ?? 0);
  else intersect(found, papersWith(word, chunk, field));
}

/** Counts one more at the place of each paper of `found` that has a word in its title. */
export function countTitles(counts: Uint16Array, found: Bits, word: WordNeed, chunk: Chunk): void {
  if (typeof word === 'string') countAt(counts, found, chunk.tables.title, chunk.rows.get(word) ?? 0);
  else countAt(counts, found, papersWith(word, chunk, 'title'));
}

/** The papers that have all terms of one of several lists in a field. Read them before the next call. */
function papersWith(
  alternatives: readonly (readonly string[])[],
  { all, rows, tables, scratch }: Chunk,
  field: Field | 'both',
): Bits {
  scratch.fill(0);
  for (const terms of alternatives) {
    const [first = ''] = terms;
    if (terms.length === 1) {
      unite(scratch, tables[field], rows.get(first) ?? 0);
      continue;
    }
    const each = copyOf(all);
    for (const term of terms) intersect(each, tables[field], rows.get(term) ?? 0);
    unite(scratch, each);
  }
  return scratch;
}
