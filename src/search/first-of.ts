/** Negative when the first comes before the second. */
type Order<Item> = (a: Item, b: Item) => number;

/** From so many wanted items on, sorting all of them is faster. */
export const fewEnough = 1_000;

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
    insertOrdered(each, first, count, order);
  }
  return first;
}

/** Puts an item where it belongs among items in order, of which at most `count` stay. */
export function insertOrdered<Item>(item: Item, ordered: Item[], count: number, order: Order<Item>): void {
  ordered.splice(placeOf(item, ordered, order), 0, item);
  if (ordered.length > count) ordered.pop();
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
