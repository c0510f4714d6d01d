import { list } from './builders.ts';
import type { Block, Card } from './card.ts';
import { countEntries } from './fit.ts';

/** A card with more entries than this is a list; one with fewer is about one thing. */
export const entriesOfOne = 3;

/** A private answer as it is shown to everyone: of a list, the titles with their links, and nothing to press. */
export function sharedCard(card: Card): Card {
  if (countEntries(card) <= entriesOfOne) return card;
  const blocks = card.blocks.flatMap((block): Block[] => {
    if (block.kind === 'entries') return [list(block.entries.map(({ title }) => title))];
    return block.kind === 'buttons' ? [] : [block];
  });
  return { ...card, blocks };
}
