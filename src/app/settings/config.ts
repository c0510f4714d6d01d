import { join } from 'node:path';
import { z } from 'zod';
import type { FeedSetting } from '../../../adapters/feeds/feed-settings.ts';
import { parseFeeds } from '../../../adapters/feeds/parse-feeds.ts';
import { defined } from '../../defined.ts';
import { type Place, readPlaceKey } from '../../topics/place.ts';
import { discordProblems, discordVariables, toDiscord } from './discord.ts';
import { embeddingProblems, embeddingVariables, toEmbeddings } from './embedding.ts';
import { enrichVariables, toEnrich } from './enrich.ts';
import { slackProblems, slackVariables, toSlack } from './slack.ts';
import { asSecret, isSecret, secret, webAddress, whole } from './variables.ts';
import { dashboardProblems, toDashboard, toMcp, toPlayground } from './web.ts';
import { toZotero, zoteroProblems, zoteroVariables } from './zotero.ts';

/** Environment variables are wrong. The message lists every problem, and no value: it may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const address = (help: string) => webAddress(`another address of ${help}, for mirrors and tests`);

function feeds(text: string, context: z.core.$RefinementCtx<string>): readonly FeedSetting[] {
  try {
    return parseFeeds(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
}

function mcpPlace(text: string, context: z.core.$RefinementCtx<string>): Place {
  const place = readPlaceKey(text);
  if (place !== undefined) return place;
  context.addIssue({
    code: 'custom',
    message: 'it is no platform, workspace and channel with colons between',
  });
  return z.NEVER;
}

/** Every variable that Paperboy reads. An empty one counts as unset. */
const schema = z.object({
  PAPERBOY_DATA: z
    .string()
    .default('data')
    .describe('folder for what Paperboy remembers (default: `./data`)'),
  DATABASE_URL: asSecret(
    z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .describe('a PostgreSQL server, 14 or newer (default: an embedded one in `PAPERBOY_DATA`)'),
  ),
  REDIS_URL: asSecret(
    z
      .url({ protocol: /^rediss?$/ })
      .optional()
      .describe('a Redis server for the job queue (default: the queue lives in the database)'),
  ),
  FEEDS: z
    .string()
    .default('huggingface')
    .transform(feeds)
    .describe(
      'where new papers come from: `huggingface`, `arxiv:cs.LG+cs.CL`, `biorxiv:neuroscience`, `medrxiv`, a journal such as `nature` or `plos biology`, `rss:https://…` for the feed of any other, several with commas between, or `none` (default: huggingface)',
    ),
  FEEDS_CONTACT: z
    .union([z.email(), z.url({ protocol: /^https?$/ })], { error: 'it is no e-mail address and no web page' })
    .optional()
    .describe('an e-mail address or a web page by which feeds can reach you; arXiv wants one'),
  FEEDS_PRIVATE_HOSTS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((host) => host !== ''),
    )
    .describe(
      'hosts of your own network from which people may add feeds by command, with commas between (default: none; feeds that `FEEDS` names may be anywhere)',
    ),
  HUGGINGFACE_URL: address('Hugging Face'),
  ARXIV_RSS_URL: address('arXiv’s RSS'),
  ARXIV_OAI_URL: address('arXiv’s OAI-PMH'),
  BIORXIV_URL: address('bioRxiv’s API'),
  ...enrichVariables,
  ...embeddingVariables,
  ...slackVariables,
  ...discordVariables,
  PORT: whole(1, 65_535)
    .default(3_000)
    .describe('port for health, metrics, the playground and, by HTTP, Slack (default: 3000)'),
  HOST: z
    .string()
    .optional()
    .describe('address to listen on (default: all for Slack by HTTP, else this machine only, 127.0.0.1)'),
  PUBLIC_URL: webAddress(
    'the address by which people reach `PORT` from outside, such as `https://papers.example.org`: `publish` needs it for its links',
  ),
  WEB_TOKEN: secret(
    'who opens the playground or the dashboard from another machine has to give it, where HOST lets others in (default: a new one at each start; the dashboard needs one)',
  ),
  DASHBOARD_PORT: whole(1, 65_535)
    .optional()
    .describe('port for the dashboard of a running bot (default: there is no dashboard)'),
  MCP_TOKEN: asSecret(
    z
      .string()
      .min(16, 'it needs at least 16 characters')
      .optional()
      .describe(
        'the bot serves the Model Context Protocol at `/mcp`, and who asks has to send this: `Authorization: Bearer …`; without it, it does not',
      ),
  ),
  MCP_PLACE: z
    .string()
    .transform(mcpPlace)
    .optional()
    .describe(
      '… the channel whose topics and reading list are meant, such as `slack:T0123:C0123` or `discord:<server>:<channel>` (default: those of the terminal)',
    ),
  ...zoteroVariables,
  METRICS_TOKEN: secret(
    'who asks for metrics has to send it: `Authorization: Bearer …`; without it there are none where Slack’s requests come in',
  ),
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

interface Setting {
  readonly name: string;
  readonly help: string;
  /** It can also be given in a file, whose name is in the variable `NAME_FILE`. */
  readonly isSecret: boolean;
}

/** The variables for people to set, as docs/settings.md lists them. */
export const settings: readonly Setting[] = Object.entries(schema.shape).flatMap(([name, variable]) =>
  variable.description === undefined
    ? []
    : [{ name, help: variable.description, isSecret: isSecret(variable) }],
);

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
    ...discordProblems(given),
    ...embeddingProblems(given),
    ...dashboardProblems(given),
    ...zoteroProblems(given),
  ];
  if (!parsed.success || problems.length > 0)
    throw new ConfigError(`These settings aren’t valid:\n  ${problems.join('\n  ')}`);
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
    allowedHosts: given.FEEDS_PRIVATE_HOSTS,
    urls: defined({
      huggingface: given.HUGGINGFACE_URL,
      arxivRss: given.ARXIV_RSS_URL,
      arxivOai: given.ARXIV_OAI_URL,
      biorxiv: given.BIORXIV_URL,
      arxivApi: given.ARXIV_API_URL,
      crossref: given.CROSSREF_URL,
      openalex: given.OPENALEX_URL,
      s2: given.S2_URL,
    }),
    ...defined({ contact: given.FEEDS_CONTACT }),
    enrich: toEnrich(given),
  },
  /** Undefined: searches go by words alone. */
  embeddings: toEmbeddings(given),
  /** Undefined: the bot does not run in Slack. */
  slack: toSlack(given),
  /** Undefined: the bot does not run in Discord. */
  discord: toDiscord(given),
  watch: toWatch(given),
  /** `publicUrl`: where the server of `watch` is reached from outside. Without `mcp` the Model Context Protocol is not served by HTTP. */
  ...defined({ publicUrl: given.PUBLIC_URL, mcp: toMcp(given) }),
  /** The playground beside a prompt. */
  web: toPlayground(given),
  dashboard: toDashboard(given),
  /** Undefined: papers are not added to Zotero. */
  zotero: toZotero(given),
  /** What must never be logged. */
  secrets: secretsIn(given),
  console: {
    historyFile: join(given.PAPERBOY_DATA, 'history'),
    transcriptFile: join(given.PAPERBOY_DATA, 'console', 'transcript.jsonl'),
    colorEnv: { NO_COLOR: given.NO_COLOR, FORCE_COLOR: given.FORCE_COLOR, TERM: given.TERM },
    ...defined({ width: given.COLUMNS }),
  },
});

/** Undefined for a process that runs beside others on this machine, which were started with the same port. */
function toWatch(given: Variables) {
  if (given.SHARDING_MANAGER !== undefined && given.SHARDS !== '0') return undefined;
  const server = { port: given.PORT, host: given.HOST ?? '127.0.0.1' };
  return { server, ...defined({ token: given.METRICS_TOKEN }) };
}

/** Of the address of a server, its password. */
function secretsIn(given: Variables): readonly string[] {
  const values = settings
    .filter(({ isSecret }) => isSecret)
    .flatMap(({ name }) => [given[name as keyof Variables] ?? []].flat())
    .map(String);
  return values.flatMap((value) => (URL.canParse(value) ? new URL(value).password : value) || []);
}
