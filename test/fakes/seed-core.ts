import { type Core, composeCore } from '../../src/compose.ts';
import { seedsFolder } from './seed-corpus.ts';

let core: Promise<Core> | undefined;

/** The whole core over the project's own pages, built once for a test file. */
export function seedCore(): Promise<Core> {
  core ??= composeCore({ PAPERBOY_SEEDS: seedsFolder }, '');
  return core;
}
