import { type APIInteraction, type Client, Events } from 'discord.js';
import type { Router } from '../../../src/commands/router.ts';
import type { OnBug } from '../../../src/commands/run-line.ts';
import { defined } from '../../../src/defined.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import { createMessenger } from '../deliver/messenger.ts';
import { createInteractionHandler, type FieldsOf } from '../interact/interactions.ts';
import { within } from '../interact/respond.ts';
import { changeCommand, commandData } from '../register/command-data.ts';
import { registerCommands } from '../register/register-commands.ts';
import type { ButtonLines } from '../render/button-ids.ts';
import { forms } from '../render/form.ts';
import { createChangeRights } from '../rights.ts';
import { knownChannel } from './cached-channel.ts';
import { createRequestBudget } from './invalid-request-limit.ts';
import { createRateLimit, rateLimited } from './rate-limit.ts';
import { createPostRest, watchRest } from './rest.ts';
import { createSdkClient } from './sdk-client.ts';

export interface DiscordOptions {
  readonly token: string;
  /** Base address of REST; Discord's own unless told. */
  readonly apiUrl?: string;
  readonly router: Router;
  readonly lines: ButtonLines;
  readonly logger: Logger;
  readonly onBug: OnBug;
  /** The bot was removed from a server, or a channel was deleted: nothing can be posted there any more. */
  readonly onGone: (workspace: string, channel?: string) => void;
  /** It cannot go on: the token is not good. Said once. */
  readonly onStopped: (reason: string) => void;
  /** Digests without a sound. */
  readonly silent?: boolean;
  /** Digests in announcement channels are published to the servers that follow them. */
  readonly crosspost?: boolean;
  /** Register commands on this server only, where changes show at once. */
  readonly developmentGuild?: string;
  /** See `createClient`. */
  readonly shards?: number | 'auto' | 'given';
  /** For posts, default 50. Processes of one bot share Discord's 50. */
  readonly requestsPerSecond?: number;
  readonly deferAfterMs?: number;
  /** What stands in the fields of a command's form when it opens: the place's present settings. */
  readonly fieldsOf?: FieldsOf;
}

export interface Discord {
  readonly messenger: Messenger;
  /** Connects, and registers the commands when they changed. */
  start(): Promise<void>;
  /** Takes no more questions, and answers those under way, for some seconds at most. */
  stop(): Promise<void>;
}

const INTERACTION = 'INTERACTION_CREATE' as never;
const stopMs = 5_000;
/** What Discord allows a bot (docs, topics/rate-limits). */
const requestsPerSecond = 50;
const badToken =
  'Discord does not accept the token: make a new one in the developer portal, set it, start again.';
/** docs.discord.com, topics/opcodes-and-status-codes, gateway close codes. */
const authenticationFailed = 4_004;

/** The bot in Discord. */
export function createDiscordClient(options: DiscordOptions): Discord {
  const { token, router, lines, logger, onBug } = options;
  const client = createSdkClient(options);
  const budget = createRequestBudget();
  const onUnauthorized = stopOnce(client, options);
  watchRest(client.rest, { budget, onUnauthorized });
  const turn = createRateLimit({ perSecond: options.requestsPerSecond ?? requestsPerSecond });
  const rest = rateLimited(createPostRest({ ...options, budget, onUnauthorized }), turn);
  const messenger = createMessenger({
    ...options,
    rest,
    budget,
    known: (channel) => knownChannel(client, channel),
    onTrouble: (err, message) => logger.warn({ err }, message),
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
  const running = new Set<Promise<void>>();
  // The plain JSON of the gateway: it is documented, and keeps what discord.js does not know yet.
  client.ws.on(INTERACTION, (interaction: APIInteraction) => {
    const answering = handle(interaction).catch((err: unknown) => {
      logger.warn({ err, interaction: interaction.id }, 'an interaction was not answered');
    });
    running.add(answering);
    void answering.finally(() => running.delete(answering));
  });
  watchLifecycle(client, options, onUnauthorized);

  async function register(applicationId: string): Promise<string> {
    const { outcome, ids } = await registerCommands({
      rest: client.rest,
      applicationId,
      commands: commandData(router.commands, { forms: Object.keys(forms) }),
      ...defined({ guild: options.developmentGuild }),
    });
    changeCommandId = ids.get(changeCommand);
    return outcome;
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
      const outcome = await register(application.id).catch((err: unknown) => {
        // The commands of the last time still work.
        logger.error({ err }, 'the discord commands were not registered');
        return 'failed';
      });
      logger.info({ servers: client.guilds.cache.size, commands: outcome }, 'discord is connected');
    },
    async stop() {
      client.ws.removeAllListeners(INTERACTION);
      await within(Promise.all(running), stopMs);
      await client.destroy();
    },
  };
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

/** Servers and channels that go for good, apart from those that are only out of reach. */
function watchLifecycle(client: Client, options: DiscordOptions, onUnauthorized: () => void): void {
  const { logger, onGone } = options;
  // discord.js has this event for removals only; an outage is guildUnavailable.
  client.on(Events.GuildDelete, ({ id }) => onGone(id));
  client.on(Events.GuildUnavailable, ({ id }) =>
    logger.warn({ server: id }, 'a discord server is out of reach'),
  );
  client.on(Events.ChannelDelete, (channel) => {
    if ('guildId' in channel) onGone(channel.guildId, channel.id);
  });
  client.on(Events.ThreadDelete, ({ guildId, id }) => onGone(guildId, id));
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (code === authenticationFailed) onUnauthorized();
    else logger.error({ code }, 'discord closed the connection for good');
  });
  client.on(Events.ShardReconnecting, (shard) =>
    logger.info({ shard }, 'discord connection lost, reconnecting'),
  );
  client.on(Events.ShardResume, (shard) => logger.info({ shard }, 'discord connection resumed'));
  client.on(Events.Error, (err) => logger.error({ err }, 'discord.js reported an error'));
  client.on(Events.ShardError, (err) => logger.warn({ err }, 'discord connection error'));
}
