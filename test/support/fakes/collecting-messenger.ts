import type { Messenger, Outgoing } from '../../../src/ports/messenger.ts';

/** A platform that takes every message, and remembers them all. */
export function collectingMessenger(): Messenger & { readonly sent: Outgoing[]; readonly told: string[] } {
  const sent: Outgoing[] = [];
  const told: string[] = [];
  return {
    sent,
    told,
    async send(message) {
      sent.push(message);
      return { id: `m${sent.length}` };
    },
    find: async ({ key }) => (sent.some((message) => message.key === key) ? { id: key } : 'absent'),
    async tell(_workspace, person, card) {
      told.push(`${person}: ${card.summary}`);
    },
    preflight: async () => [],
  };
}
