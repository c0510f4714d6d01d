import { writeSync } from 'node:fs';
import { importPapers } from '../../../adapters/files/import/import-papers.ts';
import { openPapers } from '../../../adapters/files/open-papers.ts';
import { feedFormats } from '../../../src/app/compose/file-formats.ts';
import { openImportStore } from '../../../src/app/run/import.ts';
import { storeSource } from '../../../src/app/services/store-source.ts';
import { silentLogger } from '../fakes/silent-logger.ts';
import { type KillStep, killingAt } from './killing.ts';

/** One import, which is killed at the step of the store, if there is one. */
export interface ImportRun {
  readonly dataDir: string;
  readonly file: string;
  readonly chunkSize: number;
  readonly kill?: KillStep;
}

const { dataDir, file, chunkSize, kill } = JSON.parse(process.argv[2] ?? '') as ImportRun;
const { store, close } = await openImportStore({
  source: storeSource({ store: { dataDir }, queue: {} }, silentLogger),
  clock: Date,
  stopping: new AbortController().signal,
});
const papers = await openPapers(file, process.stdin, feedFormats);
const deps = { store: killingAt(store, kill), clock: Date, isStopped: () => false, onProgress: () => {} };
const { end, before } = await importPapers(papers, deps, { chunkSize });
await close();
writeSync(1, `${end} from ${before}\n`);
