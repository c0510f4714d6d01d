import { cutOut } from '../words/tokens.ts';
import { createColumn } from './column.ts';
import { mapOf, type Sections } from './sections.ts';

interface TermTableState {
  readonly terms: string[];
  readonly numbers: Map<string, number>;
  readonly holders: Uint32Array;
}

/** Numbers for terms, from 0 on in the order in which they came, and how many texts hold each. */
export function createTermTable(saved?: TermTableState) {
  const { terms = [], numbers = new Map<string, number>() } = saved ?? {};
  const holders = createColumn((length) => new Uint32Array(length), saved?.holders);
  return {
    /** The term's number; a new one for a new term. */
    number(term: string): number {
      const known = numbers.get(term);
      if (known !== undefined) return known;
      const kept = cutOut(term);
      numbers.set(kept, terms.length);
      return terms.push(kept) - 1;
    },
    /** Undefined for a term that never came. */
    find: (term: string): number | undefined => numbers.get(term),
    /** One more text holds the term with this number, or with -1 one fewer. */
    hold: (number: number, change: 1 | -1): void => holders.set(number, holders.get(number) + change),
    /** How many texts hold the term. */
    holders(term: string): number {
      const number = numbers.get(term);
      return number === undefined ? 0 : holders.get(number);
    },
    /** The term with a number. */
    term: (number: number): string => terms[number] as string,
    sections: (): Sections => ({ numbers: { holders: holders.values }, values: { terms } }),
  };
}

export function* restoreTermTable({ numbers, values }: Sections): Generator<void, TermTableState> {
  const terms = values['terms'] as string[];
  return { terms, numbers: yield* mapOf(terms, (i) => i), holders: numbers['holders'] as Uint32Array };
}
