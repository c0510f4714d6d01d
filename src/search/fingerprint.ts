import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Corpus } from '../corpus/corpus.ts';
import { once } from '../memoize.ts';

/** What `codeDigest` gave when the bot was bundled. There is none where it runs from its modules. */
declare const bundledCodeDigest: string | undefined;

/** A digest of all code of this folder, which decides on words. Some milliseconds. */
export function codeDigest(): string {
  if (typeof bundledCodeDigest === 'string') return bundledCodeDigest;
  const hash = createHash('sha256');
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((each) => /\.[jt]s$/.test(each)).sort())
    hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

/** Tells whether an index that was saved would be made in the same way now: by the code, by Node, and from the saved pages. */
function indexFingerprint({ papers, notes }: Pick<Corpus, 'papers' | 'notes'>): string {
  const hash = createHash('sha256').update(codeDigest());
  hash.update(`${process.versions['unicode']} ${new Uint8Array(new Uint32Array([1]).buffer).join()}`);
  hash.update(JSON.stringify([papers, notes]));
  return hash.digest('hex');
}

/** The fingerprint as it is when it is first asked for: the files of the code may be replaced while it runs. */
export const createFingerprint = (corpus: Pick<Corpus, 'papers' | 'notes'>): (() => string) =>
  once(() => indexFingerprint(corpus));
