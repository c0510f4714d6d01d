import type { Block, Card } from '../../../src/cards/card.ts';
import { limits } from './limits.ts';

export interface MessageFile {
  readonly name: string;
  readonly data: string;
}

type FileBlock = Extract<Block, { kind: 'file' }>;

/** The files of a card that a message has room for, by their block. Their names are unique and safe in an address. */
export function collectFiles(card: Card): ReadonlyMap<Block, MessageFile> {
  const blocks = card.blocks.filter((block): block is FileBlock => block.kind === 'file');
  let bytesLeft: number = limits.fileBytes;
  const fitting = blocks.slice(0, limits.files).filter(({ text }) => {
    const bytes = Buffer.byteLength(text);
    if (bytes > bytesLeft) return false;
    bytesLeft -= bytes;
    return true;
  });
  return new Map(fitting.map((block, i) => [block, { name: safeName(block.name, i), data: block.text }]));
}

const safeName = (name: string, i: number): string => {
  const plain = name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-60);
  return i === 0 && plain !== '' ? plain : `${i + 1}-${plain || 'file.txt'}`;
};
