import { App, type CustomRoute, type HTTPReceiver } from '@slack/bolt';
import type { Router } from '../../../src/commands/router.ts';
import type { OnBug } from '../../../src/commands/run-line.ts';
import { defined } from '../../../src/defined.ts';
import type { Clock, Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { ChangeRule } from '../../../src/ports/store/platform.ts';
import { createCallers } from '../caller.ts';
import type { AppContext, SlackPorts } from '../context.ts';
import { createMessenger } from '../deliver/messenger.ts';
import { createSeen } from '../listen/first-time.ts';
import { createHome } from '../listen/home.ts';
import { addListeners } from '../listen/listeners.ts';
import { boltLogger } from './bolt-logger.ts';
import { createInstallationStore, queryOf, type Vault } from './installation-store.ts';
import { createKeyedLock, type KeyedLock } from './keyed-lock.ts';
import type { SlackConnection } from './read-connection.ts';
import { createReceiver } from './receiver.ts';
import { createSeal } from './seal.ts';
import { clientOptions } from './web-client.ts';
import { manyWorkspaces, singleWorkspace, type Workspaces } from './workspaces.ts';

export interface SlackOptions {
  /** See `readConnection`. */
  readonly connection: SlackConnection;
  readonly router: Router;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly onBug: OnBug;
  readonly ports?: SlackPorts;
  /** Who may change what is followed, by workspace; default: anyone but guests and outsiders. */
  readonly ruleOf?: (workspace: string) => Promise<ChangeRule>;
  /** Another base address of the Web API (`SLACK_API_URL`): for tests and proxies. */
  readonly apiUrl?: string;
  /** Further routes on the port of the HTTP modes. */
  readonly routes?: readonly CustomRoute[];
  /** Where installations are kept; needed for OAuth. */
  readonly vault?: Vault;
  /** For several processes on one database; default: turns within this process. */
  readonly lock?: KeyedLock;
  /** Socket Mode gave up for good: the app-level token is no longer taken. */
  readonly onLost?: (error: unknown) => void;
  readonly pingTimeoutMs?: number;
}

export interface Slack {
  readonly messenger: Messenger;
  /** @throws Error when Slack does not take the tokens or cannot be reached. */
  start(): Promise<void>;
  /** Takes nothing more and waits for what is under way. False when it outlasts the deadline. */
  stop(deadlineMs: number): Promise<boolean>;
  /** Shows App Home anew to those who opened it: after a digest, for example. */
  refreshHome(workspace: string): Promise<void>;
}

/** The bot in Slack: commands, buttons, modals, App Home, mentions, shortcuts, links, and digests by its messenger. */
export function createSlackClient(options: SlackOptions): Slack {
  const { connection, router, logger, clock, onBug, ports = {}, apiUrl } = options;
  const deps = { logger, ...defined({ apiUrl }) };
  const installations =
    connection.mode === 'oauth'
      ? createInstallationStore(vaultOf(options), createSeal(connection.tokenKey))
      : undefined;
  const receiver = createReceiver({
    ...deps,
    connection,
    ...defined({ routes: options.routes, pingTimeoutMs: options.pingTimeoutMs, installations }),
    onLost:
      options.onLost ?? ((error) => logger.error({ err: error }, 'Slack does not let us connect any more')),
  });
  const workspaces: Workspaces =
    connection.mode === 'oauth'
      ? manyWorkspaces(installerOf(receiver as HTTPReceiver), options.lock ?? createKeyedLock(), deps)
      : singleWorkspace(connection.botToken, deps);
  const app = new App({
    receiver,
    ...(connection.mode !== 'oauth' && { token: connection.botToken }),
    logger: boltLogger(logger),
    clientOptions: clientOptions(apiUrl),
    convoStore: false,
    deferInitialization: true,
  });

  const callers = createCallers({ ruleOf: options.ruleOf ?? (async () => 'anyone'), clock, logger });
  const home = createHome({ callers, ports });
  const context: AppContext = {
    router,
    callers,
    ports,
    logger,
    onBug,
    seen: createSeen(clock),
    refreshHome: home.refresh,
  };
  const busy = new Set<Promise<unknown>>();
  addListeners(app, { context, home, clock, busy, forget });

  async function forget(workspace: string): Promise<void> {
    home.forget(workspace);
    await installations?.deleteInstallation?.(queryOf(workspace));
  }

  return {
    messenger: createMessenger({ clientFor: workspaces.clientFor, clock, logger }),
    async start() {
      await app.init();
      await app.start();
    },
    async stop(deadlineMs) {
      await app.stop().catch((error: unknown) => logger.warn({ err: error }, 'Slack did not stop at once'));
      return settled(busy, deadlineMs);
    },
    async refreshHome(workspace) {
      await home.refresh(workspace, await workspaces.clientFor(workspace));
    },
  };
}

function vaultOf({ vault }: SlackOptions): Vault {
  if (vault === undefined) throw new Error('OAuth needs a vault for its installations');
  return vault;
}

function installerOf({ installer }: HTTPReceiver): NonNullable<HTTPReceiver['installer']> {
  if (installer === undefined) throw new Error('OAuth needs a client id, a client secret and a state secret');
  return installer;
}

/** True when all that is under way ends in time. */
async function settled(busy: ReadonlySet<Promise<unknown>>, deadlineMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), deadlineMs);
  });
  const done = Promise.allSettled(busy).then(() => true);
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
