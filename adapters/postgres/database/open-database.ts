import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { defined } from '../../../src/defined.ts';
import { isNotConnected } from '../../../src/errors.ts';
import { createOutageLog } from '../../../src/outage-log.ts';
import { parseUrl } from '../../../src/parse-url.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { openEmbedded } from '../embedded/embedded.ts';
import { createPoolDatabase, type Database } from './database.ts';

/** Which database is opened. */
export interface OpenDatabaseOptions {
  /** The data folder, created with mode 0700. Unused with a `databaseUrl`. */
  readonly dataDir: string;
  /** A PostgreSQL server, 14 or newer (BullMQ warns below 14); without it the embedded database. */
  readonly databaseUrl?: string;
  /** A new embedded database, packed by the build, which saves making it. Default: it is made where none is there. */
  readonly packedDatabase?: string;
  readonly logger: Logger;
  /** Milliseconds to wait for a server's first answer. */
  readonly startDeadlineMs?: number;
  /** The most connections for Paperboy's own statements. */
  readonly max?: number;
  /** Aborted when the process is asked to end: nothing is waited for any more. */
  readonly stopping?: AbortSignal;
}

/** Milliseconds: a link that is frozen never answers. The embedded database always does, but one statement after the other. */
const answerDeadlineMs = 15_000;

/**
 * Opens the embedded database or a server's; both are used through `pg`.
 * @throws Error that says what is wrong, without a password: folder in use, disk full, server not answering, …; or the
 *   reason of `stopping`
 */
export async function openDatabase({
  dataDir,
  databaseUrl,
  packedDatabase,
  logger,
  startDeadlineMs = 60_000,
  max = 5,
  stopping,
}: OpenDatabaseOptions): Promise<Database> {
  if (databaseUrl !== undefined) {
    const where = await waitForServer(databaseUrl, { deadlineMs: startDeadlineMs, logger, stopping });
    const connection = (schema: string) => serverConnection(databaseUrl, schema);
    return createPoolDatabase({ kind: 'server', where, connection, max, logger, answerDeadlineMs });
  }
  const { folder, connection, close } = await openEmbedded(dataDir, logger, {
    packed: packedDatabase,
    stopping,
  });
  return createPoolDatabase({
    kind: 'embedded',
    where: folder,
    connection,
    max,
    logger,
    onClosed: close,
  });
}

/**
 * How `pg` connects to the server. Poolers in transaction mode (PgBouncer) refuse the start-up parameter `options`; they
 * cannot be used in any case, because they do not support LISTEN.
 */
function serverConnection(databaseUrl: string, schema: string): pg.PoolConfig {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set(
    'options',
    [given, `-c search_path=${schema}`, '-c timezone=UTC'].filter(Boolean).join(' '),
  );
  return {
    connectionString: url.href,
    application_name: 'paperboy',
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  };
}

/** SQLSTATE classes and Node codes of problems that may pass: no connection, too many, shutting down, starting up. */
const passing = /^(?:08|53|57P0)|^(?:ECONNRESET|ETIMEDOUT|ENOENT)$/;
const mayPass = (code: string): boolean => passing.test(code) || isNotConnected(code);

interface Waiting {
  readonly deadlineMs: number;
  readonly logger: Logger;
  readonly stopping: AbortSignal | undefined;
}

/**
 * Waits until the server answers: it may start later than the bot.
 * @returns the server's name, without its password
 * @throws Error that names the server without its password: at once for a problem that does not pass, such as a wrong
 *   password, otherwise after `deadlineMs`
 */
async function waitForServer(
  databaseUrl: string,
  { deadlineMs, logger, stopping }: Waiting,
): Promise<string> {
  const url = parseUrl(databaseUrl);
  if (url === undefined || !/^postgres(?:ql)?:$/.test(url.protocol))
    throw new Error('DATABASE_URL is not an address like postgres://user:password@host:5432/name.');
  const server = `${url.protocol}//${url.username && `${url.username}@`}${url.host}${url.pathname}`;
  const report = createOutageLog((fields) =>
    logger.warn({ ...fields, server }, 'database does not answer yet'),
  );
  const deadline = Date.now() + deadlineMs;
  for (let delayMs = 250; ; delayMs = Math.min(delayMs * 2, 5_000)) {
    const problem = await tryOnce(databaseUrl, stopping);
    stopping?.throwIfAborted();
    if (problem === undefined) return server;
    const message = `The database ${server} cannot be used: ${problem.message || problem.code}`;
    if (!mayPass(problem.code ?? 'ETIMEDOUT') || Date.now() + delayMs > deadline) throw new Error(message);
    report(problem.message || String(problem.code));
    await pause(delayMs, undefined, defined({ signal: stopping })).catch(() => stopping?.throwIfAborted());
  }
}

async function tryOnce(
  databaseUrl: string,
  stopping: AbortSignal | undefined,
): Promise<{ message: string; code?: string } | undefined> {
  const client = new pg.Client(serverConnection(databaseUrl, 'public'));
  client.on('error', () => {});
  // `end` waits for a server that does not answer.
  const drop = () => (client as unknown as { connection: pg.Connection }).connection.stream.destroy();
  stopping?.addEventListener('abort', drop);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return undefined;
  } catch (error) {
    return error as Error & { code?: string };
  } finally {
    stopping?.removeEventListener('abort', drop);
    await client.end().catch(() => {});
  }
}
