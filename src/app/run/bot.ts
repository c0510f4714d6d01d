import type { Trouble } from '../../../adapters/web/dashboard/health.ts';
import type { WebServer } from '../../../adapters/web/http/server.ts';
import { capital } from '../../cards/text.ts';
import type { Router } from '../../commands/router.ts';
import type { Services } from '../../commands/services.ts';
import { defined } from '../../defined.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { Messenger } from '../../ports/messenger.ts';
import { aborted, settlesWithin } from '../../time/deadline.ts';
import { type Core, composeCore, createOnBug, startIndexWaitMs } from '../compose/core.ts';
import { type McpSettings, webRoutes } from '../compose/web.ts';
import { hears, type Listening, type Role, works } from '../roles.ts';
import type { FeedSource } from '../services/jobs.ts';
import type { StoreSource } from '../services/store-lifetime.ts';
import type { WebSettings } from '../settings/web.ts';
import type { Routes } from '../watch/routes.ts';
import { createWatch, type WatchSettings } from '../watch/watch.ts';
import type { DashboardRun } from './dashboard.ts';
import { createPresence, type Presence } from './presence.ts';

/** A chat platform that is not started yet. */
interface Platform {
  readonly name: 'slack' | 'discord';
  readonly messenger: Messenger;
  readonly listening: Listening;
  /** Everything that happens is sent to each process that connects, so that only one may. */
  readonly isExclusive?: boolean;
  /**
   * @returns what a person does next there, one sentence
   * @throws Error when the platform rejects the tokens or cannot be reached
   */
  start(): Promise<string>;
  /** Waits for running answers, some seconds at most. */
  stop(): Promise<unknown>;
}

/** What every platform is made from, besides its settings. */
export interface PlatformDeps {
  readonly router: Router;
  readonly services: Services;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Logs a bug; returns the id that the person sees. */
  readonly onBug: (error: unknown) => string;
  /** The platform has stopped for good: it rejects the token. */
  readonly onStopped: (platform: string, reason: string) => void;
  /** What a platform's own HTTP server answers besides. Default: nothing. */
  readonly routes?: Routes;
  /** How many processes post at present, this one among them. Default: this one alone. */
  readonly posting?: () => number;
}

/** Makes the adapter of a platform once there are a router and services. */
export type PlatformMaker = (deps: PlatformDeps) => Platform;

/** What a bot runs with. */
export interface BotRun {
  readonly source: StoreSource;
  readonly feeds: FeedSource;
  /** See `CoreDeps`. */
  readonly embedder?: Embedder;
  readonly platforms: readonly PlatformMaker[];
  /** Health and figures by HTTP. Default: none. */
  readonly watch?: WatchSettings;
  /** Where the server of `watch` is reached from outside. Default: nowhere. */
  readonly publicUrl?: string;
  /** Default: there is no dashboard. */
  readonly dashboard?: WebSettings;
  /** The last warnings and errors of the log, for the dashboard. */
  readonly trouble?: () => readonly Trouble[];
  /** The Model Context Protocol by HTTP. Default: it is not served. */
  readonly mcp?: McpSettings;
  /** Default: `all`. */
  readonly role?: Role;
  readonly logger: Logger;
  /** Shows a person at a screen that the bot is running, and what to do next. Default: the log alone says so. */
  readonly say?: (text: string) => void;
  /** Aborted when the process is asked to end. */
  readonly stopping: AbortSignal;
}

/** Milliseconds that a platform may take to stop. */
const platformStopMs = 5_000;

/** The bot on its platforms, until the process is asked to end or a platform rejects its token. @returns the exit code */
export async function runBot({
  source,
  feeds,
  embedder,
  platforms: makers,
  watch: watchSettings,
  publicUrl,
  dashboard,
  trouble,
  mcp,
  role = 'all',
  logger,
  say,
  stopping,
}: BotRun): Promise<number> {
  const messengers = new Map<string, Messenger>();
  const started: Platform[] = [];
  const nextSteps = new Map<string, string>();
  const messengerOf = (name: string) => messengers.get(name);
  const core = await composeCore({
    source,
    clock: Date,
    logger,
    messengerOf,
    feeds,
    indexWaitMs: startIndexWaitMs,
    ...defined({ embedder, publicUrl }),
  });
  const watch =
    watchSettings &&
    createWatch(watchSettings, {
      ...core,
      role,
      clock: Date,
      logger,
      others: await webRoutes(core, { logger, ...defined({ publicUrl, mcp }) }),
    });
  let web: WebServer | undefined;
  let presence: Presence | undefined;
  const serve = async (onLost: (code: number) => void) => {
    const processes = await core.services.processes();
    const deps: PlatformDeps = {
      router: watch?.meter.router(core.router) ?? core.router,
      services: await core.services.open(),
      ...defined({ routes: watch?.routes }),
      clock: Date,
      logger,
      onBug: createOnBug(logger),
      onStopped(platform, reason) {
        logger.error({ platform, reason }, 'a platform has stopped for good');
        onLost(1);
      },
    };
    if (stopping.aborted) return;
    const platforms = makers.map((make) => make({ ...deps, posting: () => presence?.posting() ?? 1 }));
    const heard = platforms.filter(({ listening }) => hears(role, listening));
    const gateways = heard.filter(({ isExclusive }) => isExclusive).map(({ name }) => name);
    const report = { role, gateways, posts: works(role) };
    presence = processes && createPresence({ store: processes, report, logger, onLost: () => onLost(1) });
    await presence?.start();
    const onFailed = (err: unknown) => {
      logger.error({ err }, 'a platform could not be started');
      onLost(2);
    };
    for (const { name, messenger } of platforms)
      messengers.set(name, watch?.meter.messenger(name, messenger) ?? messenger);
    for (const platform of heard)
      await connect(platform, { presence, stopping, started, nextSteps, onFailed });
    const isRunning = works(role) ? await core.services.startJobs() : !stopping.aborted;
    if (isRunning) await sayRunning(core, { role, platforms, nextSteps, logger, ...defined({ say }) });
  };
  try {
    await watch?.start();
    if (dashboard !== undefined)
      web = await openDashboard(dashboard, { ...core, role, messengerOf, logger, ...defined({ trouble }) });
    const ended = new Promise<number>((resolve, reject) => serve(resolve).catch(reject));
    return await Promise.race([aborted(stopping).then(() => 0), ended]);
  } finally {
    await Promise.all(started.map((platform) => settlesWithin(platformStopMs, platform.stop())));
    await presence?.stop();
    await web?.close();
    await core.services.close();
    await watch?.close();
  }
}

/** Its code is loaded by those alone who want it. */
async function openDashboard(settings: WebSettings, deps: DashboardRun): Promise<WebServer | undefined> {
  const { startDashboard } = await import('./dashboard.ts');
  return startDashboard(settings, deps);
}

async function sayRunning(
  { services, index }: Core,
  {
    role,
    platforms,
    nextSteps,
    logger,
    say,
  }: Pick<BotRun, 'say'> & {
    readonly role: Role;
    readonly platforms: readonly Platform[];
    readonly nextSteps: ReadonlyMap<string, string>;
    readonly logger: Logger;
  },
): Promise<void> {
  const { feeds } = await services.open();
  const { papers, notes } = await index.size();
  const namesOf = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name);
  const work = works(role) ? { postsTo: namesOf(platforms), feeds: namesOf(feeds) } : {};
  const listensTo = namesOf(platforms.filter(({ listening }) => hears(role, listening)));
  const next = Object.fromEntries(nextSteps);
  logger.info({ role, listensTo, ...work, papers, notes, next }, 'paperboy is running');
  say?.(
    [
      `Paperboy is running with ${papers} papers and ${notes} research notes.`,
      ...[...nextSteps].map(([name, step]) => `${capital(name)}: ${step}`),
      'Ctrl-C stops it. LOG_LEVEL=info shows what it does.',
    ].join('\n'),
  );
}

interface Connecting {
  readonly presence: Presence | undefined;
  readonly stopping: AbortSignal;
  /** Those that have to be stopped. */
  readonly started: Platform[];
  /** What a person does next, by platform: filled when each is started. */
  readonly nextSteps: Map<string, string>;
  /** The platform could not be started when its turn came. */
  readonly onFailed: (error: unknown) => void;
}

/** Starts a platform, or waits in the background until no other process is connected. */
async function connect(
  platform: Platform,
  { presence, stopping, started, nextSteps, onFailed }: Connecting,
): Promise<void> {
  const begin = async () => {
    if (stopping.aborted) return;
    started.push(platform);
    nextSteps.set(platform.name, await start(platform));
  };
  if (presence === undefined || !platform.isExclusive) return begin();
  const turn = presence.lead(platform.name, stopping).then(begin);
  if (presence.leads(platform.name)) return turn;
  turn.catch(onFailed);
}

async function start({ name, start: begin }: Platform): Promise<string> {
  try {
    return await begin();
  } catch (error) {
    throw new Error(
      `${name} could not be started: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
