import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Corpus } from '../corpus/corpus.ts';

/**
 * Tells whether an index that was saved would be made in the same way now: a digest of all code of this folder, of what
 * decides on words outside it, and of the saved pages. Some milliseconds.
 */
function indexFingerprint({ papers, notes }: Pick<Corpus, 'papers' | 'notes'>): string {
  const hash = createHash('sha256');
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((each) => /\.[jt]s$/.test(each)).sort())
    hash.update(readFileSync(join(folder, file)));
  hash.update(readFileSync(createRequire(import.meta.url).resolve('wink-porter2-stemmer')));
  hash.update(`${process.versions['unicode']} ${new Uint8Array(new Uint32Array([1]).buffer).join()}`);
  hash.update(JSON.stringify([papers, notes]));
  return hash.digest('hex');
}

/** The fingerprint as it is when it is first asked for: the files of the code may be replaced while it runs. */
export function createFingerprint(corpus: Pick<Corpus, 'papers' | 'notes'>): () => string {
  let fingerprint: string | undefined;
  return () => {
    fingerprint ??= indexFingerprint(corpus);
    return fingerprint;
  };
}
