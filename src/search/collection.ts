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
  /** Which of the terms it holds. */
  readonly terms: ReadonlySet<string>;
}

/** Folded texts kept at a time: about 4 MB. */
const foldedKept = 2_000;

/** The indexed documents, and the words that stand in them. */
export interface Collection extends KnownWords {
  /** @throws Error when a document of that id is there already. */
  add(document: Document): void;
  get(id: string): Document | undefined;
  all(): Iterable<Document>;
  count(): { papers: number; notes: number };
  /** What the document is about: its terms of the highest tf·idf. */
  tellingTerms(document: Document): readonly TellingTerm[];
  /** The same of any text, by the frequencies of the documents that are here. */
  tellingTermsOf(title: string, body: string): readonly TellingTerm[];
  /** Title and body as phrase tests read them. */
  foldedText(document: Document): string;
  /** Every document with at least one of the terms, best first; equal scores by id. */
  rank(terms: readonly WeightedTerm[]): Candidate[];
}

export function createCollection(): Collection {
  const documents = new Map<string, Document>();
  const frequencies = new Map<string, number>();
  const surfaces = createVocabulary();
  const texts = createTextIndex();
  const counts = { papers: 0, notes: 0 };
  const folded = new Map<Document, string>();
  let tellingByDocument = new WeakMap<Document, readonly TellingTerm[]>();
  const telling = (title: string, body: string) => {
    const terms = termsOfDocument(tokenize(title), tokenize(body));
    return tellingTerms(terms, (term) => frequencies.get(term) ?? 0, documents.size);
  };
  return {
    surfaces,
    hasTerm: (term) => frequencies.has(term),
    get: (id) => documents.get(id),
    all: () => documents.values(),
    count: () => counts,
    add(document) {
      const title = tokenize(document.item.title);
      const body = tokenize(document.body);
      const terms = termsOfDocument(title, body);
      texts.add(document.item.id, terms);
      documents.set(document.item.id, document);
      if (document.kind === 'paper') counts.papers++;
      else counts.notes++;
      tellingByDocument = new WeakMap();
      for (const term of new Set(terms)) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
      for (const { surface } of [...title, ...body]) surfaces.add(surface);
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
    rank: (terms) =>
      texts.rank(terms).map(({ id, score, terms: held }) => ({
        document: documents.get(id) as Document,
        score,
        terms: new Set(held),
      })),
  };
}

/** The title counts twice: one field of title, title, body ranked better than weighted fields. */
function termsOfDocument(title: readonly Token[], body: readonly Token[]): string[] {
  const terms = termsOfTokens(title);
  return [...terms, ...terms, ...termsOfTokens(body)];
}

const textOf = (document: Document) => `${document.item.title}\n${document.body}`;
