import { type Authorize, type HTTPReceiver, webApi } from '@slack/bolt';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { boltLogger } from './bolt-logger.ts';
import { NotInstalledError, queryOf } from './installation-store.ts';
import { createKeyedLock } from './keyed-lock.ts';
import { clientOptions, type WebClientLike } from './web-client.ts';

export interface Workspaces {
  /** Rejects when the app is not installed there. */
  clientFor(workspace: string): Promise<WebClientLike>;
}

interface ClientDeps {
  readonly apiUrl?: string;
  readonly logger: Logger;
}

const createClient = (token: string, { apiUrl, logger }: ClientDeps): WebClientLike =>
  new webApi.WebClient(token, { ...clientOptions(apiUrl), logger: boltLogger(logger) });

/** One workspace, one token. */
export function singleWorkspace(token: string, deps: ClientDeps): Workspaces {
  const client = createClient(token, deps);
  return { clientFor: async () => client };
}

/**
 * One token for each installation. A token that rotates lives 12 hours, and using a refresh token ends it: they are
 * refreshed under a lock, before a post as before an event.
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
        throw missing(error, workspace);
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

/** The installer wraps what the store throws. */
const missing = (error: unknown, workspace: string): unknown =>
  error instanceof Error && error.message.includes('is not installed in')
    ? new NotInstalledError(workspace)
    : error;
