import { buttons } from './builders.ts';
import type { Block, Button, Card } from './card.ts';
import { rowLengths } from './dense.ts';

/** Whether one message shows a card whole: every entry with its link and its buttons. Texts may be shortened. */
export type Fits = (card: Card) => boolean;

type EntriesBlock = Extract<Block, { kind: 'entries' }>;

/** The entries of a card, in all its lists. */
export const countEntries = ({ blocks }: Card): number =>
  blocks.reduce((sum, block) => sum + (block.kind === 'entries' ? block.entries.length : 0), 0);

/** From this length of bodies down, two rows, an entry is laid out as `dense.ts` says. */
export const denseBody = 2 * rowLengths.text;

/** From this length of bodies down, Slack has the facts of an entry behind its title where they fit. */
export const listedBody = 200;

/**
 * How long the bodies of entries are at most, in characters, so that a message with so many entries is read at a glance: a
 * page of five results fits on a screen of 900 pixels, and a digest of ten papers on one of 1,000. Drawn and looked at: docs/decisions/30-one-block-a-paper.md.
 */
export function comfortableBody(entries: number): number {
  if (entries <= 3) return 700;
  return entries <= 6 ? listedBody : denseBody;
}

/**
 * A card as several that fit, with its entries in order, each once. What is above the first list is on the first card,
 * what is below the last list on the last one, and the heading of a list that goes on comes again. An entry that does
 * not fit by itself has a card by itself.
 */
export function splitCard(card: Card, fits: Fits): Card[] {
  const count = countEntries(card);
  const cards: Card[] = [];
  let from = 0;
  do {
    const first = from;
    const to = largest(first + 1, count, (end) => fits(entriesBetween(card, first, end)));
    cards.push(entriesBetween(card, first, to));
    from = to;
  } while (from < count);
  return cards;
}

/** The largest number from `low` to `high` for which a condition holds, if it holds up to some number; at least `low`. */
function largest(low: number, high: number, holds: (value: number) => boolean): number {
  if (high <= low || holds(high)) return Math.max(low, high);
  let [good, bad] = [low, high];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/**
 * A card with the entries from `from` up to, not including, `to`, counted from 0 through all lists. What is above a list
 * belongs to its first entry, but its heading to all of them; what is below the last list to the last entry.
 */
function entriesBetween(card: Card, from: number, to: number): Card {
  const isLast = to >= countEntries(card);
  const blocks: Block[] = [];
  let above: Block[] = [];
  let before = 0;
  for (const block of card.blocks) {
    if (block.kind !== 'entries') {
      above.push(block);
      continue;
    }
    const [first, end] = [Math.max(0, from - before), Math.max(0, to - before)];
    const shown = block.entries.slice(first, end);
    before += block.entries.length;
    if (shown.length > 0) {
      blocks.push(...(first === 0 ? above : above.filter(({ kind }) => kind === 'heading')));
      blocks.push({ ...block, entries: shown, start: (block.start ?? 1) + first });
    }
    if (block.entries.length > 0) above = [];
  }
  return { ...card, blocks: isLast ? [...blocks, ...above] : blocks };
}

/**
 * The card with as many entries of its longest list with `more` as fit, and a button to the rest. Unchanged when it
 * fits, or has no such list.
 */
export function fitList(card: Card, fits: Fits): Card {
  if (fits(card)) return card;
  const [list] = card.blocks
    .filter((block) => block.kind === 'entries')
    .filter(({ more }) => more !== undefined)
    .sort((a, b) => b.entries.length - a.entries.length);
  if (list === undefined) return card;
  const count = largest(1, list.entries.length, (each) => fits(cutList(card, list, each)));
  return cutList(card, list, count);
}

/** The button to the entries of a list from a number on. */
export const nextPage = (more: string, start: number): Button => ({
  label: 'Next page',
  line: `${more} start:${start}`,
});

/** The button to the rest stands where the one to the next page was, else below the list. */
function cutList(card: Card, list: EntriesBlock, count: number): Card {
  const { more = '', start = 1, entries } = list;
  if (count >= entries.length) return card;
  const old = nextPage(more, start + entries.length).line;
  const next = nextPage(more, start + count);
  let isPlaced = false;
  const placed = (own: Button): Button => {
    if (own.line !== old) return own;
    isPlaced = true;
    return next;
  };
  const blocks = card.blocks.map((block): Block => {
    if (block === list) return { ...list, entries: entries.slice(0, count) };
    return block.kind === 'buttons' ? { ...block, buttons: block.buttons.map(placed) } : block;
  });
  return {
    ...card,
    blocks: isPlaced ? blocks : blocks.toSpliced(card.blocks.indexOf(list) + 1, 0, buttons(next)),
  };
}
