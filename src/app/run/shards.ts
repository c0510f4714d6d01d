import type { Logger } from '../../ports/clock-and-logger.ts';
import { type Config, ConfigError } from '../config.ts';

export interface ShardsRun {
  readonly config: Config;
  readonly logger: Logger;
  /** The compiled main file, which each process runs. */
  readonly script: string;
  readonly stopped: Promise<void>;
}

/**
 * The bot in Discord as several processes on one database, until it is asked to end.
 * @throws ConfigError where processes could not share what they must
 */
export async function runShards({ config, logger, script, stopped }: ShardsRun): Promise<number> {
  const {
    DISCORD_TOKEN: token,
    DISCORD_SHARDS: shards,
    DATABASE_URL,
    SLACK_BOT_TOKEN,
    SLACK_CLIENT_ID,
  } = config;
  if (token === undefined || shards === undefined)
    throw new ConfigError('DISCORD_SHARDS needs DISCORD_TOKEN.');
  if (DATABASE_URL === undefined)
    throw new ConfigError('DISCORD_SHARDS needs DATABASE_URL: the embedded database belongs to one process.');
  if (SLACK_BOT_TOKEN !== undefined || SLACK_CLIENT_ID !== undefined)
    throw new ConfigError(
      'With DISCORD_SHARDS run Slack in a process of its own: its tokens are set here too.',
    );
  const { createShards } = await import('../../../adapters/discord/connection/shards.ts');
  const manager = createShards({ script, token, shards, logger });
  await manager.start();
  logger.info({ shards }, 'paperboy is running as several processes');
  await stopped;
  manager.stop();
  return 0;
}
