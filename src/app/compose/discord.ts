import type { DiscordOptions } from '../../../adapters/discord/connection/client.ts';
import { shortId } from '../../../adapters/discord/render/buttons.ts';
import { formFields } from '../../commands/digests/digest-settings.ts';
import type { PlatformDeps } from '../run/bot.ts';

/** All that Discord's client needs but its settings. */
export function discordPorts({ router, services, clock, logger, onBug, onStopped }: PlatformDeps) {
  const { store } = services;
  return {
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
    fieldsOf: (command, caller) => formFields(command, caller, store),
  } satisfies Omit<DiscordOptions, 'token'>;
}
