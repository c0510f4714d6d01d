import type { DeliveryError } from '../../../src/errors.ts';
import type { Messenger, Outgoing } from '../../../src/ports/messenger.ts';

/** What happens to the next message. `lost`: it is not posted. `posted`: it is, and then the error comes. */
export interface Fault {
  readonly error: DeliveryError | Error;
  readonly message: 'lost' | 'posted';
}

export interface TestMessengerOptions {
  /** Whether it can be asked what it has. */
  readonly canLook?: boolean;
  /** Waited for between a message's posting and the answer. */
  readonly answer?: () => Promise<void>;
}

/** A platform in memory. It takes faults in the order in which they were ordered, and posts all else. */
export function createTestMessenger({ canLook = true, answer = async () => {} }: TestMessengerOptions = {}) {
  const posted: Outgoing[] = [];
  const told: { readonly person: string; readonly text: string }[] = [];
  const faults: (Fault | 'none')[] = [];
  const tries: string[] = [];
  const messenger: Messenger = {
    async send(message) {
      tries.push(message.key);
      const next = faults.shift();
      const fault = next === 'none' ? undefined : next;
      if (fault?.message !== 'lost') posted.push(message);
      if (fault !== undefined) throw fault.error;
      await answer();
      return { id: message.key };
    },
    async find({ key }) {
      if (!canLook) return 'unknowable';
      return posted.some((each) => each.key === key) ? { id: key } : 'absent';
    },
    async tell(_workspace, person, { summary }) {
      told.push({ person, text: summary });
    },
    preflight: async () => [],
  };
  return {
    ...messenger,
    posted,
    told,
    tries,
    /** The next messages meet these, one each; `none`: that one is posted. */
    fail: (...more: readonly (Fault | 'none')[]) => faults.push(...more),
    /** Works again, whatever was ordered. */
    forgive: () => faults.splice(0),
    /** Titles of what stands in a channel, below what, in order. */
    seenIn: (channel: string) =>
      posted
        .filter(({ place }) => place.channel === channel)
        .map(({ card, under }) => (under === undefined ? card.title : `  ${card.title}`)),
  };
}
