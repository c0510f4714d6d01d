/**
 * Breaks what the bot stands on while digests are posted, and counts what people have lost, seen twice, or seen late.
 *
 *     npm run chaos            the long version
 *     npm run chaos -- short   as `.ci/run` has it
 *     npm run chaos -- short Redis
 *
 * Needs a PostgreSQL server (`TEST_DATABASE_URL`) and `redis-server`. The exit code is 1 when anything is lost or doubled.
 */
import { createRandom } from '../../src/seeded-random.ts';
import { startRedis } from '../support/redis-server.ts';
import { type Row, type Scenario, type Size, scenarios } from './scenarios.ts';

const sizes: Readonly<Record<'short' | 'long', Size>> = {
  short: { places: 20, kills: 4, days: 1, outageMs: 1_500, soakMs: 5_000 },
  long: {
    places: Number(process.env['PLACES'] ?? 2_000),
    kills: Number(process.env['KILLS'] ?? 1_000),
    days: Number(process.env['DAYS'] ?? 10),
    outageMs: Number(process.env['OUTAGE_S'] ?? 30) * 1_000,
    soakMs: Number(process.env['SOAK_S'] ?? 1_800) * 1_000,
  },
};

/** One of each kind: the others are tested by files of their own. */
const inShort =
  /SIGKILL|stopped, and started|PostgreSQL away|frozen|three days|lost after|restore|poisoned|soak/;

const [version, filter = ''] = process.argv.slice(2);
const isShort = version === 'short';
const size = sizes[isShort ? 'short' : 'long'];
const database = process.env['TEST_DATABASE_URL'];
if (database === undefined) throw new Error('Set TEST_DATABASE_URL: the address of a PostgreSQL server.');
const chosen = scenarios.filter(({ name }) =>
  filter === '' ? !isShort || inShort.test(name) : name.includes(filter),
);

const print = (text: string) => process.stdout.write(`${text}\n`);
const redis = await startRedis();
let isWhole = true;
try {
  print(
    '| scenario | what was done | lost | twice | late | recovery | took |\n|---|---|---|---|---|---|---|',
  );
  // Each mostly waits. Of the long ones, recovery is measured, so they run alone.
  const waiting = [...chosen];
  const runNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      if (!(await report(next))) isWhole = false;
  };
  await Promise.all(Array.from({ length: isShort ? 4 : 1 }, runNext));
} finally {
  await redis.close();
}
process.exit(isWhole ? 0 : 1);

async function report({ name, run }: Scenario): Promise<boolean> {
  const from = Date.now();
  const row = await run({
    servers: { database: database ?? '', redis },
    size,
    random: createRandom(1),
  }).catch((error: Error) => error);
  const took = `${((Date.now() - from) / 1_000).toFixed(0)} s`;
  if (row instanceof Error) {
    print(`| ${name} | failed: ${row.stack} | | | | | ${took} |`);
    return false;
  }
  print(lineOf(name, row, took));
  return row.lost === 0 && row.twice === 0;
}

function lineOf(name: string, { done, lost, twice, late, recoveryMs }: Row, took: string): string {
  const recovery = recoveryMs === 0 ? '' : `${(recoveryMs / 1_000).toFixed(1)} s`;
  return `| ${name} | ${done} | ${lost} | ${twice} | ${late} | ${recovery} | ${took} |`;
}
