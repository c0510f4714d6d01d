/** How the app talks with Slack. Values are secrets: none of them is ever logged. */
export type SlackConnection =
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string }
  | {
      readonly mode: 'http';
      readonly botToken: string;
      readonly signingSecret: string;
      readonly port: number;
    }
  | {
      readonly mode: 'oauth';
      readonly signingSecret: string;
      readonly port: number;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly stateSecret: string;
      /** Seals tokens at rest; at least 32 characters. */
      readonly tokenKey: string;
    };

const names = {
  botToken: 'SLACK_BOT_TOKEN',
  appToken: 'SLACK_APP_TOKEN',
  signingSecret: 'SLACK_SIGNING_SECRET',
  clientId: 'SLACK_CLIENT_ID',
  clientSecret: 'SLACK_CLIENT_SECRET',
  stateSecret: 'SLACK_STATE_SECRET',
  tokenKey: 'SLACK_TOKEN_KEY',
} as const;

export type SlackVariables = Readonly<
  Partial<Record<(typeof names)[keyof typeof names], string | undefined>> & { PORT?: number | undefined }
>;

type Secrets = Partial<Record<keyof typeof names, string>>;

const defaultPort = 3_000;

/** The variables of a mode are not all there; the message names those that are missing, and no value. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/**
 * The connection that the variables describe: none when Slack is not wanted.
 * @throws ConnectionError when half of a set is there.
 */
export function readConnection(variables: SlackVariables): SlackConnection | undefined {
  const given: Secrets = Object.fromEntries(
    Object.entries(names).flatMap(([key, name]) => (variables[name] ? [[key, variables[name]]] : [])),
  );
  const port = variables.PORT ?? defaultPort;
  if (Object.keys(given).length === 0) return undefined;
  if (given.clientId ?? given.clientSecret ?? given.stateSecret ?? given.tokenKey) {
    return {
      mode: 'oauth',
      port,
      ...need(given, 'signingSecret', 'clientId', 'clientSecret', 'stateSecret', 'tokenKey'),
    };
  }
  if (given.appToken !== undefined) return { mode: 'socket', ...need(given, 'botToken', 'appToken') };
  if (given.signingSecret !== undefined)
    return { mode: 'http', port, ...need(given, 'botToken', 'signingSecret') };
  throw new ConnectionError(
    `${names.botToken} is set: ${names.appToken} is missing for Socket Mode, or ${names.signingSecret} for HTTP.`,
  );
}

function need<K extends keyof typeof names>(given: Secrets, ...keys: readonly K[]): Record<K, string> {
  const missing = keys.filter((key) => given[key] === undefined);
  if (missing.length === 0)
    return Object.fromEntries(keys.map((key) => [key, given[key]])) as Record<K, string>;
  const has = keys.filter((key) => given[key] !== undefined);
  const list = (some: readonly K[]) => some.map((key) => names[key]).join(', ');
  throw new ConnectionError(`Slack needs ${list(missing)} beside ${list(has)}.`);
}
