import type { Logger } from '../../ports/clock-and-logger.ts';
import type { Messenger } from '../../ports/messenger.ts';
import { type Core, composeCore, createOnBug, startIndexWaitMs } from '../compose/core.ts';
import { composeFeeds } from '../compose/feeds.ts';
import type { Platform, PlatformDeps } from '../compose/platform.ts';
import { composeStore } from '../compose/store.ts';
import type { Config } from '../config.ts';

export interface BotRun {
  readonly config: Config;
  readonly logger: Logger;
  /** The process is asked to end. */
  readonly stopped: Promise<void>;
}

/** The bot on its platforms, until the process is asked to end or a platform rejects its token. @returns the exit code */
export async function runBot({ config, logger, stopped }: BotRun): Promise<number> {
  const messengers = new Map<string, Messenger>();
  const core = await composeCore({
    source: composeStore(config, logger),
    clock: Date,
    logger,
    messengerOf: (name) => messengers.get(name),
    feeds: composeFeeds(config.feeds),
    indexWaitMs: startIndexWaitMs,
  });
  try {
    let lose = (_code: number) => {};
    const lost = new Promise<number>((resolve) => {
      lose = resolve;
    });
    const platforms = await composePlatforms(config, {
      router: core.router,
      services: await core.services.open(),
      clock: Date,
      logger,
      onBug: createOnBug(logger),
      onStopped(platform, reason) {
        logger.error({ platform, reason }, 'a platform has stopped for good');
        lose(1);
      },
    });
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

/** The SDKs are large, so only those that are needed are loaded. */
async function composePlatforms(
  { slack, discord }: Config,
  deps: PlatformDeps,
): Promise<readonly Platform[]> {
  return [
    ...(slack ? [(await import('../compose/slack.ts')).composeSlack(slack, deps)] : []),
    ...(discord ? [(await import('../compose/discord.ts')).composeDiscord(discord, deps)] : []),
  ];
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
