import { type TellingTerm, tellingTerms } from '../words/telling-terms.ts';
import { countTerms } from '../words/term-counts.ts';
import { fold } from '../words/tokens.ts';
import { createAliases } from './aliases.ts';
import type { Document } from './document.ts';
import { createTextIndex, type WeightedTerm } from './minisearch.ts';
import { createVocabulary, type KnownWords } from './vocabulary.ts';

/** A document that holds at least one of the terms looked for. */
export interface Candidate {
  readonly document: Document;
  /** The place of the document in the collection, as long as its text stays the same. */
  readonly slot: number;
  readonly score: number;
  /** Which of the terms it holds: a few, so that a list is faster than a set. */
  readonly terms: readonly string[];
}

/** Folded texts kept at a time: about 4 MB. */
const foldedKept = 2_000;

/** The indexed documents, and the words that stand in them. What it answers depends on what is in it, not on what was. */
export interface Collection extends KnownWords {
  /**
   * Adds a document, or replaces the one of that id; without reading it again where its words are the same.
   * @returns whether the texts have changed
   */
  put(document: Document): boolean;
  /** Takes a document out, if it is there. From then on its id may lead to another one. */
  remove(id: string, becameId?: string): boolean;
  /** By its id, by one that it had, or a paper by its arXiv id. */
  get(id: string): Document | undefined;
  all(): Iterable<Document>;
  /** The last ones put in come first, as far as places of removed ones are not taken again. */
  newest(): Iterable<Document>;
  count(): { papers: number; notes: number };
  /** What the document is about: its terms of the highest tf·idf. */
  tellingTerms(document: Document): readonly TellingTerm[];
  /** The same of any text, by the frequencies of the documents that are here. */
  tellingTermsOf(title: string, body: string): readonly TellingTerm[];
  /** How many documents hold the term. */
  holders(term: string): number;
  /** Title and body as phrase tests read them. */
  foldedText(document: Document): string;
  /** Every document with at least one of the terms, in no order; see `TextIndex` for `candidateTerms`. */
  find(
    terms: readonly WeightedTerm[],
    candidateTerms?: ReadonlySet<string>,
    known?: readonly Candidate[],
  ): Candidate[];
}

export function createCollection(): Collection {
  const slots = new Map<string, number>();
  const documents: (Document | undefined)[] = [];
  const free: number[] = [];
  const texts = createTextIndex();
  const surfaces = createVocabulary();
  const aliases = createAliases();
  const size = { papers: 0, notes: 0 };
  const folded = new Map<Document, string>();
  /** Made anew with each change, since all frequencies are others then. */
  let tellingByDocument: WeakMap<Document, readonly TellingTerm[]> | undefined;

  const telling = (title: string, body: string) =>
    tellingTerms(countTerms(title, body).terms, texts.holders, slots.size);
  const byId = (id: string | undefined) => documents[slots.get(id ?? '') ?? -1];

  function add(document: Document): void {
    const { id, title } = document.item;
    const slot = free.pop() ?? documents.length;
    const read = countTerms(title, document.body);
    texts.add(slot, read.terms);
    for (const [surface, times] of read.surfaces) surfaces.add(surface, times);
    slots.set(id, slot);
    documents[slot] = document;
    aliases.add(document);
    size[`${document.kind}s`]++;
    tellingByDocument = undefined;
  }

  function takeOut(document: Document): void {
    const { id, title } = document.item;
    const slot = slots.get(id) as number;
    const read = countTerms(title, document.body);
    texts.remove(slot, read.terms);
    for (const [surface, times] of read.surfaces) surfaces.remove(surface, times);
    slots.delete(id);
    documents[slot] = undefined;
    free.push(slot);
    aliases.remove(document);
    folded.delete(document);
    size[`${document.kind}s`]--;
    tellingByDocument = undefined;
  }

  function swap(known: Document, document: Document): void {
    documents[slots.get(document.item.id) as number] = document;
    aliases.remove(known);
    aliases.add(document);
    folded.delete(known);
  }

  return {
    surfaces,
    hasTerm: (term) => texts.holders(term) > 0,
    holders: texts.holders,
    get: (id) => byId(id) ?? byId(aliases.idOf(id)),
    *all() {
      for (const slot of slots.values()) yield documents[slot] as Document;
    },
    *newest() {
      for (let slot = documents.length - 1; slot >= 0; slot--) {
        const document = documents[slot];
        if (document !== undefined) yield document;
      }
    },
    count: () => size,
    put(document) {
      const known = byId(document.item.id);
      if (known !== undefined && hasSameWords(known, document)) {
        swap(known, document);
        return false;
      }
      if (known !== undefined) takeOut(known);
      add(document);
      return true;
    },
    remove(id, becameId) {
      const known = byId(id);
      if (known !== undefined) takeOut(known);
      if (becameId !== undefined) aliases.redirect(id, becameId);
      return known !== undefined;
    },
    tellingTermsOf: telling,
    tellingTerms(document) {
      tellingByDocument ??= new WeakMap();
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
    find: (terms, candidateTerms, known) =>
      texts.find(terms, candidateTerms, known && slotsOf(known)).map(({ id: slot, score, terms: held }) => ({
        document: documents[slot] as Document,
        slot,
        score,
        terms: held,
      })),
  };
}

const hasSameWords = (a: Document, b: Document) =>
  a.kind === b.kind && a.item.title === b.item.title && a.body === b.body;

function* slotsOf(candidates: readonly Candidate[]): Generator<number> {
  for (const { slot } of candidates) yield slot;
}

const textOf = (document: Document) => `${document.item.title}\n${document.body}`;
