import { grown } from '../column.ts';
import type { Sections } from '../sections.ts';
import { joinSections } from '../sections.ts';
import { createWordTable, savedWordTable } from './word-table.ts';

/** Numbers for terms, from 0 on in the order in which they came, and how many texts hold each. */
export function createTermTable(saved?: Sections) {
  const table = createWordTable(saved && savedWordTable(saved, 'terms'));
  let holders = (saved?.numbers['holders'] as Uint32Array | undefined) ?? new Uint32Array(0);
  return {
    /** The term's number; a new one for a new term. */
    number: table.number,
    /** Undefined for a term that never came. */
    find: table.find,
    /** One more text holds the term with this number, or with -1 one fewer. */
    hold(number: number, change: 1 | -1): void {
      if (number >= holders.length) holders = grown(holders, number + 1);
      holders[number] = (holders[number] as number) + change;
    },
    /** How many texts hold the term. */
    holders(term: string): number {
      const number = table.find(term);
      return number === undefined ? 0 : (holders[number] ?? 0);
    },
    /** The term with a number. */
    term: table.text,
    sections: (): Sections => joinSections([table.sections('terms'), { numbers: { holders }, values: {} }]),
  };
}
