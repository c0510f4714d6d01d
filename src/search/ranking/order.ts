import type { Candidate } from '../index/collection.ts';

/** Best first; equal scores by id. */
export const byScore = (a: Candidate, b: Candidate): number =>
  b.score - a.score || (a.document.item.id < b.document.item.id ? -1 : 1);

/** More than this are sorted with all the others: it is faster then. */
const fewEnough = 1_000;

/** The first few in the order of {@link byScore}, without sorting the others. */
export const bestOf = (candidates: readonly Candidate[], count: number): Candidate[] =>
  firstOf(candidates, count, byScore);

type Order<Item> = (a: Item, b: Item) => number;

/** The first few in an order, without sorting the others. */
export function firstOf<Item>(items: readonly Item[], count: number, order: Order<Item>): Item[] {
  if (count > fewEnough || count >= items.length) return [...items].sort(order).slice(0, count);
  const first: Item[] = [];
  for (const each of items) {
    const last = first[count - 1];
    if (last !== undefined && order(last, each) < 0) continue;
    first.splice(placeOf(each, first, order), 0, each);
    if (first.length > count) first.pop();
  }
  return first;
}

/** Where it belongs among items in order. */
function placeOf<Item>(item: Item, ordered: readonly Item[], order: Order<Item>): number {
  let [from, to] = [0, ordered.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (order(ordered[middle] as Item, item) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** All of them, only the first few in order. */
export function bestFirst(candidates: readonly Candidate[], count: number): Candidate[] {
  const best = bestOf(candidates, count);
  const slots = new Set(best.map(({ slot }) => slot));
  return best.concat(candidates.filter(({ slot }) => !slots.has(slot)));
}
