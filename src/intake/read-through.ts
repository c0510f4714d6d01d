/**
 * The last day that a feed has read to its end, as its cursor says it in the field `through`: `2026-08-21`. Cursors are
 * the feeds' own, so nothing for one that has no such field.
 */
export function readThrough(cursor: unknown): string | undefined {
  if (typeof cursor !== 'object' || cursor === null || !('through' in cursor)) return undefined;
  const { through } = cursor;
  return typeof through === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(through) ? through : undefined;
}
