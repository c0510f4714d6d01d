import { fileURLToPath } from 'node:url';
import { loadCorpus } from '../../src/corpus/load-corpus.ts';
import type { Corpus } from '../../src/corpus/paper.ts';

export const seedsFolder = fileURLToPath(new URL('../../seeds', import.meta.url));

let loaded: Promise<Corpus> | undefined;

/** The project's own four pages, read once for a test file. */
export function seedCorpus(): Promise<Corpus> {
  loaded ??= loadCorpus(seedsFolder);
  return loaded;
}
