import { z } from 'zod';
import { lostKey } from '../../../adapters/slack/connection/installation-store.ts';
import type { SlackConnection } from '../../../adapters/slack/connection/receiver.ts';
import { minKeyLength } from '../../../adapters/slack/connection/seal.ts';
import { defined } from '../../defined.ts';
import { asSecret, secret } from './variables.ts';

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

/** What can be set for Slack. */
export const slackVariables = {
  SLACK_BOT_TOKEN: secret('Slack: the bot token, xoxb-…'),
  SLACK_APP_TOKEN: secret('Slack by Socket Mode: the app-level token, xapp-…'),
  SLACK_SIGNING_SECRET: secret('Slack by HTTP: the signing secret'),
  SLACK_CLIENT_ID: secret('Slack in many workspaces (OAuth): the client id'),
  SLACK_CLIENT_SECRET: secret('… the client secret'),
  SLACK_STATE_SECRET: secret('… any long random text, for the links of the installation'),
  SLACK_TOKEN_KEY: asSecret(
    z
      .string()
      .transform(tokenKeys)
      .optional()
      .describe(
        '… the key that seals tokens in the database, at least 32 characters; after it, with commas between, older keys that still open them',
      ),
  ),
  SLACK_API_URL: z.url().optional().describe('another address of the Slack Web API, for proxies and tests'),
};

type Variables = z.infer<z.ZodObject<typeof slackVariables>> & {
  readonly PORT: number;
  readonly HOST?: string | undefined;
};
type Given = Readonly<Partial<Record<keyof Variables, string>>>;

/** How the bot connects to Slack; undefined when it does not run there. */
export function toSlack(given: Variables) {
  const mode = slackMode(given);
  if (mode === undefined) return undefined;
  const secrets = Object.entries(slackModes[mode]).map(([key, name]) => [key, given[name]]);
  const port = mode === 'socket' ? undefined : given.PORT;
  const connection = { mode, ...defined({ port }), ...Object.fromEntries(secrets) } as SlackConnection;
  return { connection, ...defined({ apiUrl: given.SLACK_API_URL, host: given.HOST }) };
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

/** The mode whose variables are set, in part at least. */
export function slackMode(given: Given | Variables): keyof typeof slackModes | undefined {
  const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, SLACK_TOKEN_KEY } = given;
  if (SLACK_CLIENT_ID ?? SLACK_CLIENT_SECRET ?? SLACK_STATE_SECRET ?? SLACK_TOKEN_KEY) return 'oauth';
  if (given.SLACK_APP_TOKEN) return 'socket';
  return given.SLACK_SIGNING_SECRET ? 'http' : undefined;
}

/** Some variables of a set are a mistake, not a reason to start the terminal instead. */
export function slackProblems(given: Given): string[] {
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
