import { line } from '../../../src/cards/builders.ts';
import { renderHint } from './hint.ts';
import { type BlockGroup, weigh } from './payload.ts';

export interface Room {
  readonly blocks: number;
  /** In characters, see `weigh`. */
  readonly weight: number;
}

/** Reserved for the line that counts what is left out. */
const reserved: Room = { blocks: 1, weight: 100 };

/**
 * Leaves out what does not fit: first the last of the items (papers of a list), then whatever comes last. A line of
 * small print counts what is left out.
 */
export function fitGroups(groups: readonly BlockGroup[], room: Room): BlockGroup[] {
  const left = { blocks: room.blocks - reserved.blocks, weight: room.weight - reserved.weight };
  const take = ({ blocks }: BlockGroup): boolean => {
    const weight = weigh(blocks);
    if (blocks.length > left.blocks || weight > left.weight) return false;
    left.blocks -= blocks.length;
    left.weight -= weight;
    return true;
  };
  const kept = new Set(groups.filter((group) => !group.item && take(group)));
  const items = groups.filter(({ item }) => item);
  const end = items.findIndex((group) => !take(group));
  for (const group of end < 0 ? items : items.slice(0, end)) kept.add(group);
  const shown = groups.filter((group) => kept.has(group));
  const lost = groups.length - shown.length;
  return lost === 0 ? shown : [...shown, { blocks: renderHint(line(missing(lost)), 100) }];
}

const missing = (count: number) => `… and ${count} more, too much for one Slack message.`;
