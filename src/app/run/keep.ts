import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { dump } from '../../../adapters/postgres/backup/dump.ts';
import { readHeader, restore } from '../../../adapters/postgres/backup/restore.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { migrate } from '../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../adapters/postgres/database/migrations.ts';
import { type OpenDatabaseOptions, openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import type { Logger } from '../../ports/clock-and-logger.ts';
import type { Config } from '../settings/config.ts';
import { type KeepCommand, keepUsages } from './keep-commands.ts';

interface KeepRun {
  readonly store: Config['store'];
  readonly version: string;
  readonly logger: Logger;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Aborted when the process is asked to end. */
  readonly stopping: AbortSignal;
}

/** `paperboy backup`, `restore` and `move`. @returns the exit code */
export async function runKeep(command: KeepCommand, args: readonly string[], run: KeepRun): Promise<number> {
  const given = command === 'move' ? targetOf(args) : args.length === 1 ? args[0] : undefined;
  if (given === undefined || given.startsWith('--')) {
    run.stderr.write(keepUsages[command]);
    return 2;
  }
  const say = (text: string) => run.stdout.write(`${text}\n`);
  if (command === 'backup') {
    const rows = await backUp(run.store, given, run);
    say(
      `${given} holds all that the bot remembers: ${rows.toLocaleString('en')} rows. Keep it as safe as the bot’s tokens.`,
    );
  } else if (command === 'restore') {
    const rows = await fill(run.store, given, run);
    say(
      `Restored: ${rows.toLocaleString('en')} rows. What was posted since the backup is looked for before it is posted again.`,
    );
  } else {
    const rows = await move(given, run);
    say(
      `Moved: ${rows.toLocaleString('en')} rows. Set DATABASE_URL to that address and start the bot. The data folder is as it was.`,
    );
  }
  return 0;
}

/** `--to URL` or `--to=URL`. */
function targetOf(args: readonly string[]): string | undefined {
  const text = args.join('=');
  return /^--to=(postgres(?:ql)?:\/\/.+)$/.exec(text)?.[1];
}

async function move(databaseUrl: string, run: KeepRun): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-move-'));
  try {
    const file = join(folder, 'backup.gz');
    await backUp(run.store, file, run);
    return await fill({ dataDir: run.store.dataDir, databaseUrl }, file, run);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a backup under another name first, so that a file with the right name is whole. */
async function backUp(store: Config['store'], file: string, run: KeepRun): Promise<number> {
  const draft = `${file}.part`;
  for (const path of [file, draft])
    if (existsSync(path))
      throw expected(`${path} is there already, and is left as it is. Move it away first.`);
  try {
    const rows = await withDatabase(store, run, async (database) => {
      await migrate(database, migrations, run.logger);
      const zip = createGzip();
      const written = pipeline(zip, createWriteStream(draft, { mode: 0o600, flags: 'wx' }));
      written.catch(() => {});
      const write = async (line: string) => {
        run.stopping.throwIfAborted();
        if (!zip.write(`${line}\n`)) await Promise.race([once(zip, 'drain'), written]);
      };
      const count = await dump(database, { version: run.version, now: Date.now(), write });
      zip.end();
      await written;
      return count;
    });
    renameSync(draft, file);
    return rows;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** @returns the number of rows that were restored */
async function fill(store: Config['store'], file: string, run: KeepRun): Promise<number> {
  if (!existsSync(file)) throw expected(`There is no file ${file}.`);
  // Before a database is made for it.
  for await (const line of linesOf(file)) {
    readHeader(line);
    break;
  }
  return withDatabase(store, run, (database) => restore(database, linesOf(file), run.logger));
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  const unzipped = input.pipe(createGunzip());
  input.on('error', (error) => unzipped.destroy(error));
  try {
    yield* createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY });
  } finally {
    input.destroy();
  }
}

async function withDatabase<Result>(
  store: Config['store'],
  { logger, stopping }: KeepRun,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const options: OpenDatabaseOptions = { ...store, logger, stopping };
  const database = await openDatabase(options);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** An error whose message is for the person at the terminal. */
const expected = (message: string, cause?: unknown) => new Error(message, { cause });
