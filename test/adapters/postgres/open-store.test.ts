import { migrate } from '../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../adapters/postgres/database/migrations.ts';
import { createStore } from '../../../adapters/postgres/open-store.ts';
import { storeContract } from '../../support/contracts/store.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';
import { describeOnServer, openServerDatabase } from '../../support/servers.ts';

storeContract('embedded', async () => createStore(await openTestDatabase(), silentLogger));
describeOnServer('TEST_DATABASE_URL', 'on PostgreSQL', (server) =>
  storeContract('a server', async () => {
    const database = await openServerDatabase(server);
    await migrate(database, migrations, silentLogger);
    return createStore(database, silentLogger);
  }),
);
