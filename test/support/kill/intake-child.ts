import { writeSync } from 'node:fs';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { migrate } from '../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../adapters/postgres/database/migrations.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { createStore } from '../../../adapters/postgres/open-store.ts';
import { defined } from '../../../src/defined.ts';
import { collectLog } from '../fakes/collect-log.ts';
import { intakePage, type Stored, source } from './intake-pages.ts';

/** Prints what is stored, takes in the pages after the cursor, and kills itself before the n-th statement of `takeIn`. */
const [dataDir = '', killAt, pages] = process.argv.slice(2);
let left = Number(killAt);

const mortal = (database: Database): Database => ({
  ...database,
  transaction: (work) =>
    database.transaction((sql) =>
      work({
        query(text, values) {
          left -= 1;
          if (left === 0) process.kill(process.pid, 'SIGKILL');
          return sql.query(text, values);
        },
      }),
    ),
});

const logger = collectLog();
const database = await openDatabase({ dataDir, logger });
await migrate(database, migrations, logger);
const store = createStore(mortal(database), logger);

async function stored(): Promise<Stored & { readonly page: number }> {
  const { cursor, totals } = (await store.source(source)) ?? {};
  const changes = await store.changedPapers(0, 10_000);
  const live = changes.filter(({ paper }) => paper !== undefined).length;
  const page = (cursor as { readonly page: number } | undefined)?.page ?? 0;
  return { page, live, became: changes.length - live, ...defined({ totals }) };
}

const before = await stored();
writeSync(1, `stored ${JSON.stringify(before)}\n`);
for (let page = before.page + 1; page <= before.page + Number(pages); page++) {
  await store.takeIn(intakePage(page), page);
  writeSync(1, `took ${page}\n`);
}
await store.close();
