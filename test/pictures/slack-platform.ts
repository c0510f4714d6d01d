import { createMessenger } from '../../adapters/slack/deliver/messenger.ts';
import { renderOutcome } from '../../adapters/slack/listen/respond.ts';
import { fitsAnswer } from '../../adapters/slack/render/message.ts';
import { createShownCards } from '../../adapters/slack/shown-cards.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import type { ChatPlatform, Payload, PlatformDeps } from './platform.ts';

/** Slack's adapter, whose calls are kept. */
export function createSlackPlatform({ clock }: PlatformDeps): ChatPlatform {
  const posted: Payload[] = [];
  const shownCards = createShownCards();
  const client = {
    async apiCall(method: string, body: Record<string, unknown> = {}) {
      if (method === 'chat.postMessage')
        posted.push({ platform: 'slack', surface: 'thread_ts' in body ? 'thread' : 'message', body });
      return { ok: true, ts: `${1_777_000_000 + posted.length}.000100` };
    },
  };
  const messenger = createMessenger({ clientFor: async () => client, clock, logger: silentLogger });
  return {
    messenger: { ...messenger, find: async () => 'absent' },
    place: { platform: 'slack', workspace: 'T0LAB', channel: 'C0PAPERS' },
    person: 'U0ADA',
    fitsAnswer,
    posted,
    draw(line, outcome) {
      const surface = outcome.audience === 'place' ? 'message' : 'private';
      return [{ platform: 'slack', surface, body: { ...renderOutcome({ shownCards }, outcome, line) } }];
    },
  };
}
