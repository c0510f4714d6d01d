import { Client, Events, GatewayIntentBits, Options, PermissionFlagsBits } from 'discord.js';
import { defined } from '../../../src/defined.ts';
import { createOutageLog } from '../../../src/outage-log.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import { createPlatformClock } from '../../../src/time/platform-clock.ts';
import { createRights } from '../ask-rights.ts';
import type { AppContext } from '../caller.ts';
import { cachedChannel } from '../deliver/channel.ts';
import { createMessenger, type MessengerOptions } from '../deliver/messenger.ts';
import { listenInteractions } from '../interact/interactions.ts';
import { changeCommand } from '../register/command-data.ts';
import { registerCommands } from '../register/register-commands.ts';
import { createTyped } from '../render/typed-lines.ts';
import { createRateLimit, rateLimited } from './rate-limit.ts';
import {
  createInvalidRequestLimit,
  createPostRest,
  makeRequest,
  type PostRestOptions,
  watchRest,
} from './rest.ts';

/** What the bot needs on Discord: its token, what answers, and how it reports trouble. */
export interface DiscordOptions
  extends Omit<AppContext, 'rest' | 'rightsOf'>,
    Pick<MessengerOptions, 'silent' | 'crosspost'>,
    PostRestOptions {
  /** The bot was removed from a server, or one of its channels was deleted: nothing can be posted there any more. */
  readonly onGone: (workspace: string, channel?: string) => void;
  /** The bot is in a server since then, in milliseconds since 1970: it may have been invited back. */
  readonly onBack?: (workspace: string, since: number) => void;
  /** The token is no longer valid, so the bot has disconnected. Called once, with a reason for people. */
  readonly onStopped: (reason: string) => void;
  /** Registers the commands on this server only, where changes show at once. */
  readonly developmentGuild?: string;
  /** Milliseconds until a failed registration of commands is tried again, doubled each time. Default 15,000. */
  readonly registerRetryMs?: number;
  /** How many processes `runShards` started, this one among them: discord.js finds its share of the servers itself. */
  readonly processes?: number;
  /** How many processes post at present, this one among them. Default: this one alone. */
  readonly posting?: () => number;
}

/** Requests per second that Discord allows all processes of a bot together (docs.discord.com, topics/rate-limits). */
const sharedRequestsPerSecond = 50;
const maxRegisterWaitMs = 10 * 60_000;
const badToken =
  'Discord does not accept the token: make a new one in the developer portal, set it, start again.';

/** The bot in Discord: commands, buttons, forms, and digests by its messenger. */
export function createDiscordClient(options: DiscordOptions) {
  const { token, router, logger } = options;
  const client = createSdkClient(options);
  const onUnauthorized = stopOnce(client, options);
  const invalidRequests = createInvalidRequestLimit();
  const discordClock = createPlatformClock({
    now: Date.now,
    onSkew: (aheadMs) =>
      logger.warn(
        { aheadSeconds: Math.round(aheadMs / 1_000) },
        'the clock of this machine differs from Discord’s',
      ),
  });
  const postRest = createPostRest({ ...options, discordClock });
  for (const rest of [client.rest, postRest]) watchRest(rest, invalidRequests, onUnauthorized);
  const sharers = () => Math.max(options.processes ?? 1, options.posting?.() ?? 1);
  const takeToken = createRateLimit(() => Math.max(1, Math.floor(sharedRequestsPerSecond / sharers())));
  let commandIds: ReadonlyMap<string, string> = new Map();
  const lines = { ...options.lines, typed: createTyped(router.commands, (name) => commandIds.get(name)) };
  const messenger = createMessenger({
    ...options,
    lines,
    rest: rateLimited(postRest, takeToken),
    invalidRequests,
    discordClock,
    cached: (channel) => cachedChannel(client, channel),
  });
  const rightsOf = createRights(client.rest, () => commandIds.get(changeCommand));
  const interactions = listenInteractions(client, { ...options, lines, rest: client.rest, rightsOf });
  survivePackets(client, logger);
  listenLifecycle(client, options, onUnauthorized);

  async function register(applicationId: string): Promise<string> {
    const { change, ids } = await registerCommands({
      rest: client.rest,
      applicationId,
      commands: router.commands,
      ...defined({ guild: options.developmentGuild }),
    });
    commandIds = ids;
    return change;
  }

  let registering: NodeJS.Timeout | undefined;
  /** Tries again in the background. Meanwhile the commands of an earlier start work. */
  async function registerUntilDone(
    applicationId: string,
    waitMs = options.registerRetryMs ?? 15_000,
  ): Promise<string> {
    try {
      return await register(applicationId);
    } catch (err) {
      logger.error({ err, retryInSeconds: waitMs / 1_000 }, 'the discord commands were not registered');
      registering = setTimeout(async () => {
        const change = await registerUntilDone(applicationId, Math.min(2 * waitMs, maxRegisterWaitMs));
        if (change !== 'failed') logger.info({ commands: change }, 'the discord commands are registered');
      }, waitMs).unref();
      return 'failed';
    }
  }

  return {
    messenger,
    /**
     * Connects, and registers the commands if they have changed.
     * @returns what a person does next in Discord, one sentence
     * @throws Error when Discord does not accept the token or cannot be reached.
     */
    async start(): Promise<string> {
      const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
      try {
        await client.login(token);
      } catch (error) {
        const { code, status } = (error ?? {}) as { code?: unknown; status?: unknown };
        if (code === 'TokenInvalid' || status === 401) onUnauthorized();
        throw error;
      }
      const { application } = await ready;
      const commands = await registerUntilDone(application.id);
      logger.info({ servers: client.guilds.cache.size, commands }, 'discord is connected');
      return `invite it to a server with ${invitation(application.id)} and then type /papers-admin follow in a channel.`;
    },
    /** Takes no more interactions, and gives those in progress 5 s to be answered. */
    async stop(): Promise<void> {
      clearTimeout(registering);
      await interactions.stop();
      await client.destroy();
    },
  };
}

/** View Channel, Send Messages, Create Public Threads, Send Messages in Threads, Read Message History: see README.md. */
const permissions =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory;

/** The address at which somebody who may manage a server invites the bot (docs.discord.com, topics/oauth2#bot-authorization-flow). */
const invitation = (applicationId: string): string =>
  `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${permissions}`;

/** Interactions need no intent. The only one asked for brings servers and channels that come and go. */
function createSdkClient({ apiUrl, processes }: DiscordOptions): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    // As many connections as Discord recommends: one for each 1,000 servers or so.
    ...(processes === undefined && { shards: 'auto' as const }),
    rest: { makeRequest, ...defined({ api: apiUrl }) },
    // Does not keep what the bot never reads.
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

/** docs.discord.com, topics/opcodes-and-status-codes, gateway close codes. */
const authenticationFailed = 4_004;

/** Places of a server that was left longer ago are forgotten. */
const recentMs = 30 * 24 * 60 * 60_000;
/** discord.js would end the process for an exception in a handler of its own, such as one for a packet of a new kind. */
function survivePackets({ ws }: Client, logger: Logger): void {
  const manager = ws as unknown as { handlePacket(...args: unknown[]): unknown };
  const handle = manager.handlePacket.bind(manager);
  manager.handlePacket = (...args) => {
    try {
      return handle(...args);
    } catch (err) {
      logger.error({ err }, 'discord.js failed at an event');
      return false;
    }
  };
}

/** Reports servers and channels that are gone for good, and logs outages and the state of the connection. */
function listenLifecycle(
  client: Client,
  { logger, onGone, onBack }: DiscordOptions,
  onUnauthorized: () => void,
): void {
  // discord.js emits GuildDelete for removals only; an outage is GuildUnavailable.
  client.on(Events.GuildDelete, ({ id }) => onGone(id));
  // After a start, servers come without this event.
  client.on(Events.GuildCreate, ({ id }) => onBack?.(id, Date.now()));
  client.once(Events.ClientReady, ({ guilds }) => {
    for (const { id, joinedTimestamp } of guilds.cache.values())
      if (joinedTimestamp > Date.now() - recentMs) onBack?.(id, joinedTimestamp);
  });
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
  // While Discord is away, discord.js reconnects twice a second.
  const reconnecting = createOutageLog((fields) =>
    logger.info(fields, 'discord connection lost, reconnecting'),
  );
  client.on(Events.ShardReconnecting, (shard) => reconnecting(`shard ${shard}`));
  client.on(Events.ShardResume, (shard) => logger.info({ shard }, 'discord connection resumed'));
  client.on(Events.Error, (err) => logger.error({ err }, 'discord.js reported an error'));
  const failing = createOutageLog<{ err: Error }>((fields) =>
    logger.warn(fields, 'discord connection error'),
  );
  client.on(Events.ShardError, (err) => failing(err.message, { err }));
}

function stopOnce(client: Client, { logger, onStopped }: DiscordOptions): () => void {
  let isStopped = false;
  return () => {
    if (isStopped) return;
    isStopped = true;
    logger.error({}, 'discord does not accept the token');
    void client.destroy();
    onStopped(badToken);
  };
}
