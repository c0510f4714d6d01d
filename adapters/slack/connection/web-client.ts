import { type Authorize, type HTTPReceiver, type Logger, webApi } from '@slack/bolt';
import { defined } from '../../../src/defined.ts';
import { createInOrder, type InOrder } from '../../../src/time/in-order.ts';
import type { PlatformClock } from '../../../src/time/platform-clock.ts';
import { NotInstalledError, queryOf } from './installation-store.ts';

/** @slack/web-api's WebClient, as far as it is used: methods of the Web API by name. */
export interface WebClientLike {
  apiCall(method: string, args?: Record<string, unknown>): Promise<object>;
}

/** The client for a workspace's id. Rejects with NotInstalledError when the app is not installed there. */
export type ClientFor = (workspace: string) => Promise<WebClientLike>;

/** What each client of a workspace is made with. */
export interface ClientDeps {
  readonly boltLogger: Logger;
  readonly clientOptions: ReturnType<typeof clientOptions>;
}

/**
 * @param apiUrl another base address of the Web API
 *
 * | option | why |
 * |---|---|
 * | `retries: 0` | a retry after a lost answer would post twice |
 * | `rejectRateLimitedCalls` | by default a 429 holds up every call of the workspace |
 * | `timeout`, ms | Slack answers within seconds or not at all |
 */
export const clientOptions = (apiUrl?: string, slackClock?: PlatformClock) => ({
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 15_000,
  ...defined({ slackApiUrl: apiUrl, fetch: slackClock && watchedFetch(slackClock) }),
});

type SlackFetch = NonNullable<webApi.WebClientOptions['fetch']>;

/** Takes Slack's time from every answer. */
const watchedFetch =
  (slackClock: PlatformClock): SlackFetch =>
  (url, init) =>
    slackClock.watch(() => fetch(url, init as RequestInit)) as ReturnType<SlackFetch>;

const createClient = (token: string, { clientOptions, boltLogger }: ClientDeps): WebClientLike =>
  new webApi.WebClient(token, { ...clientOptions, logger: boltLogger });

/** One workspace, with the token of the environment. */
export function singleWorkspace(token: string, deps: ClientDeps): ClientFor {
  const client = createClient(token, deps);
  return async () => client;
}

/**
 * A token for each installation. A rotating token expires after 12 hours, and a refresh token can be used once, so each
 * workspace refreshes under a lock, for posts and for events.
 */
export function manyWorkspaces(
  installer: NonNullable<HTTPReceiver['installer']>,
  deps: ClientDeps,
): ClientFor {
  const lock = createKeyedLock();
  const refresh = installer.authorize.bind(installer) as Authorize<boolean>;
  const authorize: Authorize<boolean> = (source) =>
    lock(`${source.isEnterpriseInstall ? source.enterpriseId : source.teamId}`, () => refresh(source));
  // Bolt asks the installer for each event.
  Object.assign(installer, { authorize });
  const clients = new Map<string, { readonly token: string; readonly client: WebClientLike }>();

  return async (workspace) => {
    const { botToken } = await authorize(queryOf(workspace)).catch((error: unknown) => {
      // The installer wraps the store's errors.
      const isMissing = error instanceof Error && error.message.includes('is not installed in');
      throw isMissing ? new NotInstalledError(workspace) : error;
    });
    if (botToken === undefined) throw new NotInstalledError(workspace);
    const known = clients.get(workspace);
    if (known?.token === botToken) return known.client;
    const client = createClient(botToken, deps);
    clients.set(workspace, { token: botToken, client });
    return client;
  };
}

/** Runs the work of each name in order, one at a time. Remembers each name: there is one for each workspace. */
export function createKeyedLock(): <Result>(name: string, work: () => Promise<Result>) => Promise<Result> {
  const queues = new Map<string, InOrder>();
  return (name, work) => {
    const inOrder = queues.get(name) ?? createInOrder();
    queues.set(name, inOrder);
    return inOrder(work);
  };
}
