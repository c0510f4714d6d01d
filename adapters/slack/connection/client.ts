import { App, type HTTPReceiver, type InstallationStore, LogLevel } from '@slack/bolt';
import type { Router } from '../../../src/commands/router.ts';
import { type OnBug, runLine } from '../../../src/commands/run-line.ts';
import { defined } from '../../../src/defined.ts';
import type { Clock, Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { ChangeRule } from '../../../src/ports/store/places.ts';
import { settlesWithin } from '../../../src/time/deadline.ts';
import { createPlatformClock } from '../../../src/time/platform-clock.ts';
import { createCallers } from '../caller.ts';
import { type AppContext, createRecentIds, type SlackPorts } from '../context.ts';
import { createMessenger } from '../deliver/messenger.ts';
import { placeFiles } from '../listen/files.ts';
import { createHome } from '../listen/home.ts';
import { addListeners } from '../listen/listeners.ts';
import { createShownCards } from '../shown-cards.ts';
import type { Routes } from './guard-requests.ts';
import { isVisitors } from './install-pages.ts';
import {
  checkKeys,
  createInstallationStore,
  lostKey,
  ownerOf,
  queryOf,
  type Vault,
} from './installation-store.ts';
import { createReceiver, type SlackConnection } from './receiver.ts';
import { createSeal } from './seal.ts';
import { clientOptions, manyWorkspaces, singleWorkspace } from './web-client.ts';

/** What the bot needs in Slack: its tokens, what answers, and how it reports trouble. */
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
  /** Milliseconds within which a whole request has to arrive by HTTP; default 10,000. */
  readonly requestTimeoutMs?: number;
  /** What the server of the HTTP modes answers besides Slack's requests. */
  readonly routes?: Routes;
  /** The address that it listens on. Default: every one. */
  readonly host?: string;
}

/** The adapter for Slack, as the rest of the bot sees it. */
export interface Slack {
  readonly messenger: Messenger;
  /**
   * @returns what a person does next in Slack, one sentence
   * @throws Error when Slack does not take the tokens or cannot be reached.
   */
  start(): Promise<string>;
  /** Takes no new events, and waits for those in progress. False when they take longer than `deadlineMs`, default 5,000. */
  stop(deadlineMs?: number): Promise<boolean>;
}

/** The bot in Slack: commands, buttons, modals, App Home, mentions, shortcuts, links, and digests by its messenger. */
export function createSlackClient(options: SlackOptions): Slack {
  const {
    connection,
    router,
    logger,
    clock,
    onBug,
    ports = {},
    apiUrl,
    pingTimeoutMs,
    requestTimeoutMs,
  } = options;
  const slackClock = createPlatformClock({
    now: clock.now,
    onSkew: (aheadMs) =>
      logger.warn(
        { aheadSeconds: Math.round(aheadMs / 1_000) },
        'the clock of this machine differs from Slack’s',
      ),
  });
  const deps = { boltLogger: createBoltLogger(logger), clientOptions: clientOptions(apiUrl, slackClock) };
  const installations = installationsOf(options);
  const lost = 'Slack does not accept the app-level token any more';
  const onLost = options.onLost ?? ((error) => logger.error({ err: error }, lost));
  const inProgress = new Set<Promise<unknown>>();
  const track = (work: Promise<unknown>) => {
    inProgress.add(work);
    const forgetWork = () => inProgress.delete(work);
    void work.then(forgetWork, forgetWork);
  };
  const receiver = createReceiver({
    ...deps,
    connection,
    installations: installations?.store,
    onLost,
    onInstalled: (installation) => {
      const workspace = ownerOf(installation);
      logger.info({ workspace }, 'the app was installed in a workspace');
      track(Promise.resolve(ports.installed?.(workspace)).catch(onBug));
    },
    pingTimeoutMs,
    requestTimeoutMs,
    routes: options.routes,
    host: options.host,
  });
  const clientFor =
    connection.mode === 'oauth'
      ? manyWorkspaces(receiver.installer as NonNullable<HTTPReceiver['installer']>, deps)
      : singleWorkspace(connection.botToken, deps);
  const app = new App({
    receiver,
    ...(connection.mode !== 'oauth' && { token: connection.botToken }),
    logger: deps.boltLogger,
    clientOptions: deps.clientOptions,
    convoStore: false,
    deferInitialization: true,
  });

  const callers = createCallers({ ruleOf: options.ruleOf ?? (async () => 'anyone'), clock, logger });
  const home = createHome({ callers, ports, logger });
  const context: AppContext = {
    router,
    callers,
    ports,
    logger,
    onBug,
    recentIds: createRecentIds(clock),
    shownCards: createShownCards(),
    async run(line, actor, client, conversation) {
      const caller = await callers.callerOf(actor, client);
      const isOverheard = conversation === undefined ? undefined : (true as const);
      const outcome = await runLine(router, line, { ...caller, ...defined({ isOverheard }) }, onBug);
      if (outcome.changed) track(home.refresh(actor.workspace, client));
      return placeFiles(outcome, client, { user: actor.user, ...defined({ conversation }) }, logger);
    },
  };
  addListeners(app, { context, home, track, forget });

  async function forget(workspace: string): Promise<void> {
    home.forget(workspace);
    await installations?.store.deleteInstallation?.(queryOf(workspace));
  }

  return {
    messenger: createMessenger({ clientFor, clock, slackClock, logger }),
    async start() {
      await installations?.check();
      await app.init();
      await app.start();
      return options.connection.mode === 'oauth'
        ? 'open /slack/install of its public address to add it to a workspace; then type /papers follow in a channel.'
        : 'in a channel, type /invite @Paperboy and then /papers follow.';
    },
    async stop(deadlineMs = 5_000) {
      await app
        .stop()
        .catch((error: unknown) => logger.warn({ err: error }, 'Slack did not disconnect cleanly'));
      return settlesWithin(deadlineMs, Promise.allSettled(inProgress));
    },
  };
}

interface Installations {
  readonly store: InstallationStore;
  /** @throws Error when the keys open nothing that is stored */
  check(): Promise<void>;
}

function installationsOf({ connection, vault, logger }: SlackOptions): Installations | undefined {
  if (connection.mode !== 'oauth') return undefined;
  if (vault === undefined) throw new Error('OAuth needs a vault for its installations');
  const { tokenKeys } = connection;
  const seal = createSeal(tokenKeys.filter((key) => key !== lostKey));
  return {
    store: createInstallationStore(vault, seal),
    check: () => checkKeys(vault, { seal, isKeyLost: tokenKeys.includes(lostKey), logger }),
  };
}

/**
 * Passes Bolt's warnings and errors on, its words as a field of a constant message. Left out are debug lines, which hold
 * whole payloads, and info lines, which are about Bolt itself.
 */
function createBoltLogger(logger: Logger) {
  const words = (parts: readonly unknown[]) => ({ text: parts.map(describe).join(' ') });
  return {
    debug() {},
    info() {},
    warn: (...parts: unknown[]) => logger.warn(words(parts), 'Bolt warns'),
    error(...parts: unknown[]) {
      if (parts.some(isVisitors)) logger.info(words(parts), 'an installation was not finished');
      else logger.error(words(parts), 'Bolt reports an error');
    },
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}

/** Tokens begin with xox or xapp. */
const secret = /\b(xox[a-z]|xapp|xoxe\.xox[a-z])[-.][\w.-]+/g;

const describe = (part: unknown): string =>
  (part instanceof Error ? part.message : String(part)).replace(secret, '[secret]').slice(0, 500);
