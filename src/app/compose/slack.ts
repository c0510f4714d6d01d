import { createSlackClient } from '../../../adapters/slack/connection/client.ts';
import type { SlackPorts } from '../../../adapters/slack/context.ts';
import { link } from '../../cards/builders.ts';
import { formFields } from '../../commands/digests/form-fields.ts';
import { homeCard } from '../../commands/digests/home-card.ts';
import { linkCard } from '../../commands/look-up/link-card.ts';
import type { Services } from '../../commands/services.ts';
import type { Clock } from '../../ports/clock-and-logger.ts';
import type { SlackConfig } from '../config.ts';
import type { Platform, PlatformDeps } from './platform.ts';

const stopDeadlineMs = 5_000;

export function composeSlack(config: SlackConfig, deps: PlatformDeps): Platform {
  const { router, services, clock, logger, onBug, onStopped } = deps;
  const { store } = services;
  const slack = createSlackClient({
    ...config,
    router,
    logger,
    clock,
    onBug,
    ports: slackPorts(services, clock),
    ruleOf: (workspace) => store.changeRule('slack', workspace),
    vault: store,
    onLost: (error) => onStopped('slack', error instanceof Error ? error.message : String(error)),
  });
  const { messenger, start } = slack;
  return { name: 'slack', messenger, start, stop: () => slack.stop(stopDeadlineMs) };
}

function slackPorts(services: Services, clock: Clock): SlackPorts {
  const { store } = services;
  return {
    homeCard: (caller) =>
      homeCard(caller, services, (channel) =>
        link(
          `Channel ${channel}`,
          `https://slack.com/app_redirect?team=${caller.place.workspace}&channel=${channel}`,
        ),
      ),
    fieldsOf: (command, { place }) => formFields(command, place, store),
    linkCard: (url) => linkCard(url, services.index),
    uninstalled: (workspace) =>
      store.stopWorkspace('slack', workspace, {
        at: clock.now(),
        reason: 'the app was removed from the workspace',
        remedy: 'Install it again, then type: digest resume',
      }),
    placeLost: async (place, remedy) => {
      if (await store.place(place))
        await store.stopPlace(place, {
          at: clock.now(),
          reason: 'the channel cannot be posted to any more',
          remedy,
        });
    },
    placeMoved: (from, to) => store.movePlace(from, to),
  };
}
