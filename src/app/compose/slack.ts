import type { SlackOptions } from '../../../adapters/slack/connection/client.ts';
import { formFields } from '../../commands/digests/digest-settings.ts';
import { homeCard } from '../../commands/digests/home-card.ts';
import { linkPreview } from '../../commands/look-up/link-preview.ts';
import { resumePlace, resumeWorkspace, stopPlace } from '../../digest/deliver/stopped-places.ts';
import type { PlatformDeps } from '../run/bot.ts';

/** All that Slack's client needs but its settings. */
export function slackPorts(deps: PlatformDeps) {
  const { services, onStopped, posting: _, ...shared } = deps;
  const { clock } = shared;
  const { store } = services;
  return {
    ...shared,
    ports: {
      homeCard: (caller) => homeCard(caller, services),
      fieldsOf: (command, caller) => formFields(command, caller, store),
      linkPreview: (url, place) => linkPreview(url, place, services),
      uninstalled: (workspace) =>
        store.stopWorkspace('slack', workspace, {
          at: clock.now(),
          reason: 'the app was removed from the workspace',
          remedy: 'Install it again.',
          untold: true,
        }),
      installed: (workspace) => resumeWorkspace('slack', workspace, clock.now(), services),
      placeLost: (place, reason, remedy) => stopPlace(place, { reason, remedy }, services),
      placeBack: (place) => resumePlace(place, services),
      async placeMoved(from, to) {
        await store.movePlace(from, to);
        // Posts to the old id may have failed before Slack told of the new one.
        await resumePlace(to, services);
      },
    },
    ruleOf: (workspace) => store.changeRule('slack', workspace),
    vault: store,
    onLost: (error) => onStopped('slack', error instanceof Error ? error.message : String(error)),
  } satisfies Omit<SlackOptions, 'connection'>;
}
