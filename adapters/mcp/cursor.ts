/** Whose pages a cursor goes through. */
type Pages = 'papers' | 'saved';

/** A page of results, as the cursor between two calls. Opaque to clients. */
export const writeCursor = (pages: Pages, offset: number): string =>
  Buffer.from(`${pages} ${offset}`).toString('base64url');

/** The offset of a cursor; 0 without one. Undefined for text that is no cursor of ours, or one through other pages. */
export function readCursor(pages: Pages, cursor: string | undefined): number | undefined {
  if (cursor === undefined) return 0;
  const [, kind, offset] = /^(\w+) (\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return kind === pages ? Number(offset) : undefined;
}
