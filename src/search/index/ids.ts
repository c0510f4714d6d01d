import { createColumn } from './column.ts';
import { joinSections, type Sections } from './sections.ts';
import { createWordTable, savedWordTable } from './terms/word-table.ts';

const uint32 = (length: number) => new Uint32Array(length);

/**
 * The slots of ids, and the ids of slots. In arrays, because a `Map` of a million ids stops everything for a moment whenever it
 * doubles.
 */
export function createIds(saved?: Sections) {
  const table = createWordTable(saved && savedWordTable(saved, 'ids'));
  const start = (name: string) => saved?.numbers[name] as Uint32Array | undefined;
  /** By number of the id: its slot, plus 1; 0 for one that was removed. */
  const slotOfId = createColumn(uint32, start('slotOfId'));
  /** By slot: the number of its id. */
  const idOfSlot = createColumn(uint32, start('idOfSlot'));
  let size = start('idOfSlot')?.length ?? 0;
  /** By slot: ids that were asked for. With a place for each, because an array with gaps becomes a map. */
  const texts: (string | undefined)[] = [];
  texts.length = size;
  return {
    /** Gives an id the next slot. */
    add(id: string): number {
      const number = table.number(id);
      idOfSlot.set(size, number);
      slotOfId.set(number, size + 1);
      texts.push(undefined);
      return size++;
    },
    /** The id has no slot any more. */
    remove: (id: string): void => slotOfId.set(table.number(id), 0),
    /** The id that a slot has, or had. */
    of(slot: number): string {
      const text = texts[slot] ?? table.text(idOfSlot.get(slot));
      texts[slot] = text;
      return text;
    },
    slotOf(id: string): number | undefined {
      const number = table.find(id);
      const slot = number === undefined ? 0 : slotOfId.get(number);
      return slot === 0 ? undefined : slot - 1;
    },
    /** How many slots there are, with those of ids that were removed. */
    size: () => size,
    sections: (): Sections =>
      joinSections([
        table.sections('ids'),
        {
          numbers: {
            slotOfId: slotOfId.values.subarray(0, table.size()),
            idOfSlot: idOfSlot.values.subarray(0, size),
          },
          values: {},
        },
      ]),
  };
}
