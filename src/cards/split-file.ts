import type { Block, Pieces } from './card.ts';

/** Text to take away. */
export type FileBlock = Extract<Block, { readonly kind: 'file' }>;

/** The text of a file again. */
export const joinPieces = ({ head, items, separator, tail }: Pieces): string =>
  `${head}${items.join(separator)}${tail}`;

/**
 * A file as files of at most `max` characters, each whole: no item is cut. They are named `papers (1 of 3).json`. Only a
 * file that is a single item, or has no pieces, may be longer.
 */
export function splitFile(file: FileBlock, max: number): FileBlock[] {
  const { name, text, pieces } = file;
  if (pieces === undefined || text.length <= max) return [file];
  const parts: string[][] = [];
  for (const item of pieces.items) {
    const last = parts.at(-1);
    const fits = last !== undefined && joinPieces({ ...pieces, items: [...last, item] }).length <= max;
    if (fits) last.push(item);
    else parts.push([item]);
  }
  if (parts.length < 2) return [file];
  const [, stem = name, ending = ''] = /^(.*?)(\.\w+)?$/s.exec(name) ?? [];
  return parts.map((items, i) => {
    const part = { ...pieces, items };
    const partName = `${stem} (${i + 1} of ${parts.length})${ending}`;
    return { kind: 'file', name: partName, text: joinPieces(part), pieces: part };
  });
}
