import type { Block, Card } from '../../../src/cards/card.ts';
import { limits } from './limits.ts';

export interface MessageFile {
  readonly name: string;
  readonly data: string;
}

type FileBlock = Extract<Block, { kind: 'file' }>;

/** The files of a card under names that an address may hold, each once; too large ones are left out. */
export function collectFiles(card: Card): ReadonlyMap<Block, MessageFile> {
  const files = card.blocks.filter((block): block is FileBlock => block.kind === 'file');
  let room: number = limits.fileBytes;
  const kept = files.slice(0, limits.files).filter(({ text }) => {
    const bytes = Buffer.byteLength(text);
    if (bytes > room) return false;
    room -= bytes;
    return true;
  });
  return new Map(kept.map((block, i) => [block, { name: safeName(block.name, i), data: block.text }]));
}

const safeName = (name: string, i: number): string => {
  const plain = name
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-60);
  return i === 0 && plain !== '' ? plain : `${i + 1}-${plain || 'file.txt'}`;
};
