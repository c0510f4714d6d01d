import { chmod } from 'node:fs/promises';
import { createPaperIndex } from '../../search/paper-index.ts';
import { snapshotFile } from '../../search/snapshot-file.ts';
import { loadSeeds, seedsIndexFile } from './core.ts';

/** A step of the build: saves the index of the saved pages, so that no start has to read them. */
const corpus = await loadSeeds();
await createPaperIndex(corpus).snapshots(snapshotFile(seedsIndexFile, corpus)).save(0);
// Others than the one who builds may run it, as in the image.
await chmod(seedsIndexFile, 0o644);
