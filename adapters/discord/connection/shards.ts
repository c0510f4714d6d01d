import { ShardingManager } from 'discord.js';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { aborted, unlessAborted } from '../../../src/time/deadline.ts';

interface ShardsOptions {
  /** The compiled main file, which every process runs with its share of the servers. */
  readonly script: string;
  readonly args: readonly string[];
  readonly token: string;
  /** How many processes. `auto` asks Discord at its own address, whatever `DISCORD_API_URL` says. */
  readonly shards: number | 'auto';
  readonly logger: Logger;
  /** Aborted when this process is asked to end. */
  readonly stopping: AbortSignal;
}

/**
 * The bot as several processes, for 2,000 servers and more: from 2,500 on Discord refuses a single connection
 * (docs.discord.com, topics/gateway). All processes share one rate limit for posts, of which each takes its part. Any
 * process may post any digest: the job queue decides which.
 * Resolves once this process was asked to end, and has ended the others.
 */
export async function runShards({
  script,
  args,
  token,
  shards,
  logger,
  stopping,
}: ShardsOptions): Promise<void> {
  const manager = new ShardingManager(script, {
    token,
    totalShards: shards,
    respawn: true,
    shardArgs: [...args],
  });
  manager.on('shardCreate', (shard) => {
    logger.info({ shard: shard.id }, 'a discord process starts');
    shard.on('death', () => logger.warn({ shard: shard.id }, 'a discord process ended'));
    shard.on('error', (err) => logger.error({ err, shard: shard.id }, 'a discord process failed'));
  });
  try {
    await unlessAborted(stopping, manager.spawn());
    logger.info({ shards }, 'paperboy is running as several processes');
    await aborted(stopping);
  } catch (error) {
    if (!stopping.aborted) throw error;
  } finally {
    manager.respawn = false;
    for (const shard of manager.shards.values()) shard.kill();
  }
}
