import { type Authorize, type HTTPReceiver, webApi } from '@slack/bolt';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { boltLogger } from './bolt-logger.ts';
import { NotInstalledError, queryOf } from './installation-store.ts';
import { createKeyedLock } from './keyed-lock.ts';
import { clientOptions, type WebClientLike } from './web-client.ts';

export interface Workspaces {
  /** @throws NotInstalledError when the app is not installed there */
  clientFor(workspace: string): Promise<WebClientLike>;
}

interface ClientDeps {
  readonly apiUrl?: string;
  readonly logger: Logger;
}

const createClient = (token: string, { apiUrl, logger }: ClientDeps): WebClientLike =>
  new webApi.WebClient(token, { ...clientOptions(apiUrl), logger: boltLogger(logger) });

/** One workspace, with the token of the environment. */
export function singleWorkspace(token: string, deps: ClientDeps): Workspaces {
  const client = createClient(token, deps);
  return { clientFor: async () => client };
}

/**
 * A token for each installation. A rotating token expires after 12 hours, and a refresh token can be used once, so each
 * workspace refreshes under a lock, for posts and for events.
 */
export function manyWorkspaces(
  installer: NonNullable<HTTPReceiver['installer']>,
  deps: ClientDeps,
): Workspaces {
  const lock = createKeyedLock();
  const refresh = installer.authorize.bind(installer) as Authorize<boolean>;
  const authorize: Authorize<boolean> = (source) =>
    lock(`slack ${source.isEnterpriseInstall ? source.enterpriseId : source.teamId}`, () => refresh(source));
  // Bolt asks the installer for each event.
  Object.assign(installer, { authorize });
  const clients = new Map<string, { readonly token: string; readonly client: WebClientLike }>();

  return {
    async clientFor(workspace) {
      const { botToken } = await authorize(queryOf(workspace)).catch((error: unknown) => {
        throw unwrapped(error, workspace);
      });
      if (botToken === undefined) throw new NotInstalledError(workspace);
      const known = clients.get(workspace);
      if (known?.token === botToken) return known.client;
      const client = createClient(botToken, deps);
      clients.set(workspace, { token: botToken, client });
      return client;
    },
  };
}

/** The installer wraps the store's errors. */
const unwrapped = (error: unknown, workspace: string): unknown =>
  error instanceof Error && error.message.includes('is not installed in')
    ? new NotInstalledError(workspace)
    : error;
