import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { isNotConnected } from '../../../src/network-errors.ts';
import { parseUrl } from '../../../src/parse-url.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { describeUrl } from './describe-url.ts';

/**
 * How `pg` connects to the server. Poolers in transaction mode (PgBouncer) refuse the start-up parameter `options`; they
 * cannot be used in any case, because they do not support LISTEN.
 */
export function serverConnection(databaseUrl: string, schema: string): pg.PoolConfig {
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

/**
 * Waits until the server answers: it may start later than the bot.
 * @throws Error that names the server without its password: at once for a problem that does not pass, such as a wrong
 *   password, otherwise after `deadlineMs`
 */
export async function waitForServer(databaseUrl: string, deadlineMs: number, logger: Logger): Promise<void> {
  if (!/^postgres(?:ql)?:$/.test(protocolOf(databaseUrl)))
    throw new Error('DATABASE_URL is not an address like postgres://user:password@host:5432/name.');
  const server = describeUrl(databaseUrl);
  const deadline = Date.now() + deadlineMs;
  for (let delayMs = 250; ; delayMs = Math.min(delayMs * 2, 5_000)) {
    const problem = await tryOnce(databaseUrl);
    if (problem === undefined) return;
    const message = `The database ${server} cannot be used: ${problem.message || problem.code}`;
    if (!mayPass(problem.code ?? 'ETIMEDOUT') || Date.now() + delayMs > deadline) throw new Error(message);
    logger.warn(
      { server, problem: problem.message || problem.code, delayMs },
      'database does not answer yet',
    );
    await pause(delayMs);
  }
}

async function tryOnce(databaseUrl: string): Promise<{ message: string; code?: string } | undefined> {
  const client = new pg.Client(serverConnection(databaseUrl, 'public'));
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return undefined;
  } catch (error) {
    return error as Error & { code?: string };
  } finally {
    await client.end().catch(() => {});
  }
}

const protocolOf = (url: string): string => parseUrl(url)?.protocol ?? '';
