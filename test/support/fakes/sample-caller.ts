import type { Caller } from '../../../src/commands/command.ts';

export const sampleCaller = (fields: Partial<Caller> = {}): Caller => ({
  place: { platform: 'console', workspace: 'lab', channel: 'papers' },
  person: { id: 'ada', name: 'Ada' },
  mayChange: async () => true,
  ...fields,
});
