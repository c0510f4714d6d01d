import type { Note } from '../../corpus/note.ts';
import type { Paper } from '../../corpus/paper.ts';
import { type TellingTerm, tellingTerms } from '../profile.ts';
import { countTerms, fold } from '../words/tokens.ts';
import { createTextIndex, type WeightedTerm } from './minisearch.ts';
import { createVocabulary } from './vocabulary.ts';

/** A paper or a note with the text that is indexed after its title. */
export type Document =
  | { readonly kind: 'paper'; readonly item: Paper; readonly body: string }
  | { readonly kind: 'note'; readonly item: Note; readonly body: string };

/** A document that has at least one of the terms looked for. */
export interface Candidate {
  readonly document: Document;
  /** The document's number in the collection, which stays the same until its text changes. */
  readonly slot: number;
  readonly score: number;
  /** Those of the terms that the document has: few, so that a list is faster than a set. */
  readonly terms: readonly string[];
}

/** Folded texts kept at a time: about 4 MB. */
const foldedKept = 2_000;

export type Collection = ReturnType<typeof createCollection>;

/** The indexed documents, and the words that they have. Answers depend on what is in it, not on what has been. */
export function createCollection() {
  const slots = new Map<string, number>();
  const documents: (Document | undefined)[] = [];
  const free: number[] = [];
  const texts = createTextIndex();
  const surfaces = createVocabulary();
  const aliases = createAliases();
  const size = { papers: 0, notes: 0 };
  const folded = new Map<Document, string>();
  /** Emptied at each change, which changes all frequencies. */
  let tellingByDocument: WeakMap<Document, readonly TellingTerm[]> | undefined;

  const telling = (title: string, body: string, limit?: number) =>
    tellingTerms(countTerms(title, body).terms, texts.holders, slots.size, limit);
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
    nearest: surfaces.nearest,
    hasTerm: (term: string) => texts.holders(term) > 0,
    /** How many documents have the term. */
    holders: texts.holders,
    /** By its id, by an id that it had, or a paper by its arXiv id. */
    get: (id: string): Document | undefined => byId(id) ?? byId(aliases.idOf(id)),
    *all(): Generator<Document> {
      for (const slot of slots.values()) yield documents[slot] as Document;
    },
    /** The latest come first, except that new documents take the slots of removed ones. */
    *newest(): Generator<Document> {
      for (let slot = documents.length - 1; slot >= 0; slot--) {
        const document = documents[slot];
        if (document !== undefined) yield document;
      }
    },
    count: (): { readonly papers: number; readonly notes: number } => size,
    /**
     * Adds a document, or replaces the one with its id. Does not read it again where its words are the same.
     * @returns whether the texts have changed
     */
    put(document: Document): boolean {
      const known = byId(document.item.id);
      if (known !== undefined && hasSameWords(known, document)) {
        swap(known, document);
        return false;
      }
      if (known !== undefined) takeOut(known);
      add(document);
      return true;
    },
    /** Takes a document out, if it is there. With `becameId`, its id leads to that document from now on. */
    remove(id: string, becameId?: string): boolean {
      const known = byId(id);
      if (known !== undefined) takeOut(known);
      if (becameId !== undefined) aliases.redirect(id, becameId);
      return known !== undefined;
    },
    /** What any text is about, by the frequencies of the documents that are here. */
    tellingTermsOf: telling,
    /** All terms of a document that any other one has. */
    allTerms: ({ item, body }: Document) => telling(item.title, body, Infinity),
    tellingTerms(document: Document): readonly TellingTerm[] {
      tellingByDocument ??= new WeakMap();
      const known = tellingByDocument.get(document);
      if (known !== undefined) return known;
      const made = telling(document.item.title, document.body);
      tellingByDocument.set(document, made);
      return made;
    },
    /** Title and body, folded for phrase tests. */
    foldedText(document: Document): string {
      const known = folded.get(document);
      if (known !== undefined) return known;
      if (folded.size >= foldedKept) folded.clear();
      const made = fold(`${document.item.title}\n${document.body}`);
      folded.set(document, made);
      return made;
    },
    /** Every document with at least one of the terms, in no order; see `createTextIndex` for `candidateTerms`. */
    find: (
      terms: readonly WeightedTerm[],
      candidateTerms?: ReadonlySet<string>,
      known: readonly Candidate[] = [],
    ): Candidate[] =>
      texts.find(terms, candidateTerms, slotsOf(known)).map(({ id: slot, score, terms: held }) => ({
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

/** Other names of documents than their ids: a paper's arXiv id, and ids that documents had. */
function createAliases() {
  // Of two papers with one arXiv id, which no corpus should have, the name leads to the one with the first id.
  const byArxivId = new Map<string, readonly string[]>();
  const became = new Map<string, string>();
  const follow = (id: string) => {
    let at = id;
    for (let next = became.get(at); next !== undefined; next = became.get(at)) at = next;
    return at;
  };
  return {
    add({ kind, item }: Document): void {
      became.delete(item.id);
      if (kind !== 'paper' || item.arxivId === undefined) return;
      byArxivId.set(item.arxivId, [...(byArxivId.get(item.arxivId) ?? []), item.id].sort());
    },
    /** Takes back an `add`. */
    remove({ kind, item }: Document): void {
      if (kind !== 'paper' || item.arxivId === undefined) return;
      const ids = (byArxivId.get(item.arxivId) ?? []).filter((id) => id !== item.id);
      if (ids.length === 0) byArxivId.delete(item.arxivId);
      else byArxivId.set(item.arxivId, ids);
    },
    /** From now on `id` leads to `becameId`, until a document with `id` is added. */
    redirect(id: string, becameId: string): void {
      // Two ids that lead to each other would lead nowhere.
      if (follow(becameId) !== id) became.set(id, becameId);
    },
    /** The id of the document with this name, which may have been removed. */
    idOf: (name: string) => (became.has(name) ? follow(name) : byArxivId.get(name)?.[0]),
  };
}
