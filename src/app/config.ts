import { join } from 'node:path';
import { z } from 'zod';
import { type FeedSetting, parseFeeds } from '../../adapters/feeds/feed-settings.ts';
import { lostKey } from '../../adapters/slack/connection/installation-store.ts';
import type { SlackConnection } from '../../adapters/slack/connection/receiver.ts';
import { minKeyLength } from '../../adapters/slack/connection/seal.ts';
import { defined } from '../defined.ts';
import { embeddingProblems, embeddingVariables, toEmbeddings } from './embedding-settings.ts';
import { secret, webAddress } from './variables.ts';

/** Environment variables are wrong. The message lists every problem, and no value: it may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const flag = (help: string) => z.stringbool().default(false).describe(`${help} (default: false)`);
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

const address = (help: string) => webAddress(`another address of ${help}, for mirrors and tests`);

function feeds(text: string, context: z.core.$RefinementCtx<string>): readonly FeedSetting[] {
  try {
    return parseFeeds(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
}

/** Keys with commas between; the last may be the word `lost`. */
function tokenKeys(text: string, context: z.core.$RefinementCtx<string>): readonly string[] {
  const keys = text.split(',').map((key) => key.trim());
  const isKey = (key: string, i: number) => key.length >= minKeyLength || (i > 0 && key === lostKey);
  if (keys.every(isKey)) return keys;
  const message =
    keys.length === 1
      ? `it needs at least ${minKeyLength} characters`
      : `each key needs at least ${minKeyLength} characters; a comma separates keys`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** Every variable that Paperboy reads. An empty one counts as unset. */
const schema = z.object({
  PAPERBOY_DATA: z
    .string()
    .default('data')
    .describe('folder for what Paperboy remembers (default: `./data`)'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('a PostgreSQL server, 14 or newer (default: an embedded one in `PAPERBOY_DATA`)'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('a Redis server for the job queue (default: the queue lives in the database)'),
  FEEDS: z
    .string()
    .default('huggingface')
    .transform(feeds)
    .describe(
      'where new papers come from: `huggingface`, `arxiv:cs.LG+cs.CL`, both with a comma between, or `none` (default: huggingface)',
    ),
  FEEDS_CONTACT: z
    .union([z.email(), z.url({ protocol: /^https?$/ })], { error: 'it is no e-mail address and no web page' })
    .optional()
    .describe('an e-mail address or a web page by which feeds can reach you; arXiv wants one'),
  HUGGINGFACE_URL: address('Hugging Face'),
  ARXIV_RSS_URL: address('arXiv’s RSS'),
  ARXIV_OAI_URL: address('arXiv’s OAI-PMH'),
  ...embeddingVariables,
  SLACK_BOT_TOKEN: secret('Slack: the bot token, xoxb-…'),
  SLACK_APP_TOKEN: secret('Slack by Socket Mode: the app-level token, xapp-…'),
  SLACK_SIGNING_SECRET: secret('Slack by HTTP: the signing secret'),
  SLACK_CLIENT_ID: secret('Slack in many workspaces (OAuth): the client id'),
  SLACK_CLIENT_SECRET: secret('… the client secret'),
  SLACK_STATE_SECRET: secret('… any long random text, for the links of the installation'),
  SLACK_TOKEN_KEY: z
    .string()
    .transform(tokenKeys)
    .optional()
    .describe(
      '… the key that seals tokens in the database, at least 32 characters; after it, with commas between, older keys that still open them',
    ),
  SLACK_API_URL: z.url().optional().describe('another address of the Slack Web API, for proxies and tests'),
  DISCORD_TOKEN: secret('Discord: the bot token'),
  DISCORD_API_URL: z.url().optional().describe('another address of the Discord API, for proxies and tests'),
  DISCORD_GUILD: z
    .string()
    .optional()
    .describe('Discord: register commands on this server only, where changes show at once'),
  DISCORD_SILENT: flag('Discord: digests make no sound'),
  DISCORD_CROSSPOST: flag('Discord: publish digests in announcement channels'),
  DISCORD_SHARDS: whole(2, 1_000)
    .optional()
    .describe('Discord: run as so many processes, from 2,000 servers on; needs `DATABASE_URL`'),
  // Set by discord.js in the processes that it starts.
  SHARDING_MANAGER: z.string().optional(),
  SHARD_COUNT: whole(1, 1_000).default(1),
  PORT: whole(1, 65_535).default(3_000).describe('port of the HTTP modes (default: 3000)'),
  LOG_LEVEL: z
    .enum(levels)
    .optional()
    .describe(`how much is logged: ${levels.join(', ')} (default: info, in a terminal warn)`),
  NO_COLOR: z.string().optional().describe('no colours in the console'),
  FORCE_COLOR: z.string().optional().describe('colours also where the output is no terminal'),
  COLUMNS: whole(20, 1_000)
    .optional()
    .catch(undefined)
    .describe('width of the output where it is no terminal, 20 to 1000 (default: 80)'),
  TERM: z.string().optional(),
});

type Variables = z.infer<typeof schema>;
type Given = Readonly<Partial<Record<keyof Variables, string>>>;

/** The settings, grouped by the part of Paperboy that uses them. */
export type Config = ReturnType<typeof toConfig>;

/** The variables for people to set, as the README lists them. */
export const settings: readonly { readonly name: string; readonly help: string }[] = Object.entries(
  schema.shape,
).flatMap(([name, { description }]) => (description === undefined ? [] : [{ name, help: description }]));

/**
 * Checks all variables and groups them. Pure: it reads nothing but `env`.
 * @throws ConfigError with every problem at once
 */
export function readConfig(env: Readonly<Partial<Record<string, string>>>): Config {
  const given: Given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...slackProblems(given),
    ...shardProblems(given),
    ...embeddingProblems(given),
  ];
  if (!parsed.success || problems.length > 0)
    throw new ConfigError(`These environment variables need mending:\n  ${problems.join('\n  ')}`);
  return toConfig(parsed.data);
}

const toConfig = (given: Variables) => ({
  logLevel: given.LOG_LEVEL,
  /** Without a `databaseUrl`, an embedded database in `dataDir`. */
  store: { dataDir: given.PAPERBOY_DATA, ...defined({ databaseUrl: given.DATABASE_URL }) },
  /** Without a `redisUrl`, the queue lives in the database. */
  queue: defined({ redisUrl: given.REDIS_URL }),
  feeds: {
    settings: given.FEEDS,
    urls: defined({
      huggingface: given.HUGGINGFACE_URL,
      arxivRss: given.ARXIV_RSS_URL,
      arxivOai: given.ARXIV_OAI_URL,
    }),
    ...defined({ contact: given.FEEDS_CONTACT }),
  },
  /** Undefined: searches go by words alone. */
  embeddings: toEmbeddings(given),
  /** Undefined: the bot does not run in Slack. */
  slack: toSlack(given),
  /** Undefined: the bot does not run in Discord. */
  discord: toDiscord(given),
  console: {
    historyFile: join(given.PAPERBOY_DATA, 'history'),
    transcriptFile: join(given.PAPERBOY_DATA, 'console', 'transcript.jsonl'),
    colorEnv: { NO_COLOR: given.NO_COLOR, FORCE_COLOR: given.FORCE_COLOR, TERM: given.TERM },
    ...defined({ width: given.COLUMNS }),
  },
});

function toSlack(given: Variables) {
  const mode = slackMode(given);
  if (mode === undefined) return undefined;
  const secrets = Object.entries(slackModes[mode]).map(([key, name]) => [key, given[name]]);
  const port = mode === 'socket' ? undefined : given.PORT;
  const connection = { mode, ...defined({ port }), ...Object.fromEntries(secrets) } as SlackConnection;
  return { connection, ...defined({ apiUrl: given.SLACK_API_URL }) };
}

function toDiscord(given: Variables) {
  const { DISCORD_TOKEN: token, SHARDING_MANAGER, DISCORD_SHARDS, SHARD_COUNT } = given;
  if (token === undefined) return undefined;
  const isShard = SHARDING_MANAGER !== undefined;
  return {
    token,
    silent: given.DISCORD_SILENT,
    crosspost: given.DISCORD_CROSSPOST,
    ...defined({
      apiUrl: given.DISCORD_API_URL,
      developmentGuild: given.DISCORD_GUILD,
      /** Processes that this one starts. */
      startShards: isShard ? undefined : DISCORD_SHARDS,
      /** Processes that were started together, this one among them. */
      processes: isShard ? SHARD_COUNT : undefined,
    }),
  };
}

/** The variables that each way to connect to Slack needs, by the names in `SlackConnection`. */
const slackModes = {
  oauth: {
    signingSecret: 'SLACK_SIGNING_SECRET',
    clientId: 'SLACK_CLIENT_ID',
    clientSecret: 'SLACK_CLIENT_SECRET',
    stateSecret: 'SLACK_STATE_SECRET',
    tokenKeys: 'SLACK_TOKEN_KEY',
  },
  socket: { botToken: 'SLACK_BOT_TOKEN', appToken: 'SLACK_APP_TOKEN' },
  http: { botToken: 'SLACK_BOT_TOKEN', signingSecret: 'SLACK_SIGNING_SECRET' },
} as const;

function slackMode(given: Given | Variables): keyof typeof slackModes | undefined {
  const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, SLACK_TOKEN_KEY } = given;
  if (SLACK_CLIENT_ID ?? SLACK_CLIENT_SECRET ?? SLACK_STATE_SECRET ?? SLACK_TOKEN_KEY) return 'oauth';
  if (given.SLACK_APP_TOKEN) return 'socket';
  return given.SLACK_SIGNING_SECRET ? 'http' : undefined;
}

/** Some variables of a set are a mistake, not a reason to start the terminal instead. */
function slackProblems(given: Given): string[] {
  const mode = slackMode(given);
  if (mode === undefined)
    return given.SLACK_BOT_TOKEN === undefined
      ? []
      : [
          'SLACK_BOT_TOKEN is set: SLACK_APP_TOKEN is missing for Socket Mode, or SLACK_SIGNING_SECRET for HTTP.',
        ];
  const names = Object.values(slackModes[mode]);
  const missing = names.filter((name) => given[name] === undefined);
  const there = names.filter((name) => given[name] !== undefined);
  return missing.length === 0 ? [] : [`Slack needs ${missing.join(', ')} beside ${there.join(', ')}.`];
}

/** Several processes need a database that they can share, and they run Discord only. */
function shardProblems(given: Given): string[] {
  if (given.DISCORD_SHARDS === undefined) return [];
  const hasSlack = given.SLACK_BOT_TOKEN !== undefined || slackMode(given) !== undefined;
  return [
    given.DISCORD_TOKEN ? '' : 'DISCORD_SHARDS needs DISCORD_TOKEN.',
    given.DATABASE_URL
      ? ''
      : 'DISCORD_SHARDS needs DATABASE_URL: the embedded database belongs to one process.',
    hasSlack ? 'With DISCORD_SHARDS run Slack in a process of its own: its tokens are set here too.' : '',
  ].filter((problem) => problem !== '');
}
