const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/**
 * The last day that a feed has read, as its cursor says it: `through` is a day of Hugging Face, `done` an announcement
 * of arXiv; `2026-08-21`. Cursors are the feeds' own, so nothing for one that has neither.
 */
export function readThrough(cursor: unknown): string | undefined {
  const { through, done } = (cursor ?? {}) as { readonly through?: unknown; readonly done?: unknown };
  return [through, done].find(isDate);
}
