/** A page of results, as the cursor between two calls. Opaque to clients. */
export const writeCursor = (offset: number): string => Buffer.from(`papers ${offset}`).toString('base64url');

/** The offset of a cursor; 0 without one. Undefined for text that is no cursor of ours. */
export function readCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return 0;
  const [, offset] = /^papers (\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return offset === undefined ? undefined : Number(offset);
}
