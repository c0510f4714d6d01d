import { join } from 'node:path';
import { findPackageRoot } from '../../../src/app/package-root.ts';
import { loadCorpus } from '../../../src/corpus/pages/load-corpus.ts';
import type { Corpus } from '../../../src/corpus/paper.ts';

export const seedsFolder = join(findPackageRoot(), 'seeds');

let loaded: Promise<Corpus> | undefined;

/** The project's own four pages, read once for a test file. */
export function seedCorpus(): Promise<Corpus> {
  loaded ??= loadCorpus(seedsFolder);
  return loaded;
}
