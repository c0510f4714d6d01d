import { existsSync, readFileSync } from 'node:fs';
import { createConfigurationStore } from '../../../adapters/postgres/configuration-store.ts';
import type { Database, Sql } from '../../../adapters/postgres/database/database.ts';
import { migrate } from '../../../adapters/postgres/database/migrate.ts';
import { migrations } from '../../../adapters/postgres/database/migrations.ts';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { hasDatabase } from '../../../adapters/postgres/embedded/data-folder.ts';
import { createStore } from '../../../adapters/postgres/open-store.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import { applySteps, configurationOf, readCurrent, stepsInWords } from '../configuration/apply.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { type Current, planSteps } from '../configuration/plan.ts';
import { printConfiguration } from '../configuration/print.ts';
import { readConfiguration } from '../configuration/read.ts';
import type { Config } from '../settings/config.ts';
import { type ConfigureCommand, configureUsages } from './configure-commands.ts';

interface ConfigureRun {
  readonly store: Config['store'];
  readonly corpus: Pick<Corpus, 'subtopics'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Aborted when the process is asked to end. */
  readonly stopping: AbortSignal;
}

/** `paperboy export`, `plan` and `apply`. @returns the exit code: 1 for a file with mistakes, 2 for wrong arguments */
export async function runConfigure(
  command: ConfigureCommand,
  args: readonly string[],
  run: ConfigureRun,
): Promise<number> {
  const prune = command !== 'export' && args.includes('--prune');
  const names = args.filter((each) => each !== '--prune');
  const [file] = names;
  const isWrong =
    names.some((each) => each.startsWith('--')) || names.length !== (command === 'export' ? 0 : 1);
  if (isWrong || file === undefined) {
    if (isWrong) {
      run.stderr.write(configureUsages[command]);
      return 2;
    }
    run.stdout.write(await exportAll(run));
    return 0;
  }
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`, { cause: undefined });
  const { configuration, problems } = readConfiguration(readFileSync(file, 'utf8'), run.corpus.subtopics);
  if (problems.length > 0) {
    for (const { line, column, message } of problems)
      run.stderr.write(`${file}:${line}:${column}  ${message}\n`);
    run.stderr.write('Nothing was changed.\n');
    return 1;
  }
  run.stdout.write(`${await (command === 'plan' ? plan : apply)(configuration, prune, run)}\n`);
  return 0;
}

async function exportAll(run: ConfigureRun): Promise<string> {
  const current = await readOnly(run);
  return printConfiguration(configurationOf(current, run.clock.now()), run.corpus.subtopics);
}

async function plan(configuration: Configuration, prune: boolean, run: ConfigureRun): Promise<string> {
  const current = await readOnly(run);
  const steps = planSteps(configuration, current, { prune, now: run.clock.now() });
  const said = steps.length === 0 ? 'Nothing would change.' : `This would change:\n${stepsInWords(steps)}`;
  return `${said}${others(configuration, current, prune)}`;
}

async function apply(configuration: Configuration, prune: boolean, run: ConfigureRun): Promise<string> {
  const now = run.clock.now();
  return withDatabase(run, (database) =>
    database.transaction(async (sql) => {
      const { store, ...parts } = storesIn(database, sql, run.logger);
      const current = await readCurrent(store, parts.configuration);
      const steps = planSteps(configuration, current, { prune, now });
      await applySteps(steps, { store, ...parts, now });
      const said =
        steps.length === 0
          ? 'Nothing to change: all is as the file says.'
          : `Changed:\n${stepsInWords(steps)}`;
      return `${said}${others(configuration, current, prune)}`;
    }),
  );
}

/** How many channels the file says nothing of. */
function others({ places }: Configuration, current: Current, prune: boolean): string {
  const named = new Set(places.map(({ place }) => JSON.stringify(place)));
  const count = current.places.filter(({ state }) => !named.has(JSON.stringify(state.place))).length;
  if (prune || count === 0) return '';
  return count === 1
    ? '\n1 channel isn’t in the file and stays as it is; --prune would remove it.'
    : `\n${count.toLocaleString('en')} channels aren’t in the file and stay as they are; --prune would remove them.`;
}

/** What is stored, without writing anything. A data folder that is not there yet is not made. */
async function readOnly(run: ConfigureRun): Promise<Current> {
  const { databaseUrl, dataDir } = run.store;
  if (databaseUrl === undefined && !hasDatabase(dataDir)) return { places: [], rules: [] };
  return withDatabase(run, (database) =>
    database.transaction(async (sql) => {
      await sql.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const { store, configuration } = storesIn(database, sql, run.logger);
      return readCurrent(store, configuration);
    }),
  );
}

/** Stores whose every statement runs in one transaction. */
function storesIn(database: Database, sql: Sql, logger: Logger) {
  const inside: Database = { ...database, query: sql.query, transaction: (work) => work(sql) };
  return { store: createStore(inside, logger), configuration: createConfigurationStore(sql, logger) };
}

async function withDatabase<Result>(
  { store, logger, stopping }: ConfigureRun,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase({ ...store, logger, stopping });
  try {
    await migrate(database, migrations, logger);
    return await work(database);
  } finally {
    await database.close();
  }
}
