import { createDiscordClient } from '../../../adapters/discord/connection/client.ts';
import { shortId } from '../../../adapters/discord/render/buttons.ts';
import { formFields } from '../../commands/digests/form-fields.ts';
import { defined } from '../../defined.ts';
import type { DiscordConfig } from '../config.ts';
import type { Platform, PlatformDeps } from './platform.ts';

/** Requests per second that Discord allows all processes of a bot together (docs, topics/rate-limits). */
const sharedRequestsPerSecond = 50;

export function composeDiscord(config: DiscordConfig, deps: PlatformDeps): Platform {
  const { token, silent, crosspost, apiUrl, guild, shardCount } = config;
  const { router, services, clock, logger, onBug, onStopped } = deps;
  const { store } = services;
  const discord = createDiscordClient({
    token,
    router,
    logger,
    onBug,
    lines: {
      lineOf: store.lineOf,
      idFor(line) {
        const id = shortId(line);
        store
          .keepLine(id, line)
          .catch((err: unknown) => logger.error({ err }, 'the line of a button was not kept'));
        return id;
      },
    },
    onGone: (workspace, channel) => {
      const stopped = { at: clock.now(), reason: 'the channel was deleted, or the bot was removed' };
      const stopping =
        channel === undefined
          ? store.stopWorkspace('discord', workspace, stopped)
          : store.stopPlace({ platform: 'discord', workspace, channel }, stopped);
      stopping.catch((err: unknown) => logger.error({ err }, 'a place that is gone was not stopped'));
    },
    onStopped: (reason) => onStopped('discord', reason),
    fieldsOf: (command, { place }) => formFields(command, place, store),
    silent,
    crosspost,
    ...(shardCount !== undefined && { shards: 'given' as const, requestsPerSecond: share(shardCount) }),
    ...defined({ apiUrl, developmentGuild: guild }),
  });
  const { messenger, start, stop } = discord;
  return { name: 'discord', messenger, start, stop };
}

const share = (processes: number): number => Math.max(1, Math.floor(sharedRequestsPerSecond / processes));
