import { createColumn, createPagedColumn } from '../index/column.ts';
import type { Names } from '../index/minisearch.ts';
import { stopWords } from '../words/tokens.ts';
import { isInitials } from './title-likeness.ts';

const uint32 = (length: number) => new Uint32Array(length);

/** The words of labels, by their numbers in `names`: one label after the other, in arrays without strings. */
export function createLabelWords(names: Names) {
  /** By label: where its words begin, and how many there are. */
  const starts = createColumn(uint32);
  const lengths = createColumn(uint32);
  const words = createPagedColumn();
  let end = 0;
  /** By word: the code of its first letter, plus 1; 1 for a stop word or none, and 0 where it was not looked up yet. */
  const initials = createColumn(uint32);

  function initialOf(word: number): number {
    const known = initials.get(word);
    if (known > 0) return known - 1;
    const text = names.word(word);
    const made = stopWords.has(text) || text === '' ? 0 : text.charCodeAt(0);
    initials.set(word, made + 1);
    return made;
  }

  return {
    set(label: number, own: Uint32Array): void {
      starts.set(label, end);
      lengths.set(label, own.length);
      for (const word of own) words.set(end++, word);
    },
    of(label: number): Uint32Array {
      const start = starts.get(label);
      return Uint32Array.from({ length: lengths.get(label) }, (_, i) => words.get(start + i));
    },
    /** Whether a label begins with some words, and a beginning of the next one. */
    beginsWith(label: number, typed: readonly string[]): boolean {
      const start = starts.get(label);
      const last = typed.length - 1;
      return (
        lengths.get(label) > last &&
        typed.every((each, i) => {
          const word = names.word(words.get(start + i));
          return i < last ? word === each : word.startsWith(each);
        })
      );
    },
    /** Whether one of a label's words is flagged. @param flags by word: 1 or 0 */
    hasAny(label: number, flags: Uint8Array): boolean {
      const start = starts.get(label);
      const to = start + lengths.get(label);
      for (let i = start; i < to; i++) if (flags[words.get(i)] === 1) return true;
      return false;
    },
    /** Whether the first word of a label is flagged. */
    hasFirst: (label: number, flags: Uint8Array): boolean =>
      lengths.get(label) > 0 && flags[words.get(starts.get(label))] === 1,
    /** Whether a word may be the first letters of a label's telling words, as `isInitials` says. */
    hasInitials(label: number, word: string): boolean {
      const start = starts.get(label);
      const to = start + lengths.get(label);
      let letters = '';
      for (let i = start; i < to; i++) {
        const initial = initialOf(words.get(i));
        if (initial === 0) continue;
        // Most labels begin with another letter.
        if (letters === '' && initial !== word.charCodeAt(0)) return false;
        letters += String.fromCharCode(initial);
      }
      return isInitials(word, letters);
    },
  };
}
