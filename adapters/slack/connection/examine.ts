import { type Finding, fine, judgeChannels, judgeClock, problem, warning } from '../../../src/finding.ts';
import type { Place } from '../../../src/topics/place.ts';
import { problemsOf } from '../deliver/preflight.ts';
import { lostKey, openInstallations, type StoredInstallation } from './installation-store.ts';
import { botScopes, type SlackConnection } from './receiver.ts';
import type { WebClientLike } from './web-client.ts';

/** Scopes without which only extras fail: the README of this folder says which. */
const optionalScopes = ['files:write'];

const timeoutMs = 10_000;

interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly team?: string;
  readonly user?: string;
  readonly headers: Headers;
}

interface ExamineOptions {
  readonly apiUrl?: string;
  readonly now?: () => number;
  /** Channels that digests go to. Default: none are looked at. */
  readonly places?: readonly Place[];
  /** What is stored of workspaces that installed the app; undefined where the database cannot be read. */
  readonly installations?: readonly StoredInstallation[] | undefined;
}

/** Looks whether Slack takes the tokens, and what it lets the bot do. Changes nothing there. */
export async function examineSlack(
  connection: SlackConnection,
  { apiUrl = 'https://slack.com/api/', now = Date.now, places = [], installations }: ExamineOptions = {},
): Promise<Finding[]> {
  const secret = connection.mode === 'socket' ? [] : examineSecret(connection.signingSecret);
  try {
    if (connection.mode === 'oauth')
      return [
        ...secret,
        ...(await examineInstallations(connection.tokenKeys, installations, places, apiUrl)),
      ];
    const found = [
      ...secret,
      ...(await examineBot(connection.botToken, apiUrl, now)),
      ...(await judgeChannels('Slack', channelsIn(places), (channel) =>
        problemsOf(clientOf(connection.botToken, apiUrl), channel),
      )),
    ];
    return connection.mode === 'socket' ? [...found, await examineApp(connection.appToken, apiUrl)] : found;
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string } };
    return [
      ...secret,
      problem(
        'Slack',
        `it can’t be reached (${cause?.code ?? message})`,
        'Let this machine connect to slack.com on port 443.',
      ),
    ];
  }
}

const channelsIn = (places: readonly Place[]): string[] => places.map(({ channel }) => channel);

/** Whether the keys open the stored tokens, and whether the bot may post with each. */
async function examineInstallations(
  keys: readonly string[],
  installations: readonly StoredInstallation[] | undefined,
  places: readonly Place[],
  apiUrl: string,
): Promise<Finding[]> {
  const about = 'Slack’s installations';
  if (installations === undefined)
    return [fine(about, 'workspaces have tokens of their own; each is checked when it is used')];
  const { opened, closed } = openInstallations(installations, keys);
  const workspaces = closed.join(', ');
  const count = installations.length;
  const found =
    closed.length === 0
      ? fine(about, count === 0 ? 'no workspace yet' : `SLACK_TOKEN_KEY opens all ${count}`)
      : problem(
          about,
          `SLACK_TOKEN_KEY doesn’t open ${closed.length} of ${count}: ${workspaces}`,
          `Put the old key after the new one: SLACK_TOKEN_KEY=new,old. If it is lost, write SLACK_TOKEN_KEY=new,${lostKey}, and install the app again there.`,
        );
  const channels: Finding[] = [];
  for (const [workspace, token] of opened) {
    const own = places.filter((place) => place.workspace === workspace);
    const client = clientOf(token, apiUrl);
    channels.push(
      ...(await judgeChannels(`Slack ${workspace}`, channelsIn(own), (channel) =>
        problemsOf(client, channel),
      )),
    );
  }
  return [found, ...channels];
}

/** A client that has no more than this file needs. */
const clientOf = (token: string, apiUrl: string): WebClientLike => ({
  async apiCall(method, args = {}) {
    const { ok, error, headers, ...answer } = await call(method, token, apiUrl, args);
    if (!ok) throw Object.assign(new Error(error), { data: { error } });
    const scopes = headers
      .get('x-oauth-scopes')
      ?.split(',')
      .map((scope) => scope.trim());
    return { ...answer, response_metadata: { scopes } };
  },
});

async function examineBot(token: string, apiUrl: string, now: () => number): Promise<Finding[]> {
  const about = 'Slack’s bot token';
  const answer = await call('auth.test', token, apiUrl);
  const clock = judgeClock('Slack', answer.headers.get('date'), now());
  if (!answer.ok)
    return [
      ...clock,
      problem(
        about,
        `Slack refuses it (${answer.error})`,
        'Copy the Bot User OAuth Token, xoxb-…, of the app’s page OAuth & Permissions to SLACK_BOT_TOKEN.',
      ),
    ];
  return [...clock, fine(about, nameOf(answer)), examineScopes(answer.headers.get('x-oauth-scopes'))];
}

/** Slack names both by its documentation; what stands between may leave them out. */
const nameOf = ({ user, team }: Answer): string =>
  `${user ?? 'valid'}${team === undefined ? '' : ` in the workspace ${team}`}`;

function examineScopes(header: string | null): Finding {
  const about = 'Slack’s scopes';
  const given = new Set((header ?? '').split(',').map((scope) => scope.trim()));
  const missing = botScopes.filter((scope) => !given.has(scope));
  const needed = missing.filter((scope) => !optionalScopes.includes(scope));
  const todo = 'Update the app’s manifest with the one in adapters/slack/, then install the app again.';
  if (needed.length > 0) return problem(about, `the app lacks ${needed.join(', ')}`, todo);
  if (missing.length > 0)
    return warning(about, `the app lacks ${missing.join(', ')}, which only extras need`, todo);
  return fine(about, `all ${botScopes.length}`);
}

async function examineApp(token: string, apiUrl: string): Promise<Finding> {
  const about = 'Slack’s app-level token';
  // It gives an address to connect to, which is valid for a short while and not used.
  const answer = await call('apps.connections.open', token, apiUrl);
  if (answer.ok) return fine(about, 'Socket Mode may connect');
  return problem(
    about,
    `Slack refuses it (${answer.error})`,
    'Make one with the scope connections:write on the app’s page Basic Information, turn Socket Mode on, and set SLACK_APP_TOKEN.',
  );
}

/** Slack's signing secrets are 32 hexadecimal digits. A wrong one is only noticed by requests that are refused. */
function examineSecret(secret: string): Finding[] {
  const about = 'Slack’s signing secret';
  return /^[0-9a-f]{32}$/.test(secret)
    ? [fine(about, 'has the form of one')]
    : [
        warning(
          about,
          'it does not look like one: they have 32 digits from 0 to f',
          'Copy the Signing Secret of the app’s page Basic Information to SLACK_SIGNING_SECRET.',
        ),
      ];
}

async function call(
  method: string,
  token: string,
  apiUrl: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const response = await fetch(new URL(method, apiUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(
      Object.entries(args).map(([name, value]): [string, string] => [name, `${value}`]),
    ),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body = ((await response.json().catch(() => undefined)) ?? {}) as Partial<Answer>;
  return { ok: false, error: `HTTP ${response.status}`, ...body, headers: response.headers };
}
