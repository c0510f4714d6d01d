import { createStore } from '../../../adapters/postgres/create-store.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { migrate } from '../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../adapters/postgres/database/migrations.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Store } from '../../ports/store/store.ts';

export interface FillOptions {
  /** The seeds: they come before all other papers, so that theirs keep their ids. */
  readonly corpus: Pick<Corpus, 'papers'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The store in a database, brought up to date, with the seeds in it. @throws Error when the database fails */
export async function fillStore(database: Database, { corpus, clock, logger }: FillOptions): Promise<Store> {
  await migrate(database, migrations, logger);
  const store = createStore(database, logger);
  // Nobody else has this one open, so whoever took them is gone.
  if (database.kind === 'embedded') await store.endLeases();
  await store.addPapers(corpus.papers, clock.now());
  return store;
}
