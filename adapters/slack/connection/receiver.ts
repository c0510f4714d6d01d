import { HTTPReceiver, type Installation, type InstallationStore, SocketModeReceiver } from '@slack/bolt';
import { defined } from '../../../src/defined.ts';
import { bodyLimit, guardRequests, limitConnections, type Routes } from './guard-requests.ts';
import { installCallbacks } from './install-pages.ts';
import type { ClientDeps } from './web-client.ts';

/** How the app connects to Slack. Its values are secrets and must not be logged. */
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
      /** The first encrypts tokens at rest, all decrypt them; at least 32 characters each. The last may be `lostKey`. */
      readonly tokenKeys: readonly string[];
    };

interface ReceiverOptions extends ClientDeps {
  readonly connection: SlackConnection;
  readonly installations: InstallationStore | undefined;
  /** The app was installed in a workspace, or again. */
  readonly onInstalled: (installation: Installation) => void;
  /** Socket Mode gave up: the app-level token is no longer valid. */
  readonly onLost: (error: unknown) => void;
  /** Milliseconds without a pong until a connection counts as dead; also the first wait before the next one. */
  readonly pingTimeoutMs: number | undefined;
  /** Milliseconds within which a whole request has to arrive; default 10,000. */
  readonly requestTimeoutMs: number | undefined;
  /** What the HTTP server answers besides Slack's requests. */
  readonly routes: Routes | undefined;
  /** The address that the HTTP server listens on; default: every one. */
  readonly host: string | undefined;
}

/** What Bolt receives events with: a connection of the app's own, or a server for Slack's requests. */
export function createReceiver(options: ReceiverOptions): SocketModeReceiver | HTTPReceiver {
  const { connection } = options;
  return connection.mode === 'socket'
    ? socketReceiver(connection.appToken, options)
    : httpReceiver(connection, options);
}

function socketReceiver(
  appToken: string,
  { boltLogger, clientOptions, onLost, pingTimeoutMs }: ReceiverOptions,
): SocketModeReceiver {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: boltLogger,
    ...defined({ clientPingTimeout: pingTimeoutMs }),
    installerOptions: {
      clientOptions: {
        ...clientOptions,
        rejectRateLimitedCalls: false,
        // Asking for an address again does no harm. By default the library would give up, or wait for hours.
        retryConfig: { forever: true, factor: 1.5, minTimeout: 1_000, maxTimeout: 30_000, randomize: true },
      },
    },
  });
  surviveLoss(receiver, onLost);
  return receiver;
}

/** After a drop, the library reconnects. When that fails, its unhandled rejection would end the process. */
function surviveLoss({ client }: SocketModeReceiver, onLost: (error: unknown) => void): void {
  const start = client.start.bind(client);
  let wasConnected = false;
  client.start = async () => {
    try {
      const answer = await start();
      wasConnected = true;
      return answer;
    } catch (error) {
      if (!wasConnected) throw error;
      // Stopping while it connects rejects without an error.
      if (error !== undefined) onLost(error);
      return { ok: false };
    }
  };
}

/** As in the two manifests; the README says what each is for. */
export const botScopes = [
  'commands',
  'chat:write',
  'chat:write.public',
  'app_mentions:read',
  'im:history',
  'im:read',
  'channels:history',
  'groups:history',
  'channels:read',
  'groups:read',
  'users:read',
  'links:read',
  'links:write',
  'files:write',
];

function httpReceiver(
  connection: Exclude<SlackConnection, { mode: 'socket' }>,
  { boltLogger, clientOptions, installations, onInstalled, requestTimeoutMs, routes, host }: ReceiverOptions,
): HTTPReceiver {
  const receiver = new HTTPReceiver({
    signingSecret: connection.signingSecret,
    port: connection.port,
    endpoints: '/slack/events',
    bodyLimit,
    logger: boltLogger,
    ...(connection.mode === 'oauth' && {
      clientId: connection.clientId,
      clientSecret: connection.clientSecret,
      stateSecret: connection.stateSecret,
      scopes: botScopes,
      ...defined({ installationStore: installations }),
      installerOptions: {
        directInstall: true,
        clientOptions,
        callbackOptions: installCallbacks(onInstalled),
      },
    }),
  });
  guardRequests(receiver, routes);
  limitConnections(receiver, { port: connection.port, ...defined({ host }) }, requestTimeoutMs);
  return receiver;
}
