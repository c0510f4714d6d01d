import type { DiscordOptions } from '../../../adapters/discord/connection/client.ts';
import { shortId } from '../../../adapters/discord/render/buttons.ts';
import { formFields } from '../../commands/digests/digest-settings.ts';
import { defined } from '../../defined.ts';
import { resumeWorkspace, stopPlace } from '../../digest/deliver/stopped-places.ts';
import type { PlatformDeps } from '../run/bot.ts';

/** All that Discord's client needs but its settings. */
export function discordPorts({ router, services, clock, logger, onBug, onStopped, posting }: PlatformDeps) {
  const { store } = services;
  return {
    router,
    logger,
    onBug,
    ...defined({ posting }),
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
      const stopping =
        channel === undefined
          ? store.stopWorkspace('discord', workspace, {
              at: clock.now(),
              reason: 'I was removed from the server',
              untold: true,
            })
          : stopPlace(
              { platform: 'discord', workspace, channel },
              { reason: 'the channel was deleted' },
              services,
            );
      stopping.catch((err: unknown) => logger.error({ err }, 'a place that is gone was not stopped'));
    },
    onBack: (workspace, since) => {
      resumeWorkspace('discord', workspace, since, services).catch((err: unknown) =>
        logger.error({ err }, 'the places of a server were not resumed'),
      );
    },
    onStopped: (reason) => onStopped('discord', reason),
    hasDigest: (place) =>
      store.subscriptions(place).then(
        (topics) => topics.length > 0,
        () => false,
      ),
    fieldsOf: (command, caller) => formFields(command, caller, store),
  } satisfies Omit<DiscordOptions, 'token'>;
}
