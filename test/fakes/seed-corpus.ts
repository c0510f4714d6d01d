import { join } from 'node:path';
import { loadCorpus } from '../../src/corpus/load-corpus.ts';
import type { Corpus } from '../../src/corpus/paper.ts';
import { findPackageRoot } from '../../src/package-root.ts';

export const seedsFolder = join(findPackageRoot(), 'seeds');

let loaded: Promise<Corpus> | undefined;

/** The project's own four pages, read once for a test file. */
export function seedCorpus(): Promise<Corpus> {
  loaded ??= loadCorpus(seedsFolder);
  return loaded;
}
