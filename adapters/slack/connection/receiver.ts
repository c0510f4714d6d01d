import { HTTPReceiver, type InstallationStore, SocketModeReceiver } from '@slack/bolt';
import { defined } from '../../../src/defined.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { boltLogger } from './bolt-logger.ts';
import type { SlackConnection } from './connection.ts';
import { guardRequests } from './guard-requests.ts';
import { botScopes } from './scopes.ts';
import { clientOptions } from './web-client.ts';

interface ReceiverOptions {
  readonly connection: SlackConnection;
  readonly logger: Logger;
  readonly apiUrl?: string;
  readonly installations?: InstallationStore;
  /** Socket Mode gave up: the app-level token is no longer valid. */
  readonly onLost: (error: unknown) => void;
  /** Milliseconds without a pong until a connection counts as dead; also the first wait before the next one. */
  readonly pingTimeoutMs?: number;
}

/** Slack's events take a few hundred kB at most. */
const bodyLimit = '1mb';

export function createReceiver(options: ReceiverOptions): SocketModeReceiver | HTTPReceiver {
  const { connection } = options;
  return connection.mode === 'socket'
    ? socketReceiver(connection, options)
    : httpReceiver(connection, options);
}

function socketReceiver(
  { appToken }: SlackConnection & { mode: 'socket' },
  { logger, apiUrl, onLost, pingTimeoutMs }: ReceiverOptions,
): SocketModeReceiver {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: boltLogger(logger),
    ...defined({ clientPingTimeout: pingTimeoutMs }),
    installerOptions: {
      clientOptions: {
        ...defined({ slackApiUrl: apiUrl }),
        timeout: 15_000,
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

function httpReceiver(
  connection: Exclude<SlackConnection, { mode: 'socket' }>,
  { logger, apiUrl, installations }: ReceiverOptions,
): HTTPReceiver {
  const receiver = new HTTPReceiver({
    signingSecret: connection.signingSecret,
    port: connection.port,
    endpoints: '/slack/events',
    bodyLimit,
    logger: boltLogger(logger),
    ...(connection.mode === 'oauth' && {
      clientId: connection.clientId,
      clientSecret: connection.clientSecret,
      stateSecret: connection.stateSecret,
      scopes: [...botScopes],
      ...defined({ installationStore: installations }),
      installerOptions: {
        directInstall: true,
        clientOptions: clientOptions(apiUrl),
      },
    }),
  });
  guardRequests(receiver, bodyLimit, Date.now);
  return receiver;
}
