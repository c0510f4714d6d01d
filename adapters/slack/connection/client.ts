import { App, type HTTPReceiver } from '@slack/bolt';
import type { Router } from '../../../src/commands/router.ts';
import { type OnBug, runLine } from '../../../src/commands/run-line.ts';
import { defined } from '../../../src/defined.ts';
import type { Clock, Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { ChangeRule } from '../../../src/ports/store/places.ts';
import { settlesWithin } from '../../../src/time/deadline.ts';
import { createCallers } from '../caller.ts';
import type { AppContext, SlackPorts } from '../context.ts';
import { createMessenger } from '../deliver/messenger.ts';
import { createHome } from '../listen/home.ts';
import { addListeners } from '../listen/listeners.ts';
import { createRecentIds } from '../listen/recent-ids.ts';
import { boltLogger } from './bolt-logger.ts';
import type { SlackConnection } from './connection.ts';
import { createInstallationStore, queryOf, type Vault } from './installation-store.ts';
import { createReceiver } from './receiver.ts';
import { createSeal } from './seal.ts';
import { clientOptions } from './web-client.ts';
import { manyWorkspaces, singleWorkspace, type Workspaces } from './workspaces.ts';

export interface SlackOptions {
  readonly connection: SlackConnection;
  readonly router: Router;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly onBug: OnBug;
  readonly ports?: SlackPorts;
  /** Who may change what is followed, by workspace; default: anyone but guests and outsiders. */
  readonly ruleOf?: (workspace: string) => Promise<ChangeRule>;
  /** Another base address of the Web API, for tests and proxies. */
  readonly apiUrl?: string;
  /** Keeps installations; needed for OAuth. */
  readonly vault?: Vault;
  /** Socket Mode gave up for good: Slack does not take the app-level token any more. */
  readonly onLost?: (error: unknown) => void;
  /** Milliseconds without a pong until a Socket Mode connection counts as dead. */
  readonly pingTimeoutMs?: number;
}

export interface Slack {
  readonly messenger: Messenger;
  /** @throws Error when Slack does not take the tokens or cannot be reached. */
  start(): Promise<void>;
  /** Takes no new events, and waits for those in progress. False when they take longer than `deadlineMs`. */
  stop(deadlineMs: number): Promise<boolean>;
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
    ...defined({ pingTimeoutMs: options.pingTimeoutMs, installations }),
    onLost:
      options.onLost ??
      ((error) => logger.error({ err: error }, 'Slack does not accept the app-level token any more')),
  });
  const workspaces: Workspaces =
    connection.mode === 'oauth'
      ? manyWorkspaces(installerOf(receiver as HTTPReceiver), deps)
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
  const home = createHome({ callers, ports, logger });
  const inProgress = new Set<Promise<unknown>>();
  const track = (work: Promise<unknown>) => {
    inProgress.add(work);
    const forgetWork = () => inProgress.delete(work);
    void work.then(forgetWork, forgetWork);
  };
  const context: AppContext = {
    router,
    callers,
    ports,
    logger,
    onBug,
    recentIds: createRecentIds(clock),
    async run(line, actor, client) {
      const outcome = await runLine(router, line, await callers.callerOf(actor, client), onBug);
      if (outcome.changed) track(home.refresh(actor.workspace, client));
      return outcome;
    },
  };
  addListeners(app, { context, home, clock, track, forget });

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
      await app
        .stop()
        .catch((error: unknown) => logger.warn({ err: error }, 'Slack did not disconnect cleanly'));
      return settlesWithin(deadlineMs, Promise.allSettled(inProgress));
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
