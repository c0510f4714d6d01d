import { afterEach, expect, test } from 'vitest';
import { createPoolDatabase } from '../../../../adapters/postgres/database/database.ts';
import { StoreError } from '../../../../src/errors.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';

const log = collectLog();
/** Nothing listens on port 1. */
const database = createPoolDatabase({
  kind: 'server',
  connection: () => ({ host: '127.0.0.1', port: 1 }),
  max: 1,
  logger: log,
});
afterEach(() => database.close());

test('a database that cannot be reached is a StoreError, for statements and transactions', async () => {
  await expect(database.query('SELECT 1')).rejects.toThrow(StoreError);
  await expect(database.transaction(async () => {})).rejects.toThrow('The database cannot be reached.');
});
