import type { Stored } from '../../../adapters/postgres/database/examine-stored.ts';
import { defined } from '../../defined.ts';
import { type Finding, fine, problem } from '../../finding.ts';
import type { Place } from '../../topics/place.ts';
import { type Config, ConfigError } from '../settings/config.ts';
import { examineFolder, examineNode, examineZones } from './machine.ts';

interface DoctorRun {
  /** @throws ConfigError */
  readonly readConfig: () => Config;
  readonly stdout: { write(text: string): unknown };
}

/** Checks all that the bot needs, and prints a line for each. @returns the exit code: 1 when something has to be done */
export async function runDoctor({ readConfig, stdout }: DoctorRun): Promise<number> {
  const findings = [examineNode(), examineZones(), ...(await examine(readConfig))];
  for (const finding of findings) stdout.write(renderFinding(finding));
  const problems = findings.filter(({ state }) => state === 'problem').length;
  stdout.write(problems === 0 ? '\nThe bot can run.\n' : `\nTo do: ${problems}.\n`);
  return problems === 0 ? 0 : 1;
}

async function examine(read: () => Config): Promise<Finding[]> {
  let config: Config;
  try {
    config = read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [problem('Settings', error.message, 'Correct them in the environment or in .env.')];
  }
  const { store, queue, slack, discord, zotero } = config;
  const stored = store.databaseUrl === undefined ? undefined : await readFrom(store.databaseUrl);
  const found = await Promise.all([
    [fine('Settings', 'valid')],
    examineFolder(store.dataDir),
    store.databaseUrl === undefined ? examineOwn(store.dataDir) : examineServer(store.databaseUrl),
    queue.redisUrl === undefined ? [fine('Queue', 'in the database')] : examineQueue(queue.redisUrl),
    slack === undefined ? [] : examineSlackWith(slack, stored),
    discord === undefined ? [] : examineDiscordWith(discord, stored),
    zotero === undefined ? [] : examineLibrary(zotero),
    slack === undefined && discord === undefined ? [withoutTokens] : [],
  ]);
  return found.flat();
}

const withoutTokens = fine('Tokens', 'none are set, so the bot runs in the terminal');

/** Opening it would keep the bot from doing so. */
async function examineOwn(dataDir: string): Promise<Finding[]> {
  const { databaseFolder, lookAtDatabase } = await import(
    '../../../adapters/postgres/embedded/data-folder.ts'
  );
  try {
    const found = lookAtDatabase(databaseFolder(dataDir));
    return [fine('Database', found === 'none' ? 'the first start will create it' : 'embedded, and whole')];
  } catch (error) {
    const [what = '', ...todo] = (error as Error).message.split(/(?<=\.) /);
    return [problem('Database', what.replace(/\.$/, ''), todo.join(' '))];
  }
}

async function examineServer(databaseUrl: string): Promise<Finding[]> {
  const { examinePostgres } = await import('../../../adapters/postgres/database/examine.ts');
  return examinePostgres(databaseUrl);
}

async function examineQueue(redisUrl: string): Promise<Finding[]> {
  const { examineRedis } = await import('../../../adapters/bullmq/examine.ts');
  return examineRedis(redisUrl);
}

async function examineLibrary(zotero: NonNullable<Config['zotero']>): Promise<Finding[]> {
  const { examineZotero } = await import('../../../adapters/zotero/examine.ts');
  return examineZotero(zotero);
}

async function readFrom(databaseUrl: string): Promise<Stored | undefined> {
  const { readStored } = await import('../../../adapters/postgres/database/examine-stored.ts');
  return readStored(databaseUrl);
}

const on = (platform: string, stored: Stored | undefined): readonly Place[] =>
  stored?.places.filter((place) => place.platform === platform) ?? [];

async function examineSlackWith(
  { connection, ...options }: NonNullable<Config['slack']>,
  stored: Stored | undefined,
): Promise<Finding[]> {
  const { examineSlack } = await import('../../../adapters/slack/connection/examine.ts');
  const { installations } = stored ?? {};
  return examineSlack(connection, { ...options, places: on('slack', stored), installations });
}

async function examineDiscordWith(
  { startShards, ...options }: NonNullable<Config['discord']>,
  stored: Stored | undefined,
): Promise<Finding[]> {
  const { examineDiscord } = await import('../../../adapters/discord/connection/examine.ts');
  const channels = on('discord', stored).map(({ channel }) => channel);
  return examineDiscord({ ...options, channels, ...defined({ shards: startShards }) });
}

const marks = { ok: 'ok      ', warning: 'warning ', problem: 'problem ' };

const renderFinding = ({ about, state, what, todo }: Finding): string =>
  `${marks[state]} ${about}: ${what}\n${todo === undefined ? '' : `         → ${todo}\n`}`;
