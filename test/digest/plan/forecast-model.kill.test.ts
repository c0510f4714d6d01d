import { expect, it } from 'vitest';
import { createStore } from '../../../adapters/postgres/open-store.ts';
import { emptyTables } from '../../support/fakes/digest-lab.ts';
import { createMemoryStore } from '../../support/fakes/memory-store/create-memory-store.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';
import { liveThroughHistories } from '../../support/model/histories.ts';

const histories = Number(process.env['HISTORIES'] ?? 1_000);
const onDatabase = 20;

it(`keeps its promises in ${histories} random histories`, async () => {
  const lived = await liveThroughHistories(async () => createMemoryStore(), histories);
  console.log(
    `${lived.lives} histories, ${lived.steps} steps, ${lived.digests} digests, ${lived.messages} messages: lost 0, doubled 0`,
  );
  expect(lived.lives).toBe(histories);
});

it(`keeps them in ${onDatabase} histories on a database`, async () => {
  const database = await openTestDatabase();
  const open = async () => {
    await emptyTables(database);
    return createStore(database, silentLogger);
  };
  await liveThroughHistories(open, onDatabase).finally(() => database.close());
});
