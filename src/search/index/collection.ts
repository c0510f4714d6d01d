import { type TellingTerm, tellingTerms } from '../profile.ts';
import { countTerms, fold } from '../words/tokens.ts';
import { createAliases } from './aliases.ts';
import { createColumn } from './column.ts';
import { type Document, decodeDocument, decodeTerms, encodeDocument, type TermNumbers } from './document.ts';
import { createFacts, type PaperFacts } from './facts.ts';
import { createHeld } from './held.ts';
import { createKept } from './kept.ts';
import { createPostings } from './postings.ts';
import { createRecords } from './records.ts';
import { createScorer, rarity, type ScoredTerm } from './score.ts';
import { maxSlots } from './segment.ts';
import { createTermTable } from './term-table.ts';
import { createVocabulary } from './vocabulary.ts';

export interface WeightedTerm {
  readonly term: string;
  readonly weight: number;
}

/** A document that has at least one of the terms looked for. */
export interface Candidate {
  /** The document's number in the collection, which stays the same until its text changes. */
  readonly slot: number;
  readonly id: string;
  readonly kind: Document['kind'];
  readonly score: number;
  /** Those of the terms that the document has. Documents with the same terms share one list. */
  readonly terms: readonly string[];
}

const kinds = [undefined, 'paper', 'note'] as const;

export type Collection = ReturnType<typeof createCollection>;

/** The indexed documents, and the words that they have. Answers depend on what is in it, not on what has been. */
export function createCollection({ liveTexts }: { readonly liveTexts?: number } = {}) {
  const slots = new Map<string, number>();
  const ids: string[] = [];
  /** 0 for a document that was removed; else its place in `kinds`. */
  const kindOf = createColumn((length) => new Uint8Array(length));
  /** How many different terms each document has. */
  const lengths = createColumn((length) => new Uint16Array(length));
  const places = createColumn((length) => new Float64Array(length));
  const facts = createFacts();
  const records = createRecords();
  const terms = createTermTable();
  const postings = createPostings((slot) => kindOf.values[slot] === 0, liveTexts);
  const scorer = createScorer(postings, lengths);
  const surfaces = createVocabulary();
  const aliases = createAliases();
  const size = { papers: 0, notes: 0 };
  /** Sum of the lengths. Exact, so that scores do not depend on documents that were removed. */
  let length = 0;
  let longest = 0;
  const folded = createKept<string>();
  /** Emptied at each change, which changes all frequencies. */
  const tellingOf = createKept<readonly TellingTerm[]>();

  const slotOf = (id: string | undefined) => slots.get(id ?? '');
  const read = (slot: number): Document =>
    decodeDocument(records.read(places.get(slot)), kinds[kindOf.get(slot)] as Document['kind']);
  const termsOf = (slot: number): TermNumbers => decodeTerms(records.read(places.get(slot)));
  const telling = (counts: ReadonlyMap<string, number>, limit?: number) =>
    tellingTerms(counts, terms.holders, slots.size, limit);

  function countsOf(slot: number): ReadonlyMap<string, number> {
    const numbers = termsOf(slot);
    return new Map(Array.from(numbers.terms, (term, i) => [terms.term(term), numbers.counts[i] as number]));
  }

  function keep(slot: number, document: Document, numbers: TermNumbers): void {
    places.set(slot, records.append(encodeDocument(document, numbers)));
    if (document.kind === 'paper') facts.set(slot, document.item);
  }

  function add(document: Document): void {
    const { id, title } = document.item;
    const slot = ids.push(id) - 1;
    if (slot >= maxSlots) throw new Error('the index is full');
    const counted = countTerms(title, document.body);
    const numbers = numbersOf(counted.terms);
    for (const term of numbers.terms) terms.hold(term, 1);
    for (const [surface, times] of counted.surfaces) surfaces.add(surface, times);
    postings.add(slot, numbers.terms, numbers.counts);
    lengths.set(slot, numbers.terms.length);
    length += numbers.terms.length;
    longest = Math.max(longest, numbers.terms.length);
    kindOf.set(slot, kinds.indexOf(document.kind));
    keep(slot, document, numbers);
    slots.set(id, slot);
    aliases.add(document);
    size[`${document.kind}s`]++;
    tellingOf.clear();
  }

  function numbersOf(counts: ReadonlyMap<string, number>): TermNumbers {
    return {
      terms: Uint32Array.from(counts.keys(), terms.number),
      counts: Uint16Array.from(counts.values()),
    };
  }

  function takeOut(slot: number, document: Document): void {
    const { id, title } = document.item;
    const numbers = termsOf(slot).terms;
    for (const term of numbers) terms.hold(term, -1);
    for (const [surface, times] of countTerms(title, document.body).surfaces) surfaces.remove(surface, times);
    postings.remove();
    length -= numbers.length;
    kindOf.set(slot, 0);
    slots.delete(id);
    aliases.remove(document);
    folded.delete(slot);
    size[`${document.kind}s`]--;
    tellingOf.clear();
  }

  function toScored(wanted: readonly WeightedTerm[], finding: ReadonlySet<string> | undefined) {
    const found: { readonly term: string; readonly scored: ScoredTerm }[] = [];
    for (const { term, weight } of wanted) {
      const holders = terms.holders(term);
      if (holders === 0) continue;
      const scored = {
        number: terms.find(term) as number,
        weight: weight * rarity(slots.size, holders),
        finds: finding?.has(term) ?? true,
      };
      found.push({ term, scored });
    }
    return found;
  }

  return {
    nearest: surfaces.nearest,
    hasTerm: (term: string) => terms.holders(term) > 0,
    /** How many documents have the term. */
    holders: terms.holders,
    /** By its id, by an id that it had, or a paper by its arXiv id. */
    get(id: string): Document | undefined {
      const slot = slotOf(id) ?? slotOf(aliases.idOf(id));
      return slot === undefined ? undefined : read(slot);
    },
    /** The slot of the document with this id. */
    slotOf,
    /** The document of a slot, read anew. */
    document: read,
    /** What filters ask of the paper in a slot. */
    facts: (slot: number): PaperFacts => facts.get(slot),
    /** The date of the paper in a slot. */
    published: (slot: number): string | undefined => facts.published(slot),
    /** All documents as candidates without a score. */
    *all(): Generator<Candidate> {
      for (const [id, slot] of slots)
        yield { slot, id, kind: kinds[kindOf.get(slot)] as Document['kind'], score: 0, terms: [] };
    },
    /** The latest come first. */
    *newest(): Generator<Document> {
      for (let slot = ids.length - 1; slot >= 0; slot--) if (kindOf.get(slot) !== 0) yield read(slot);
    },
    count: (): { readonly papers: number; readonly notes: number } => size,
    /**
     * Adds a document, or replaces the one with its id. Does not read it again where its words are the same.
     * @returns whether the texts have changed
     */
    put(document: Document): boolean {
      const slot = slotOf(document.item.id);
      const known = slot === undefined ? undefined : read(slot);
      if (slot === undefined || known === undefined) {
        add(document);
        return true;
      }
      if (!hasSameWords(known, document)) {
        takeOut(slot, known);
        add(document);
        return true;
      }
      keep(slot, document, termsOf(slot));
      aliases.remove(known);
      aliases.add(document);
      return false;
    },
    /** Takes a document out, if it is there. With `becameId`, its id leads to that document from now on. */
    remove(id: string, becameId?: string): boolean {
      const slot = slotOf(id);
      if (slot !== undefined) takeOut(slot, read(slot));
      if (becameId !== undefined) aliases.redirect(id, becameId);
      return slot !== undefined;
    },
    /** Orders what came and drops what was removed, when enough of it is there. In small steps; see `createPostings`. */
    tidy: (): Generator<void> => postings.tidy(slots.size),
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
        const { item, body } = read(slot);
        return fold(`${item.title}\n${body}`);
      }),
    /**
     * Every document with at least one of the terms, in no order.
     * @param finding only these terms (default: all) find documents; the others add to the scores of documents that these
     *   find or that are in `known`
     * @param withTerms false leaves `terms` empty, which is faster where there are many terms
     */
    find(
      wanted: readonly WeightedTerm[],
      finding?: ReadonlySet<string>,
      known: readonly Candidate[] = [],
      withTerms = true,
    ): Candidate[] {
      const found = toScored(wanted, finding);
      const scored = scorer.score(
        found.map((each) => each.scored),
        { slots: ids.length, meanLength: length / (slots.size || 1), longest },
        known.map(({ slot }) => slot),
      );
      const looked = withTerms ? found.map(({ term }) => term) : [];
      const held = createHeld(looked, scored.held);
      const candidates: Candidate[] = [];
      const kindNumbers = kindOf.values;
      for (const slot of scored.slots) {
        const kind = kinds[kindNumbers[slot] as number];
        if (kind === undefined) continue;
        candidates.push({
          slot,
          id: ids[slot] as string,
          kind,
          score: scored.scores[slot] as number,
          terms: held(slot),
        });
      }
      return candidates;
    },
  };
}

const hasSameWords = (a: Document, b: Document) =>
  a.kind === b.kind && a.item.title === b.item.title && a.body === b.body;
