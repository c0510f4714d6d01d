import { ShardingManager } from 'discord.js';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';

export interface ShardsOptions {
  /** The compiled main file: each process runs it whole, with its share of the servers. */
  readonly script: string;
  readonly token: string;
  /** How many processes; `auto` asks Discord, which knows no other base address. */
  readonly shards: number | 'auto';
  readonly logger: Logger;
}

export interface Shards {
  start(): Promise<void>;
  stop(): void;
}

/**
 * The bot as several processes, for 2,000 servers and more: Discord refuses a single connection from 2,500 on (docs,
 * topics/gateway). Posts of all processes share one limit: give each its part by `requestsPerSecond`. Which process
 * posts a digest is the queue's to decide.
 */
export function createShards({ script, token, shards, logger }: ShardsOptions): Shards {
  const manager = new ShardingManager(script, { token, totalShards: shards, respawn: true });
  manager.on('shardCreate', (shard) => {
    logger.info({ shard: shard.id }, 'a discord process starts');
    shard.on('death', () => logger.warn({ shard: shard.id }, 'a discord process ended'));
    shard.on('error', (err) => logger.error({ err, shard: shard.id }, 'a discord process failed'));
  });
  return {
    async start() {
      await manager.spawn();
    },
    stop() {
      manager.respawn = false;
      for (const shard of manager.shards.values()) shard.kill();
    },
  };
}
