import type { Logger } from '../../ports/clock-and-logger.ts';
import type { Messenger } from '../../ports/messenger.ts';
import { type Core, composeCore, createOnBug, startPatienceMs } from '../compose/core.ts';
import type { Platform } from '../compose/platforms.ts';
import type { Config } from '../config.ts';

export interface BotRun {
  readonly config: Config;
  readonly packageRoot: string;
  readonly logger: Logger;
  /** The process is asked to end. */
  readonly stopped: Promise<void>;
}

/** The bot on its platforms, until it is asked to end or a platform does not take its token any more. */
export async function runBot({ config, packageRoot, logger, stopped }: BotRun): Promise<number> {
  const messengers = new Map<string, Messenger>();
  const core = await composeCore({
    config,
    packageRoot,
    clock: Date,
    logger,
    messengerOf: (name) => messengers.get(name),
    patienceMs: startPatienceMs,
  });
  try {
    const deps = await core.desk.open();
    // The SDKs are large: a terminal does without them.
    const { composePlatforms } = await import('../compose/platforms.ts');
    let lost = (_code: number) => {};
    const ended = new Promise<number>((resolve) => {
      lost = resolve;
    });
    const onStopped = (platform: string, reason: string) => {
      logger.error({ platform, reason }, 'a platform has stopped for good');
      lost(1);
    };
    const platforms = composePlatforms({
      config,
      core,
      deps,
      clock: Date,
      logger,
      onBug: createOnBug(logger),
      onStopped,
    });
    for (const { name, messenger } of platforms) messengers.set(name, messenger);
    try {
      for (const platform of platforms) await start(platform);
      const failed = startJobs(core, logger, platforms);
      return await Promise.race([ended, failed, stopped.then(() => 0)]);
    } finally {
      await Promise.allSettled(platforms.map((platform) => platform.stop()));
    }
  } finally {
    await core.desk.close();
  }
}

/** Rejects where jobs cannot be started, and never resolves. */
async function startJobs(
  { desk, index }: Core,
  logger: Logger,
  platforms: readonly Platform[],
): Promise<never> {
  if (await desk.startJobs()) {
    const { feeds } = await desk.open();
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
