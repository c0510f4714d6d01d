import { describe, it } from 'vitest';
import { createStore } from '../../../adapters/postgres/create-store.ts';
import { migrate } from '../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../adapters/postgres/database/migrations.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { storeContract } from '../../support/contracts/store.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';

const { TEST_DATABASE_URL } = process.env;
const logger = collectLog();

async function openOnServer(databaseUrl: string) {
  const database = await openDatabase({ dataDir: '', logger, databaseUrl });
  await database.query('DROP SCHEMA IF EXISTS paperboy CASCADE');
  await migrate(database, migrations, logger);
  return createStore(database, logger);
}

storeContract('embedded', async () => createStore(await openTestDatabase(), logger));
if (TEST_DATABASE_URL) storeContract('a server', () => openOnServer(TEST_DATABASE_URL));
else describe.skip('Store on a server: TEST_DATABASE_URL is not set', () => it('is skipped', () => {}));
