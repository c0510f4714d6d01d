import { type TellingTerm, tellingTerms } from '../profile.ts';
import { countTerms } from '../words/terms.ts';
import { fold } from '../words/tokens.ts';
import type { Candidate, Candidates, WeightedTerm } from './candidates.ts';
import type { Document } from './document.ts';
import { createDocuments } from './documents.ts';
import type { PaperFacts } from './facts.ts';
import { createFinder } from './finder.ts';
import { createKept } from './kept.ts';
import { createPostings, restorePostings } from './postings/postings.ts';
import type { SavedRecords } from './records.ts';
import { joinSections, type Sections } from './sections.ts';
import { createTermTable } from './terms/term-table.ts';
import { createTextReader } from './terms/text-reader.ts';
import { createVocabulary } from './terms/vocabulary.ts';

export type { Candidate, Candidates, WeightedTerm };

/** See `createCollection`. */
export type Collection = ReturnType<typeof createCollection>;

/** What a collection is made of. */
export interface CollectionState {
  readonly documents: Parameters<typeof createDocuments>[0];
  readonly postings: Parameters<typeof createPostings>[2];
  readonly sections: Sections;
}

/** What a collection is made of that had these sections and records. */
export const restoreCollection = (sections: Sections, records: SavedRecords): CollectionState => ({
  documents: { sections, records },
  postings: restorePostings(sections),
  sections,
});

/**
 * The indexed documents, and the words that they have. Answers depend on what is in it, not on what has been.
 * @param liveTexts see `createPostings`
 */
export function createCollection(saved?: CollectionState, liveTexts?: number) {
  const documents = createDocuments(saved?.documents);
  const terms = createTermTable(saved?.sections);
  const postings = createPostings(documents.isGone, liveTexts, saved?.postings);
  const finder = createFinder(documents, terms, postings);
  const surfaces = createVocabulary(saved?.sections);
  const readText = createTextReader(terms, surfaces.table);
  const folded = createKept<string>();
  /** Emptied at each change, which changes all frequencies. */
  const tellingOf = createKept<readonly TellingTerm[]>();

  const telling = (counts: ReadonlyMap<string, number>, limit?: number) =>
    tellingTerms(counts, terms.holders, documents.size(), limit);

  const candidate = (slot: number): Candidate => {
    const kind = documents.kind(slot) as Document['kind'];
    return { slot, id: documents.id(slot), kind, score: 0, terms: noTerms };
  };

  function countsOf(slot: number): ReadonlyMap<string, number> {
    const numbers = documents.termsOf(slot);
    return new Map(Array.from(numbers.terms, (term, i) => [terms.term(term), numbers.counts[i] as number]));
  }

  function add(document: Document): void {
    const text = readText(document.item.title, document.body);
    const slot = documents.add(document, text.terms);
    for (const term of text.terms.terms) terms.hold(term, 1);
    surfaces.add(text.surfaces, text.times);
    postings.add(slot, text.terms.terms, text.terms.counts);
    tellingOf.clear();
  }

  function takeOut(slot: number, document: Document): void {
    const text = readText(document.item.title, document.body);
    for (const term of documents.termsOf(slot).terms) terms.hold(term, -1);
    surfaces.remove(text.surfaces, text.times);
    documents.remove(slot, document);
    postings.remove();
    folded.delete(slot);
    tellingOf.clear();
  }

  return {
    nearest: surfaces.nearest,
    hasTerm: (term: string) => terms.holders(term) > 0,
    /** How many documents have the term. */
    holders: terms.holders,
    /** By its id, by an id that it had, or a paper by its arXiv id. */
    get(name: string): Document | undefined {
      const slot = documents.find(name);
      return slot === undefined ? undefined : documents.read(slot);
    },
    /** The slot of a document by any of its names. */
    slotOf: documents.find,
    /** The document of a slot, read anew. */
    document: documents.read,
    /** Its title and its text alone, which takes a part of the time. */
    textOf: documents.textOf,
    /** What filters ask of the paper in a slot. */
    facts: (slot: number): PaperFacts => documents.facts(slot),
    /** The date of the paper in a slot. */
    published: documents.published,
    /** Of a paper by slot, 0 where none are known. */
    upvotes: documents.upvotes,
    /** All documents, in the order in which they came. */
    all: (): Candidate[] => Array.from(documents.slots(), candidate),
    slots: documents.slots,
    /** The documents with these ids, as far as they are here, as candidates without a score. */
    candidates: (wanted: readonly { readonly id: string }[]): Candidate[] =>
      wanted.flatMap(({ id }) => {
        const slot = documents.slotOf(id);
        return slot === undefined ? [] : candidate(slot);
      }),
    /** The latest come first. */
    *newest(): Generator<Document> {
      for (let slot = documents.texts().slots - 1; slot >= 0; slot--)
        if (!documents.isGone(slot)) yield documents.read(slot);
    },
    count: documents.count,
    /**
     * Adds a document, or replaces the one with its id. Does not read it again where its words are the same.
     * @returns whether the texts have changed
     */
    put(document: Document): boolean {
      const slot = documents.slotOf(document.item.id);
      const known = slot === undefined ? undefined : documents.read(slot);
      if (slot !== undefined && known !== undefined) {
        if (hasSameWords(known, document)) {
          documents.swap(slot, known, document);
          return false;
        }
        takeOut(slot, known);
      }
      add(document);
      return true;
    },
    /** Takes a document out, if it is there. With `becameId`, its id leads to that document from now on. */
    remove(id: string, becameId?: string): boolean {
      const slot = documents.slotOf(id);
      if (slot !== undefined) takeOut(slot, documents.read(slot));
      if (becameId !== undefined) documents.redirect(id, becameId);
      return slot !== undefined;
    },
    /** Orders what came and drops what was removed, when enough of it is there. In small steps; see `createPostings`. */
    tidy: (): Generator<void> => postings.tidy(documents.size()),
    /** Reads records from where a snapshot has them, once it is written: `sections` are those of the snapshot. */
    move: (records: SavedRecords, { numbers }: Sections): void =>
      documents.move(records, numbers['places'] as Float64Array),
    /** Everything, for `restoreCollection`. In small steps; nothing may be put or removed between them. */
    *save(): Generator<void, { readonly sections: Sections; readonly records: Iterable<Uint8Array> }> {
      yield* postings.tidy(documents.size(), true);
      const ofDocuments = yield* documents.sections();
      const sections = joinSections([
        ofDocuments,
        terms.sections(),
        postings.sections(),
        surfaces.sections(),
      ]);
      return { sections, records: documents.records() };
    },
    /** What any text is about, by the frequencies of the documents that are here. */
    tellingTermsOf: (title: string, body: string) => telling(countTerms(title, body).terms),
    tellingTerms: (slot: number): readonly TellingTerm[] =>
      tellingOf.get(slot, () => telling(countsOf(slot))),
    /** All terms of a document that any other one has. */
    allTerms: (slot: number): readonly TellingTerm[] => telling(countsOf(slot), Number.POSITIVE_INFINITY),
    /** Those of some terms that the document has. */
    termsAmong: (slot: number, wanted: readonly WeightedTerm[]): readonly string[] => {
      const counts = countsOf(slot);
      return wanted.flatMap(({ term }) => (counts.has(term) ? term : []));
    },
    /** Title and body, folded for phrase tests. */
    foldedText: (slot: number): string =>
      folded.get(slot, () => {
        const { title, body } = documents.textOf(slot);
        return fold(`${title}\n${body}`);
      }),
    find: finder.find,
    everything: finder.everything,
    holding: finder.holding,
  };
}

const noTerms: readonly string[] = [];

const hasSameWords = (a: Document, b: Document) =>
  a.kind === b.kind && a.item.title === b.item.title && a.body === b.body;
