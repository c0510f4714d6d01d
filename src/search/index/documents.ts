import { createAliases } from './aliases.ts';
import { kinds } from './candidates.ts';
import { createColumn } from './column.ts';
import {
  type Document,
  decodeDocument,
  decodeTerms,
  decodeText,
  encodeDocument,
  recordLength,
  type TermNumbers,
} from './document.ts';
import { createFacts } from './facts.ts';
import { createIds } from './ids.ts';
import { maxSlots } from './postings/segment.ts';
import { createRecords, type SavedRecords } from './records.ts';
import { joinSections, type Sections } from './sections.ts';

/** What is kept of documents by slot, and the names under which they are found. */
export function createDocuments(saved?: DocumentsState) {
  const numbers = saved?.sections.numbers;
  const ids = createIds(saved?.sections);
  /** 0 for a document that was removed; else its place in `kinds`. */
  const kindOf = createColumn((length) => new Uint8Array(length), numbers?.['kinds'] as Uint8Array);
  /** How many different terms each document has. */
  const lengths = createColumn((length) => new Uint16Array(length), numbers?.['lengths'] as Uint16Array);
  let places = createColumn((length) => new Float64Array(length), numbers?.['places'] as Float64Array);
  const facts = createFacts(saved?.sections);
  let records = createRecords(recordLength, saved?.records);
  const aliases = createAliases(ids.of, saved?.sections);
  const totals = (saved?.sections.values['totals'] as Totals | undefined) ?? noTexts;
  const size = { papers: totals.papers, notes: totals.notes };
  /** Sum of the lengths. Exact, so that scores do not depend on documents that were removed. */
  let length = totals.length;
  let longest = totals.longest;

  const kind = (slot: number): Document['kind'] | undefined => kinds[kindOf.values[slot] as number];
  const read = (slot: number): Document =>
    decodeDocument(records.read(places.get(slot)), kind(slot) as Document['kind']);
  const textOf = (slot: number) => decodeText(records.read(places.get(slot)));
  const termsOf = (slot: number): TermNumbers => decodeTerms(records.read(places.get(slot)));

  /** In ascending order, without those of documents that were removed. */
  function* slots(): Generator<number> {
    for (let slot = 0; slot < ids.size(); slot++) if (kindOf.values[slot] !== 0) yield slot;
  }

  function count(slot: number, change: 1 | -1): void {
    size[kindOf.get(slot) === 1 ? 'papers' : 'notes'] += change;
    length += change * lengths.get(slot);
    longest = Math.max(longest, lengths.get(slot));
  }

  function keep(slot: number, document: Document, terms: TermNumbers): void {
    places.set(slot, records.append(encodeDocument(document, terms)));
    if (document.kind === 'paper') facts.set(slot, document.item);
    aliases.add(slot, document);
  }

  function findByAlias(name: string): number | undefined {
    const id = aliases.idOf(name);
    return id === undefined ? undefined : ids.slotOf(id);
  }

  return {
    read,
    textOf,
    termsOf,
    slotOf: ids.slotOf,
    /** Undefined for a document that was removed. */
    kind,
    isGone: (slot: number) => kindOf.values[slot] === 0,
    lengths,
    /** By slot: the place of the kind in `kinds`; 0 for a document that was removed. */
    kinds: kindOf,
    facts: facts.get,
    published: facts.published,
    upvotes: facts.upvotes,
    redirect: aliases.redirect,
    id: ids.of,
    /** The slot of a document, by its id, by an id that it had, or of a paper by its arXiv id. */
    find: (name: string): number | undefined => ids.slotOf(name) ?? findByAlias(name),
    slots,
    count: (): { readonly papers: number; readonly notes: number } => size,
    size: () => size.papers + size.notes,
    /** For scores: the number of slots, the mean and the highest of the lengths. */
    texts: () => ({ slots: ids.size(), meanLength: length / (size.papers + size.notes || 1), longest }),
    /** @returns its slot */
    add(document: Document, terms: TermNumbers): number {
      const { id } = document.item;
      if (ids.size() >= maxSlots) throw new Error('the index is full');
      const slot = ids.add(id);
      kindOf.set(slot, kinds.indexOf(document.kind));
      lengths.set(slot, terms.terms.length);
      count(slot, 1);
      keep(slot, document, terms);
      return slot;
    },
    /** Replaces a document by one with the same words. */
    swap(slot: number, known: Document, document: Document): void {
      aliases.remove(slot, known);
      keep(slot, document, termsOf(slot));
    },
    remove(slot: number, document: Document): void {
      count(slot, -1);
      kindOf.set(slot, 0);
      ids.remove(document.item.id);
      aliases.remove(slot, document);
    },
    /** The bytes of all documents, one after the other, and the place of each. They are those of the sections. */
    *records(): Generator<Uint8Array> {
      for (const slot of slots()) {
        const bytes = records.read(places.get(slot));
        yield bytes.subarray(0, recordLength(bytes));
      }
    },
    /** Reads the records elsewhere from now on, where they have these places. */
    move(to: SavedRecords, placed: Float64Array): void {
      records = createRecords(recordLength, to);
      places = createColumn((length) => new Float64Array(length), placed);
    },
    /** With the places that `records` leads to. In small steps. */
    *sections(): Generator<void, Sections> {
      const placed = new Float64Array(ids.size());
      let end = 0;
      let step = 0;
      for (const slot of slots()) {
        placed[slot] = end;
        end += recordLength(records.read(places.get(slot)));
        if (++step % stepRecords === 0) yield;
      }
      const own: Sections = {
        numbers: { kinds: kindOf.values, lengths: lengths.values, places: placed },
        values: { totals: { ...size, length, longest } satisfies Totals },
      };
      return joinSections([own, ids.sections(), facts.sections(), aliases.sections()]);
    },
  };
}

const stepRecords = 500;

/** How many texts there are, the sum of their lengths, and the highest length that any had. */
interface Totals {
  readonly papers: number;
  readonly notes: number;
  readonly length: number;
  readonly longest: number;
}
const noTexts: Totals = { papers: 0, notes: 0, length: 0, longest: 0 };

/** What documents are made of that were saved. */
interface DocumentsState {
  readonly sections: Sections;
  readonly records: SavedRecords;
}
