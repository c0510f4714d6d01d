import { Client, GatewayIntentBits, Options } from 'discord.js';

export interface ClientOptions {
  /** Discord's own unless told: https://discord.com/api. The gateway's address comes from there. */
  readonly apiUrl?: string;
  /**
   * How many connections this process holds; `auto` asks Discord (one for each 1,000 or so servers). `given`: the
   * process was started by `createShards`, which says so in the environment, where discord.js finds it.
   */
  readonly shards?: number | 'auto' | 'given';
}

/**
 * Guilds are all that is listened to: servers and channels that come and go. Interactions need no intent, and no
 * message is read. What the bot does not use is not kept.
 */
export function createSdkClient({ apiUrl, shards = 'auto' }: ClientOptions): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    ...(shards === 'auto' && { shards }),
    ...(typeof shards === 'number' && { shardCount: shards }),
    ...(apiUrl !== undefined && { rest: { api: apiUrl } }),
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      GuildStickerManager: 0,
      GuildEmojiManager: 0,
      StageInstanceManager: 0,
      VoiceStateManager: 0,
    }),
  });
}
