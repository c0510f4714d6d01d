import { type APIInteraction, Client, Events, GatewayIntentBits, Options } from 'discord.js';
import type { Router } from '../../../src/commands/router.ts';
import type { OnBug } from '../../../src/commands/run-line.ts';
import { defined } from '../../../src/defined.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import { settlesWithin } from '../../../src/time/deadline.ts';
import type { FieldsOf } from '../context.ts';
import { cachedChannel } from '../deliver/channel.ts';
import { createMessenger } from '../deliver/messenger.ts';
import { createInteractionHandler } from '../interact/interactions.ts';
import { listenLifecycle } from '../interact/lifecycle.ts';
import { changeCommand } from '../register/command-data.ts';
import { registerCommands } from '../register/register-commands.ts';
import type { ButtonLines } from '../render/button-ids.ts';
import { createChangeRights } from '../rights.ts';
import { createInvalidRequestLimit } from './invalid-request-limit.ts';
import { createRateLimit, rateLimited } from './rate-limit.ts';
import { createPostRest, watchRest } from './rest.ts';

export interface DiscordOptions {
  readonly token: string;
  /** Base address of REST, which also names the gateway's. Default: Discord's own, https://discord.com/api */
  readonly apiUrl?: string;
  readonly router: Router;
  readonly lines: ButtonLines;
  readonly logger: Logger;
  readonly onBug: OnBug;
  /** The bot was removed from a server, or one of its channels was deleted: nothing can be posted there any more. */
  readonly onGone: (workspace: string, channel?: string) => void;
  /** The token is no longer valid, so the bot has disconnected. Called once, with a reason for people. */
  readonly onStopped: (reason: string) => void;
  /** Posts make no sound. Default false. */
  readonly silent?: boolean;
  /** Posts in announcement channels are published to the servers that follow them. Default false. */
  readonly crosspost?: boolean;
  /** Registers the commands on this server only, where changes show at once. */
  readonly developmentGuild?: string;
  /**
   * Gateway connections of this process. `auto`, the default, asks Discord, which recommends one per 1,000 servers or
   * so. `given`: `createShards` started the process, and discord.js finds its share in the environment.
   */
  readonly shards?: number | 'auto' | 'given';
  /** For posts, default 50. All processes of one bot share Discord's 50. */
  readonly requestsPerSecond?: number;
  /** Milliseconds after which a slow answer is deferred, default 1,000. Discord waits 3,000. */
  readonly deferAfterMs?: number;
  /** The present values of a form's fields, shown when it opens. */
  readonly fieldsOf?: FieldsOf;
}

export interface Discord {
  readonly messenger: Messenger;
  /**
   * Connects, and registers the commands if they have changed.
   * @throws Error when Discord does not accept the token or cannot be reached.
   */
  start(): Promise<void>;
  /** Takes no more interactions, and gives those in progress 5 s to be answered. */
  stop(): Promise<void>;
}

const interactionEvent = 'INTERACTION_CREATE' as never;
const stopDeadlineMs = 5_000;
/** Discord's limit for a whole bot (docs.discord.com, topics/rate-limits). */
const maxRequestsPerSecond = 50;
const badToken =
  'Discord does not accept the token: make a new one in the developer portal, set it, start again.';

/** The bot in Discord: commands, buttons, forms, and digests by its messenger. */
export function createDiscordClient(options: DiscordOptions): Discord {
  const { token, router, lines, logger, onBug } = options;
  const client = createSdkClient(options);
  const onUnauthorized = stopOnce(client, options);
  const watcher = { invalidRequests: createInvalidRequestLimit(), onUnauthorized };
  watchRest(client.rest, watcher);
  const takeToken = createRateLimit({ perSecond: options.requestsPerSecond ?? maxRequestsPerSecond });
  const messenger = createMessenger({
    ...options,
    rest: rateLimited(createPostRest({ ...options, ...watcher }), takeToken),
    invalidRequests: watcher.invalidRequests,
    cached: (channel) => cachedChannel(client, channel),
  });
  let changeCommandId: string | undefined;
  const handle = createInteractionHandler({
    router,
    lines,
    onBug,
    mayChange: createChangeRights({ rest: client.rest, commandId: () => changeCommandId }),
    ...defined({ fieldsOf: options.fieldsOf }),
    responder: { rest: client.rest, ...defined({ deferAfterMs: options.deferAfterMs }) },
  });
  const inProgress = new Set<Promise<void>>();
  // The gateway's JSON as it comes: it is documented, and holds fields that discord.js does not know yet.
  client.ws.on(interactionEvent, (interaction: APIInteraction) => {
    const handling = handle(interaction).catch((err: unknown) => {
      logger.warn({ err, interaction: interaction.id }, 'a discord interaction was not answered');
    });
    inProgress.add(handling);
    void handling.finally(() => inProgress.delete(handling));
  });
  listenLifecycle(client, { ...options, onUnauthorized });

  async function register(applicationId: string): Promise<string> {
    const { change, ids } = await registerCommands({
      rest: client.rest,
      applicationId,
      commands: router.commands,
      ...defined({ guild: options.developmentGuild }),
    });
    changeCommandId = ids.get(changeCommand);
    return change;
  }

  return {
    messenger,
    async start() {
      const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
      try {
        await client.login(token);
      } catch (error) {
        if (isBadToken(error)) onUnauthorized();
        throw error;
      }
      const { application } = await ready;
      const commands = await register(application.id).catch((err: unknown) => {
        // The commands of an earlier start still work.
        logger.error({ err }, 'the discord commands were not registered');
        return 'failed';
      });
      logger.info({ servers: client.guilds.cache.size, commands }, 'discord is connected');
    },
    async stop() {
      client.ws.removeAllListeners(interactionEvent);
      await settlesWithin(stopDeadlineMs, Promise.all(inProgress));
      await client.destroy();
    },
  };
}

/** Interactions need no intent. The only one asked for brings servers and channels that come and go. */
function createSdkClient({ apiUrl, shards = 'auto' }: DiscordOptions): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    ...(shards === 'auto' && { shards }),
    ...(typeof shards === 'number' && { shardCount: shards }),
    ...(apiUrl !== undefined && { rest: { api: apiUrl } }),
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

const isBadToken = (error: unknown): boolean => {
  const { code, status } = (error ?? {}) as { code?: unknown; status?: unknown };
  return code === 'TokenInvalid' || status === 401;
};
