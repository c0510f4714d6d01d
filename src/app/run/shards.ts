import type { Logger } from '../../ports/clock-and-logger.ts';

export interface ShardsRun {
  readonly token: string;
  /** How many processes. */
  readonly shards: number;
  readonly logger: Logger;
  /** The compiled main file, which each process runs. */
  readonly script: string;
  /** The process is asked to end. */
  readonly stopped: Promise<void>;
}

/** The bot in Discord as several processes on one database, until this process is asked to end. @returns the exit code */
export async function runShards({ token, shards, logger, script, stopped }: ShardsRun): Promise<number> {
  const { createShards } = await import('../../../adapters/discord/connection/shards.ts');
  const manager = createShards({ script, token, shards, logger });
  await manager.start();
  logger.info({ shards }, 'paperboy is running as several processes');
  await stopped;
  manager.stop();
  return 0;
}
