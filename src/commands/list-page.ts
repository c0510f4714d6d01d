/** One page of a list; pages count from 1. */
export function listPage<Item>(all: readonly Item[], page: number, size: number) {
  const start = (page - 1) * size;
  return {
    shown: all.slice(start, start + size),
    /** The number of the first item shown, from 1. */
    first: start + 1,
    hasNext: start + size < all.length,
  };
}
