import { createColumn } from './column.ts';
import type { Document } from './document.ts';
import { joinSections, type Sections } from './sections.ts';
import { createWordTable, savedWordTable } from './terms/word-table.ts';

/**
 * Other names of documents than their ids: a paper's arXiv id and DOI, and ids that documents had.
 * @param idOf the id of a slot
 */
export function createAliases(idOf: (slot: number) => string, saved?: Sections) {
  const table = createWordTable(saved && savedWordTable(saved, 'names'));
  /** By name: a slot that has it, plus 1; 0 for none. */
  const slots = createColumn(
    (length) => new Uint32Array(length),
    saved?.numbers['slotOfName'] as Uint32Array | undefined,
  );
  /** By name: the other slots that have it. There should be none. */
  const others = new Map(saved?.values['otherSlotsOfNames'] as [number, readonly number[]][] | undefined);
  const became = new Map(saved?.values['became'] as [string, string][] | undefined);

  const follow = (id: string) => {
    let at = id;
    for (let next = became.get(at); next !== undefined; next = became.get(at)) at = next;
    return at;
  };

  function slotsOf(name: number): readonly number[] {
    const slot = slots.get(name);
    return slot === 0 ? [] : [slot - 1, ...(others.get(name) ?? [])];
  }

  function setSlots(name: number, [first = -1, ...more]: readonly number[]): void {
    slots.set(name, first + 1);
    if (more.length > 0) others.set(name, more);
    else others.delete(name);
  }

  return {
    add(slot: number, document: Document): void {
      became.delete(document.item.id);
      for (const text of namesOf(document)) {
        const name = table.number(text);
        setSlots(name, [...slotsOf(name), slot]);
      }
    },
    /** Takes back an `add`. */
    remove(slot: number, document: Document): void {
      for (const text of namesOf(document)) {
        const name = table.number(text);
        setSlots(
          name,
          slotsOf(name).filter((each) => each !== slot),
        );
      }
    },
    /** From now on `id` leads to `becameId`, until a document with `id` is added. */
    redirect(id: string, becameId: string): void {
      // Two ids that lead to each other would lead nowhere.
      if (follow(becameId) !== id) became.set(id, becameId);
    },
    /**
     * The id of the document with this name, which may have been removed. Of two papers with one name, which no corpus should have, the
     * name leads to the one with the first id.
     */
    idOf(name: string): string | undefined {
      if (became.has(name)) return follow(name);
      const number = table.find(name);
      return number === undefined ? undefined : slotsOf(number).map(idOf).sort()[0];
    },
    sections: (): Sections =>
      joinSections([
        table.sections('names'),
        {
          numbers: { slotOfName: slots.values.subarray(0, table.size()) },
          values: { otherSlotsOfNames: [...others], became: [...became] },
        },
      ]),
  };
}

const namesOf = ({ kind, item }: Document): string[] =>
  kind === 'paper' ? [item.arxivId, item.doi].filter((name) => name !== undefined) : [];
