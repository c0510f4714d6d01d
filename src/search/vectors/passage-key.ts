import { createHash } from 'node:crypto';

/** The key of a text in a store of vectors: 128 bits of its SHA-256, as 32 hexadecimal digits. */
export const passageKey = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32);
