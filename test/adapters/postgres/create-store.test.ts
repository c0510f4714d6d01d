import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { createStore } from '../../../adapters/postgres/create-store.ts';
import { migrate } from '../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../adapters/postgres/database/migrations.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { storeContract } from '../../support/contracts/store.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';

const { TEST_DATABASE_URL } = process.env;
const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-store-'));
const logger = collectLog();

async function open(databaseUrl?: string) {
  const database = await openDatabase({ dataDir, logger, ...(databaseUrl && { databaseUrl }) });
  if (databaseUrl) await database.query('DROP SCHEMA IF EXISTS paperboy CASCADE');
  await migrate(database, migrations, logger);
  return createStore(database, logger);
}

storeContract('embedded', () => open());
if (TEST_DATABASE_URL) storeContract('a server', () => open(TEST_DATABASE_URL));
else describe.skip('Store on a server: TEST_DATABASE_URL is not set', () => it('is skipped', () => {}));

afterAll(() => rmSync(dataDir, { recursive: true }));
