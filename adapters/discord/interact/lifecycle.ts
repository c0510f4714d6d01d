import { type Client, Events } from 'discord.js';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';

export interface LifecycleOptions {
  readonly logger: Logger;
  /** The bot was removed from a server, or one of its channels was deleted. */
  readonly onGone: (workspace: string, channel?: string) => void;
  /** The gateway refused the token. */
  readonly onUnauthorized: () => void;
}

/** docs.discord.com, topics/opcodes-and-status-codes, gateway close codes. */
const authenticationFailed = 4_004;

/** Reports servers and channels that are gone for good, and logs outages and the state of the connection. */
export function listenLifecycle(client: Client, { logger, onGone, onUnauthorized }: LifecycleOptions): void {
  // discord.js emits GuildDelete for removals only; an outage is GuildUnavailable.
  client.on(Events.GuildDelete, ({ id }) => onGone(id));
  client.on(Events.GuildUnavailable, ({ id }) =>
    logger.warn({ server: id }, 'a discord server is unavailable'),
  );
  client.on(Events.ChannelDelete, (channel) => {
    if ('guildId' in channel) onGone(channel.guildId, channel.id);
  });
  client.on(Events.ThreadDelete, ({ guildId, id }) => onGone(guildId, id));
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (code === authenticationFailed) onUnauthorized();
    else logger.error({ code }, 'discord closed the connection and does not let the bot reconnect');
  });
  client.on(Events.ShardReconnecting, (shard) =>
    logger.info({ shard }, 'discord connection lost, reconnecting'),
  );
  client.on(Events.ShardResume, (shard) => logger.info({ shard }, 'discord connection resumed'));
  client.on(Events.Error, (err) => logger.error({ err }, 'discord.js reported an error'));
  client.on(Events.ShardError, (err) => logger.warn({ err }, 'discord connection error'));
}
