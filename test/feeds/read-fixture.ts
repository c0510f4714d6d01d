import { readFileSync } from 'node:fs';

/** A small answer of a feed, as text. */
export const readFixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
