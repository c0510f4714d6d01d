import type { Router } from '../../commands/router.ts';
import type { Services } from '../../commands/services.ts';
import { defined } from '../../defined.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { Messenger } from '../../ports/messenger.ts';
import { aborted, settlesWithin } from '../../time/deadline.ts';
import { type Core, composeCore, createOnBug, startIndexWaitMs } from '../compose/core.ts';
import type { FeedSource } from '../services/jobs.ts';
import type { StoreSource } from '../services/store-lifetime.ts';
import type { Routes } from '../watch/routes.ts';
import { createWatch, type WatchSettings } from '../watch/watch.ts';

/** A chat platform that is not started yet. */
interface Platform {
  readonly name: 'slack' | 'discord';
  readonly messenger: Messenger;
  /** @throws Error when the platform rejects the tokens or cannot be reached */
  start(): Promise<void>;
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
}

export type PlatformMaker = (deps: PlatformDeps) => Platform;

export interface BotRun {
  readonly source: StoreSource;
  readonly feeds: FeedSource;
  /** See `CoreDeps`. */
  readonly embedder?: Embedder;
  readonly platforms: readonly PlatformMaker[];
  /** Health and figures by HTTP. Default: none. */
  readonly watch?: WatchSettings;
  readonly logger: Logger;
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
  logger,
  stopping,
}: BotRun): Promise<number> {
  const messengers = new Map<string, Messenger>();
  const platforms: Platform[] = [];
  const core = await composeCore({
    source,
    clock: Date,
    logger,
    messengerOf: (name) => messengers.get(name),
    feeds,
    indexWaitMs: startIndexWaitMs,
    ...defined({ embedder }),
  });
  const watch = watchSettings && createWatch(watchSettings, { ...core, clock: Date, logger });
  const serve = async (onLost: (code: number) => void) => {
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
    platforms.push(...makers.map((make) => make(deps)));
    for (const { name, messenger } of platforms)
      messengers.set(name, watch?.meter.messenger(name, messenger) ?? messenger);
    for (const platform of platforms) if (!stopping.aborted) await start(platform);
    await startJobs(core, logger, platforms);
  };
  try {
    await watch?.start();
    const ended = new Promise<number>((resolve, reject) => serve(resolve).catch(reject));
    return await Promise.race([aborted(stopping).then(() => 0), ended]);
  } finally {
    await Promise.all(platforms.map((platform) => settlesWithin(platformStopMs, platform.stop())));
    await core.services.close();
    await watch?.close();
  }
}

/** @throws Error when jobs cannot be started */
async function startJobs(
  { services, index }: Core,
  logger: Logger,
  platforms: readonly Platform[],
): Promise<void> {
  if (await services.startJobs()) {
    const { feeds } = await services.open();
    const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
    logger.info(
      { platforms: names(platforms), feeds: names(feeds), ...(await index.size()) },
      'paperboy is running',
    );
  }
}

async function start({ name, start: begin }: Platform): Promise<void> {
  try {
    await begin();
  } catch (error) {
    throw new Error(
      `${name} could not be started: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
