import { createAliases, restoreAliases } from './aliases.ts';
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
import { maxSlots } from './postings/segment.ts';
import { createRecords, type SavedRecords } from './records.ts';
import { joinSections, mapOf, type Sections } from './sections.ts';

/** What is kept of documents by slot, and the names under which they are found. */
export function createDocuments(saved?: DocumentsState) {
  const { ids = [], slots = new Map<string, number>() } = saved ?? {};
  const numbers = saved?.sections.numbers;
  /** 0 for a document that was removed; else its place in `kinds`. */
  const kindOf = createColumn((length) => new Uint8Array(length), numbers?.['kinds'] as Uint8Array);
  /** How many different terms each document has. */
  const lengths = createColumn((length) => new Uint16Array(length), numbers?.['lengths'] as Uint16Array);
  let places = createColumn((length) => new Float64Array(length), numbers?.['places'] as Float64Array);
  const facts = createFacts(saved?.sections);
  let records = createRecords(recordLength, saved?.records);
  const aliases = createAliases(saved?.aliases);
  const size = { papers: 0, notes: 0 };
  /** Sum of the lengths. Exact, so that scores do not depend on documents that were removed. */
  let length = 0;
  let longest = 0;
  for (const slot of slots.values()) count(slot, 1);

  const kind = (slot: number): Document['kind'] | undefined => kinds[kindOf.values[slot] as number];
  const read = (slot: number): Document =>
    decodeDocument(records.read(places.get(slot)), kind(slot) as Document['kind']);
  const textOf = (slot: number) => decodeText(records.read(places.get(slot)));
  const termsOf = (slot: number): TermNumbers => decodeTerms(records.read(places.get(slot)));
  const slotOf = (id: string | undefined) => slots.get(id ?? '');

  function count(slot: number, change: 1 | -1): void {
    size[kindOf.get(slot) === 1 ? 'papers' : 'notes'] += change;
    length += change * lengths.get(slot);
    longest = Math.max(longest, lengths.get(slot));
  }

  function keep(slot: number, document: Document, terms: TermNumbers): void {
    places.set(slot, records.append(encodeDocument(document, terms)));
    if (document.kind === 'paper') facts.set(slot, document.item);
    aliases.add(document);
  }

  return {
    read,
    textOf,
    termsOf,
    slotOf,
    /** Undefined for a document that was removed. */
    kind,
    isGone: (slot: number) => kindOf.values[slot] === 0,
    lengths,
    /** By slot: the place of the kind in `kinds`; 0 for a document that was removed. */
    kinds: kindOf,
    facts: facts.get,
    published: facts.published,
    redirect: aliases.redirect,
    id: (slot: number) => ids[slot] as string,
    /** The slot of a document, by its id, by an id that it had, or of a paper by its arXiv id. */
    find: (name: string): number | undefined => slotOf(name) ?? slotOf(aliases.idOf(name)),
    slots: (): Iterable<number> => slots.values(),
    count: (): { readonly papers: number; readonly notes: number } => size,
    size: () => slots.size,
    /** For scores: the number of slots, the mean and the highest of the lengths. */
    texts: () => ({ slots: ids.length, meanLength: length / (slots.size || 1), longest }),
    /** @returns its slot */
    add(document: Document, terms: TermNumbers): number {
      const { id } = document.item;
      const slot = ids.push(id) - 1;
      if (slot >= maxSlots) throw new Error('the index is full');
      kindOf.set(slot, kinds.indexOf(document.kind));
      lengths.set(slot, terms.terms.length);
      slots.set(id, slot);
      count(slot, 1);
      keep(slot, document, terms);
      return slot;
    },
    /** Replaces a document by one with the same words. */
    swap(slot: number, known: Document, document: Document): void {
      aliases.remove(known);
      keep(slot, document, termsOf(slot));
    },
    remove(slot: number, document: Document): void {
      count(slot, -1);
      kindOf.set(slot, 0);
      slots.delete(document.item.id);
      aliases.remove(document);
    },
    /** The bytes of all documents, one after the other, and the place of each. They are those of the sections. */
    *records(): Generator<Uint8Array> {
      for (const slot of slots.values()) {
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
      const placed = new Float64Array(ids.length);
      let end = 0;
      let step = 0;
      for (const slot of slots.values()) {
        placed[slot] = end;
        end += recordLength(records.read(places.get(slot)));
        if (++step % stepRecords === 0) yield;
      }
      const own: Sections = {
        numbers: { kinds: kindOf.values, lengths: lengths.values, places: placed },
        values: { ids },
      };
      return joinSections([own, facts.sections(), aliases.sections()]);
    },
  };
}

const stepRecords = 500;

interface DocumentsState {
  readonly sections: Sections;
  readonly records: SavedRecords;
  readonly ids: string[];
  readonly slots: Map<string, number>;
  readonly aliases: Parameters<typeof createAliases>[0];
}

/** Reads the documents of a saved index, giving way between pieces; the papers themselves stay in the file. */
export function* restoreDocuments(
  sections: Sections,
  records: SavedRecords,
): Generator<void, DocumentsState> {
  const ids = sections.values['ids'] as string[];
  const slots = yield* mapOf(ids, (slot) => slot);
  for (const [id, slot] of slots) if (sections.numbers['kinds']?.[slot] === 0) slots.delete(id);
  return { sections, records, ids, slots, aliases: yield* restoreAliases(sections) };
}
