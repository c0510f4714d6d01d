import type { Caller } from '../../src/commands/command.ts';

/** The one person and the one place of a terminal. */
export const consoleCaller: Caller = {
  place: { platform: 'console', workspace: 'local', channel: 'terminal' },
  person: { id: 'you', zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  mayChange: async () => true,
};
