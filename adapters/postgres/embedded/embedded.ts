import { statfsSync } from 'node:fs';
import type { PoolConfig } from 'pg';
import { defined } from '../../../src/defined.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { type CreateFolderOptions, createFolder } from './create-folder.ts';
import {
  codeOf,
  createDataFolder,
  damaged,
  databaseFolder,
  isNotAllowed,
  lookAtDatabase,
  notWritable,
} from './data-folder.ts';
import { type Engine, EngineStopped, startEngine } from './engine.ts';
import { lockFolder } from './lock-folder.ts';
import { createWire } from './wire.ts';

/** The embedded database, in use. */
export interface Embedded {
  readonly folder: string;
  connection(schema: string): PoolConfig;
  close(): Promise<void>;
}

/** Bytes that must be free: recovery writes some WAL segments and a checkpoint, and would stop again without space. */
const spaceToOpen = 16 * 1024 * 1024;
/** Milliseconds between two tries to open a database that has stopped. */
const reopenAfterMs = 1_000;

/**
 * Opens PGlite on `<dataDir>/pg`, for this process alone: it has no port and no socket file.
 * @param options for a database that is not there yet: `packed` as `createFolder` takes it
 * @throws Error saying what was found and what to do: the folder is in use, is no data folder, cannot be written, holds a
 *   part of a database, a damaged one or that of another PostgreSQL version, or the disk is full; or the reason of `stopping`
 */
export async function openEmbedded(
  dataDir: string,
  logger: Logger,
  options: CreateFolderOptions = {},
): Promise<Embedded> {
  const { stopping } = options;
  const folder = databaseFolder(dataDir);
  let release = async () => {};
  try {
    createDataFolder(dataDir);
    release = await lockFolder(dataDir, defined({ stopping }));
    const startedAt = Date.now();
    const state = lookAtDatabase(folder);
    if (state === 'none') await createFolder(folder, options);
    const engine = await openEngine(folder);
    logger.info({ folder, state, ms: Date.now() - startedAt }, 'embedded database open');
    return serveEngine(engine, { folder, logger, release });
  } catch (error) {
    await release();
    if (isNotAllowed(error)) throw new Error(notWritable(dataDir, codeOf(error)), { cause: error });
    throw error;
  }
}

interface Serving {
  readonly folder: string;
  readonly logger: Logger;
  readonly release: () => Promise<void>;
}

function serveEngine(first: Engine, { folder, logger, release }: Serving): Embedded {
  let engine: Engine | undefined = first;
  let closed = false;
  let failure: { readonly error: unknown; readonly at: number } | undefined;

  async function current(): Promise<Engine> {
    if (engine) return engine;
    if (closed) throw new Error('The database is closed.');
    if (failure && Date.now() - failure.at < reopenAfterMs) throw failure.error;
    try {
      engine = await openEngine(folder);
      logger.info({ folder }, 'embedded database open again');
      return engine;
    } catch (error) {
      failure = { error, at: Date.now() };
      throw error;
    }
  }

  const wire = createWire({
    async run(message) {
      const running = await current();
      try {
        return await running.run(message);
      } catch (error) {
        logger.error({ err: error, folder }, 'embedded database stopped; it is opened again when next asked');
        engine = undefined;
        failure = { error, at: Date.now() };
        await running.close();
        throw error;
      }
    },
  });

  const stopUpkeep = startUpkeep({ exec: wire.exec, logger });

  return {
    folder,
    connection: (schema) => ({
      stream: () => wire.connect(),
      user: 'postgres',
      database: 'postgres',
      ssl: false,
      options: `-c search_path=${schema}`,
    }),
    async close() {
      closed = true;
      stopUpkeep();
      wire.close();
      await engine?.close();
      engine = undefined;
      await release();
    },
  };
}

async function openEngine(folder: string): Promise<Engine> {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < spaceToOpen) {
    const [left, needed] = [free, spaceToOpen].map((bytes) => Math.floor(bytes / 1024 / 1024));
    throw new EngineStopped(
      `The disk is full: ${left} MB free at ${folder}, ${needed} MB needed to open the database.`,
    );
  }
  return startEngine(folder).catch((cause: Error) => {
    const { message } = cause;
    if (/no space left/i.test(message)) throw cause;
    const isRefused = /permission denied|read-only file system/i.test(message);
    throw new EngineStopped(isRefused ? notWritable(folder, message) : damaged(folder, message), { cause });
  });
}

/** How the embedded database is kept small. */
export interface UpkeepOptions {
  /** Runs a statement; false, and nothing runs, during a client's transaction. */
  readonly exec: (sql: string) => Promise<boolean>;
  readonly logger: Logger;
  /** Milliseconds between checkpoints. */
  readonly everyMs?: number;
}

/** One VACUUM for so many checkpoints: every hour by default. */
const checkpointsPerVacuum = 12;

/**
 * PGlite has neither a checkpointer nor autovacuum, so it would keep all its WAL and all dead rows.
 * @returns a function that stops the upkeep
 */
export function startUpkeep({ exec, logger, everyMs = 5 * 60_000 }: UpkeepOptions): () => void {
  let checkpoints = 0;
  const once = async () => {
    checkpoints += 1;
    if (checkpoints % checkpointsPerVacuum === 0) await exec('VACUUM (ANALYZE)');
    await exec('CHECKPOINT');
  };
  const timer = setInterval(() => {
    once().catch((err: unknown) => logger.warn({ err }, 'database upkeep failed'));
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
