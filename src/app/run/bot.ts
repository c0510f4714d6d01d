import type { Router } from '../../commands/router.ts';
import type { Services } from '../../commands/services.ts';
import type { Clock, Logger } from '../../ports/clock-and-logger.ts';
import type { Messenger } from '../../ports/messenger.ts';
import { type Core, composeCore, createOnBug, startIndexWaitMs } from '../compose/core.ts';
import type { FeedSource } from '../services/jobs.ts';
import type { StoreSource } from '../services/store-lifetime.ts';

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
}

export type PlatformMaker = (deps: PlatformDeps) => Platform;

export interface BotRun {
  readonly source: StoreSource;
  readonly feeds: FeedSource;
  readonly platforms: readonly PlatformMaker[];
  readonly logger: Logger;
  /** The process is asked to end. */
  readonly stopped: Promise<void>;
}

/** The bot on its platforms, until the process is asked to end or a platform rejects its token. @returns the exit code */
export async function runBot({ source, feeds, platforms: makers, logger, stopped }: BotRun): Promise<number> {
  const messengers = new Map<string, Messenger>();
  const core = await composeCore({
    source,
    clock: Date,
    logger,
    messengerOf: (name) => messengers.get(name),
    feeds,
    indexWaitMs: startIndexWaitMs,
  });
  try {
    let lose = (_code: number) => {};
    const lost = new Promise<number>((resolve) => {
      lose = resolve;
    });
    const deps: PlatformDeps = {
      router: core.router,
      services: await core.services.open(),
      clock: Date,
      logger,
      onBug: createOnBug(logger),
      onStopped(platform, reason) {
        logger.error({ platform, reason }, 'a platform has stopped for good');
        lose(1);
      },
    };
    const platforms = makers.map((make) => make(deps));
    for (const { name, messenger } of platforms) messengers.set(name, messenger);
    try {
      for (const platform of platforms) await start(platform);
      const failed = startJobs(core, logger, platforms);
      return await Promise.race([lost, failed, stopped.then(() => 0)]);
    } finally {
      await Promise.allSettled(platforms.map((platform) => platform.stop()));
    }
  } finally {
    await core.services.close();
  }
}

/** Rejects where jobs cannot be started, and never resolves. */
async function startJobs(
  { services, index }: Core,
  logger: Logger,
  platforms: readonly Platform[],
): Promise<never> {
  if (await services.startJobs()) {
    const { feeds } = await services.open();
    const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
    logger.info(
      { platforms: names(platforms), feeds: names(feeds), ...(await index.size()) },
      'paperboy is running',
    );
  }
  return new Promise(() => {});
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
