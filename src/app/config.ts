import { z } from 'zod';
import { type FeedSetting, parseFeeds } from '../intake/parse-feeds-setting.ts';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const secret = (help: string) => z.string().min(1).optional().describe(help);
const flag = (help: string) => z.stringbool().default(false).describe(`${help} (default: false)`);

const address = (help: string) =>
  z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(`another address of ${help}, for mirrors and tests`);

/** Its problem is told with the others, so it is parsed here. */
const feeds = (text: string, context: z.core.$RefinementCtx<string>): readonly FeedSetting[] => {
  try {
    return parseFeeds(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
};

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
  ARXIV_API_URL: address('arXiv’s search API'),
  ARXIV_OAI_URL: address('arXiv’s OAI-PMH'),
  SLACK_BOT_TOKEN: secret('Slack: the bot token, xoxb-…'),
  SLACK_APP_TOKEN: secret('Slack by Socket Mode: the app-level token, xapp-…'),
  SLACK_SIGNING_SECRET: secret('Slack by HTTP: the signing secret'),
  SLACK_CLIENT_ID: secret('Slack in many workspaces (OAuth): the client id'),
  SLACK_CLIENT_SECRET: secret('… the client secret'),
  SLACK_STATE_SECRET: secret('… any long random text, for the links of the installation'),
  SLACK_TOKEN_KEY: secret('… at least 32 characters, with which tokens are sealed in the database'),
  SLACK_API_URL: z.url().optional().describe('another address of the Slack Web API, for proxies and tests'),
  DISCORD_TOKEN: secret('Discord: the bot token'),
  DISCORD_API_URL: z.url().optional().describe('another address of the Discord API, for proxies and tests'),
  DISCORD_GUILD: z
    .string()
    .optional()
    .describe('Discord: register commands on this server only, where changes show at once'),
  DISCORD_SILENT: flag('Discord: digests make no sound'),
  DISCORD_CROSSPOST: flag('Discord: publish digests in announcement channels'),
  DISCORD_SHARDS: z.coerce
    .number()
    .int()
    .min(2)
    .max(1_000)
    .optional()
    .describe('Discord: run as so many processes, from 2,000 servers on; needs `DATABASE_URL`'),
  // Set by discord.js in the processes that it starts.
  SHARDING_MANAGER: z.string().optional(),
  SHARD_COUNT: z.coerce.number().int().min(1).optional(),
  PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('port of the HTTP modes (default: 3000)'),
  LOG_LEVEL: z
    .enum(levels)
    .optional()
    .describe(`how much is logged: ${levels.join(', ')} (default: info, in a terminal warn)`),
  NO_COLOR: z.string().optional().describe('no colours in the console'),
  FORCE_COLOR: z.string().optional().describe('colours also where the output is no terminal'),
  COLUMNS: z.coerce
    .number()
    .int()
    .min(20)
    .max(1_000)
    .optional()
    .catch(undefined)
    .describe('width of the output where it is no terminal, 20 to 1000 (default: 80)'),
  TERM: z.string().optional(),
});

/** The variables that people set, for the README. */
export const settings: readonly { readonly name: string; readonly help: string }[] = Object.entries(
  schema.shape,
).flatMap(([name, { description }]) => (description === undefined ? [] : [{ name, help: description }]));

export type Config = z.infer<typeof schema>;

/** The process's environment does not fit; the message lists every problem and no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the environment, purely.
 * @throws ConfigError with every problem at once. Values are never repeated: they may be secrets.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new ConfigError(`These environment variables need mending:\n${problems.join('\n')}`);
}
