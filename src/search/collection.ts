import type { Note, Paper } from '../corpus/paper.ts';
import { createTextIndex, createVocabulary, type WeightedTerm } from './minisearch.ts';
import type { KnownWords } from './plan.ts';
import { type TellingTerm, tellingTerms } from './telling-terms.ts';
import { fold, type Token, termsOfTokens, tokenize } from './tokens.ts';

export type Document =
  | { readonly kind: 'paper'; readonly item: Paper; readonly body: string }
  | { readonly kind: 'note'; readonly item: Note; readonly body: string };

export const paperDocument = (item: Paper): Document => ({ kind: 'paper', item, body: item.abstract });
export const noteDocument = (item: Note): Document => ({ kind: 'note', item, body: item.description });

/** A document that holds at least one of the terms looked for. */
export interface Candidate {
  readonly document: Document;
  readonly score: number;
  /** Which of the terms it holds: a few, so that a list is faster than a set. */
  readonly terms: readonly string[];
}

/** Folded texts kept at a time: about 4 MB. */
const foldedKept = 2_000;

/** The indexed documents, and the words that stand in them. */
export interface Collection extends KnownWords {
  /** @throws Error when a document of that id is there already. */
  add(document: Document): void;
  /** By its id, or a paper by its arXiv id. */
  get(id: string): Document | undefined;
  all(): Iterable<Document>;
  count(): { papers: number; notes: number };
  /** What the document is about: its terms of the highest tf·idf. */
  tellingTerms(document: Document): readonly TellingTerm[];
  /** The same of any text, by the frequencies of the documents that are here. */
  tellingTermsOf(title: string, body: string): readonly TellingTerm[];
  /** How many documents hold the term. */
  holders(term: string): number;
  /** Title and body as phrase tests read them. */
  foldedText(document: Document): string;
  /** Every document with at least one of the terms, in no order. */
  find(terms: readonly WeightedTerm[]): Candidate[];
}

/** Best first; equal scores by id. */
export const byScore = (a: Candidate, b: Candidate): number =>
  b.score - a.score || (a.document.item.id < b.document.item.id ? -1 : 1);

/** The first few in the order of {@link byScore}, without sorting the others. */
export function bestOf(candidates: Iterable<Candidate>, count: number): Candidate[] {
  const best: Candidate[] = [];
  for (const each of candidates) {
    const last = best[count - 1];
    if (last !== undefined && byScore(last, each) < 0) continue;
    best.push(each);
    best.sort(byScore);
    best.length = Math.min(best.length, count);
  }
  return best;
}

export function createCollection(): Collection {
  const documents = new Map<string, Document>();
  const frequencies = new Map<string, number>();
  const surfaces = createVocabulary();
  const texts = createTextIndex();
  const byArxivId = new Map<string, string>();
  const size = { papers: 0, notes: 0 };
  const folded = new Map<Document, string>();
  let tellingByDocument = new WeakMap<Document, readonly TellingTerm[]>();
  const telling = (title: string, body: string) => {
    const counts = countTerms(tokenize(title), tokenize(body));
    return tellingTerms(counts, (term) => frequencies.get(term) ?? 0, documents.size);
  };
  return {
    surfaces,
    hasTerm: (term) => frequencies.has(term),
    holders: (term) => frequencies.get(term) ?? 0,
    get: (id) => documents.get(id) ?? documents.get(byArxivId.get(id) ?? ''),
    all: () => documents.values(),
    count: () => size,
    add(document) {
      const title = tokenize(document.item.title);
      const body = tokenize(document.body);
      const counts = countTerms(title, body);
      texts.add(document.item.id, counts);
      documents.set(document.item.id, document);
      if (document.kind === 'paper' && document.item.arxivId !== undefined)
        byArxivId.set(document.item.arxivId, document.item.id);
      if (document.kind === 'paper') size.papers++;
      else size.notes++;
      tellingByDocument = new WeakMap();
      for (const term of counts.keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
      for (const tokens of [title, body]) for (const { surface } of tokens) surfaces.add(surface);
    },
    tellingTermsOf: telling,
    tellingTerms(document) {
      const known = tellingByDocument.get(document);
      if (known !== undefined) return known;
      const made = telling(document.item.title, document.body);
      tellingByDocument.set(document, made);
      return made;
    },
    foldedText(document) {
      const known = folded.get(document);
      if (known !== undefined) return known;
      if (folded.size >= foldedKept) folded.clear();
      const made = fold(textOf(document));
      folded.set(document, made);
      return made;
    },
    find: (terms) =>
      texts.find(terms).map(({ id, score, terms: held }) => ({
        document: documents.get(id) as Document,
        score,
        terms: held,
      })),
  };
}

/** The title counts twice: one field of title, title, body ranked better than weighted fields. */
function countTerms(title: readonly Token[], body: readonly Token[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const term of termsOfTokens(title)) counts.set(term, (counts.get(term) ?? 0) + 2);
  for (const term of termsOfTokens(body)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

const textOf = (document: Document) => `${document.item.title}\n${document.body}`;
