import { parseArgs } from 'node:util';
import { type Imported, importPapers, sourceOf } from '../../../adapters/files/import/import-papers.ts';
import {
  createProgress,
  isEmpty,
  type ProgressStream,
  renderImport,
  renderReject,
  renderUsage,
} from '../../../adapters/files/import/report.ts';
import { openPapers, type PaperFile } from '../../../adapters/files/open-papers.ts';
import { UserError } from '../../errors.ts';
import { addCounts, noCounts } from '../../intake/rounds/counts.ts';
import type { Clock } from '../../ports/clock-and-logger.ts';
import type { Store } from '../../ports/store/store.ts';
import { unlessAborted } from '../../time/deadline.ts';
import { loadSeeds } from '../compose/core.ts';
import { feedFormats } from '../compose/file-formats.ts';
import type { OpenStore, StoreSource } from '../services/store-lifetime.ts';
import { addListedFeeds, readFeedList } from './import-feeds.ts';

const importUsage = `Usage: paperboy import [--again | --rejects] FILE …

  Takes in papers from files, or from standard input (-): BibTeX, RIS, PubMed's NBIB, EndNote's ENW, CSV and TSV (as
  Zotero and Scopus write them), CSL-JSON, JSON lines, Hugging Face's daily papers (JSON, or the page saved as text),
  arXiv's RSS, Atom, API and OAI-PMH (XML), each also gzipped. What is known already is not doubled. The feeds of an OPML file are
  read from then on, for everybody. A call that was stopped or killed is made once more: it goes on where it was.

  --again    read the files from their beginning, although they were imported before
  --rejects  import nothing; list what could not be read of the files, the last 50 of each`;

type ImportStore = Pick<ImportRun, 'source' | 'clock' | 'stopping'>;

/** What an import runs with. */
export interface ImportRun {
  readonly source: StoreSource;
  readonly clock: Clock;
  /** The arguments after `import`. */
  readonly args: readonly string[];
  readonly streams: {
    readonly stdin: AsyncIterable<Buffer | string>;
    readonly stdout: NodeJS.WritableStream;
    readonly stderr: ProgressStream;
  };
  /** Aborted when the process is asked to end: the current write is finished, and the next call continues after it. */
  readonly stopping: AbortSignal;
}

/** Imports files of papers. @returns the exit code: 1 when a file could not be read to its end, 2 for wrong arguments */
export async function runImport(run: ImportRun): Promise<number> {
  const given = readArgs(run.args);
  if (given?.help) return sayUsage(run.streams.stdout, 0);
  if (given === undefined || given.files.length === 0) return sayUsage(run.streams.stderr, 2);
  let opened: Promise<OpenStore> | undefined;
  const open = () => {
    opened ??= openImportStore(run);
    return opened;
  };
  try {
    return await importFiles(given.files, { run, open, ...given });
  } catch (error) {
    if (run.stopping.aborted) return 1;
    throw error;
  } finally {
    await (await opened?.catch(() => undefined))?.close();
  }
}

/** The seeds come first, as when the bot starts, so that a paper of theirs keeps its id. */
export async function openImportStore({ source, clock, stopping }: ImportStore): Promise<OpenStore> {
  const opened = await source.open(stopping).catch((error: Error) => {
    const hint = source.isEmbedded
      ? ' If the bot runs, stop it for the import, or give both a PostgreSQL server by DATABASE_URL: then both may run.'
      : '';
    throw new Error(`${error.message}${hint}`, { cause: error });
  });
  try {
    await unlessAborted(stopping, opened.store.addPapers((await loadSeeds()).papers, clock.now()));
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function sayUsage(stream: NodeJS.WritableStream, code: number): number {
  stream.write(`${importUsage}\n`);
  return code;
}

interface Importing {
  readonly run: ImportRun;
  /** Called when a file is there to be imported, so that a mistyped name creates no store. */
  readonly open: () => Promise<OpenStore>;
  readonly again: boolean;
  readonly rejects: boolean;
}

async function importFiles(files: readonly string[], importing: Importing): Promise<number> {
  const all: Imported[] = [];
  let isFine = true;
  for (const path of files) {
    if (importing.run.stopping.aborted) return 1;
    const imported = await tryFile(path, importing);
    if (imported === undefined) isFine = false;
    else if (imported !== 'listed') all.push(imported);
  }
  saySummary(all, importing.run.streams.stdout);
  return isFine && all.every(isWell) ? 0 : 1;
}

/** @returns undefined for a file that cannot be read, which has been said then */
async function tryFile(path: string, importing: Importing): Promise<Imported | 'listed' | undefined> {
  const { stdin, stdout, stderr } = importing.run.streams;
  try {
    const feeds = await importFeedList(path, importing);
    if (feeds !== undefined) return feeds;
    const file = await unlessAborted(importing.run.stopping, openPapers(path, stdin, feedFormats));
    try {
      const { store } = await importing.open();
      if (!importing.rejects) return await importFile(file, store, importing);
      stdout.write(await listRejects(file, store));
      return 'listed';
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    stderr.write(`${error.message} ${error.hint}\n`);
    return undefined;
  }
}

/** @returns undefined for a file that is no list of feeds */
async function importFeedList(path: string, { run, open }: Importing): Promise<'listed' | undefined> {
  const list = await readFeedList(path);
  if (list === undefined) return undefined;
  const { store } = await open();
  run.streams.stdout.write(await addListedFeeds(path, list, store, run.clock.now()));
  return 'listed';
}

/** @returns undefined when the arguments are wrong */
function readArgs(args: readonly string[]) {
  const options = {
    again: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    rejects: { type: 'boolean', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { ...values, files: positionals };
  } catch {
    return undefined;
  }
}

async function importFile(file: PaperFile, store: Store, { run, again }: Importing): Promise<Imported> {
  const { streams, clock, stopping } = run;
  const progress = createProgress(file, streams.stderr, clock);
  const isStopped = () => stopping.aborted;
  const deps = { store, clock, isStopped, onProgress: progress.update };
  const imported = await importPapers(file, deps, { again }).finally(progress.end);
  streams.stdout.write(`${renderImport(file, imported)}\n`);
  return imported;
}

const isWell = (imported: Imported): boolean =>
  imported.end === 'before' || (imported.end === 'done' && !isEmpty(imported));

/** Times the imports alone, without opening or creating the database. */
function saySummary(all: readonly Imported[], stdout: NodeJS.WritableStream): void {
  const counts = all.map(({ counts }) => counts).reduce(addCounts, noCounts);
  if (counts.seen === 0) return;
  const ms = all.reduce((sum, { ms }) => sum + ms, 0);
  // maxRSS is in kilobytes, see getrusage(2).
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  stdout.write(`${renderUsage({ files: all.length, counts, ms, peakBytes })}\n`);
}

async function listRejects(file: PaperFile, store: Store): Promise<string> {
  const rejects = await store.rejects(sourceOf(file), 50);
  if (rejects.length === 0) return `${file.name}: nothing was rejected.\n`;
  return `${file.name}, the newest first:\n${rejects.map((reject) => `  ${renderReject(reject)}\n`).join('')}`;
}
