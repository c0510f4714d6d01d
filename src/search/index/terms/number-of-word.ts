import { isSpecial, type ScannedWords } from '../../words/scan-words.ts';
import { surfaceOf } from '../../words/tokens.ts';
import type { WordTable } from './word-table.ts';

/**
 * The number of the surface form of a word that was found in a text. Makes no string for a word of ASCII.
 * @param scanned what `scanWords` found in the text
 * @param i which of the words
 */
export function numberOfWord(
  { number, numberOfPart }: Pick<WordTable, 'number' | 'numberOfPart'>,
  text: string,
  scanned: ScannedWords,
  i: number,
): number {
  const { starts, ends, forms, codes } = scanned;
  return forms[i] === isSpecial
    ? number(surfaceOf(text, scanned, i))
    : numberOfPart(codes, starts[i] as number, ends[i] as number);
}
