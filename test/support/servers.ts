import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, it } from 'vitest';
import type { Database } from '../../adapters/postgres/database/database.ts';
import { openDatabase } from '../../adapters/postgres/database/open-database.ts';
import { silentLogger } from './fakes/silent-logger.ts';

/** Addresses of servers to test on; `.ci/run` starts both. */
type ServerVariable = 'TEST_DATABASE_URL' | 'TEST_REDIS_URL';

/** Tests on a server. Without its address they are skipped as one test, whose name says why. */
export function describeOnServer(variable: ServerVariable, name: string, tests: (url: string) => void): void {
  const url = process.env[variable];
  if (url) describe(name, () => tests(url));
  else it.skip(`${name} (skipped: ${variable} is not set)`, () => {});
}

/** An empty database of its own, because test files run at the same time. */
export async function createServerDatabase(server: string) {
  const name = `paperboy_test_${randomUUID().replaceAll('-', '')}`;
  const run = async (statement: string) => {
    const client = new pg.Client(server);
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return { url, drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/** Opens such a database; `close` drops it. */
export async function openServerDatabase(server: string): Promise<Database> {
  const { url, drop } = await createServerDatabase(server);
  const database = await openDatabase({ dataDir: '', databaseUrl: url, logger: silentLogger });
  return { ...database, close: () => database.close().finally(drop) };
}
