/** Negative when the first comes before the second. */
type Order<Item> = (a: Item, b: Item) => number;

/** From so many wanted items on, sorting all of them is faster. */
const fewEnough = 1_000;

/** The first few items in an order, without sorting the others. */
export function firstOf<Item>(
  items: Iterable<Item> & { readonly length: number },
  count: number,
  order: Order<Item>,
): Item[] {
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

/** The index at which an item belongs among items in order. */
function placeOf<Item>(item: Item, ordered: readonly Item[], order: Order<Item>): number {
  let [from, to] = [0, ordered.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (order(ordered[middle] as Item, item) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
