import { countEntries } from '../../../src/cards/fit.ts';
import type { DeliveryError } from '../../../src/errors.ts';
import type { Messenger, Outgoing } from '../../../src/ports/messenger.ts';

/** An error for the next message, which is either not posted (`lost`) or posted all the same. */
export interface Fault {
  readonly error: DeliveryError | Error;
  readonly message: 'lost' | 'posted';
}

export interface TestMessengerOptions {
  /** Whether `find` can tell what was posted. Default true. */
  readonly canFind?: boolean;
  /** Entries that a message holds. Default: any number. */
  readonly room?: number;
  /** Work between the posting of a message and its answer. */
  readonly answer?: () => Promise<void>;
}

/** A platform in memory that posts everything, except where it was told to fail. */
export function createTestMessenger({
  canFind = true,
  room = Number.POSITIVE_INFINITY,
  answer = async () => {},
}: TestMessengerOptions = {}) {
  const posted: Outgoing[] = [];
  const told: { readonly person: string; readonly text: string }[] = [];
  const announced: { readonly channel: string; readonly text: string }[] = [];
  const faults: (Fault | 'none')[] = [];
  const tries: string[] = [];
  const preflights: DeliveryError[] = [];
  const answers = new Map<string, number>();
  const replyFaults: DeliveryError[] = [];
  const count = (id: string, more: number) => answers.set(id, (answers.get(id) ?? 0) + more);
  const messenger: Messenger = {
    async send(message) {
      tries.push(message.key);
      const next = faults.shift();
      const fault = next === 'none' ? undefined : next;
      if (fault?.message !== 'lost') posted.push(message);
      if (message.under !== undefined) count(message.under.id, 1);
      if (fault !== undefined) throw fault.error;
      await answer();
      return { id: message.key };
    },
    async find({ key }) {
      if (!canFind) return 'unknowable';
      return posted.some((each) => each.key === key) ? { id: key } : 'absent';
    },
    async repliesTo({ ref }) {
      const trouble = replyFaults.shift();
      if (trouble !== undefined) throw trouble;
      return answers.get(ref.id) ?? 0;
    },
    async announce({ channel }, { summary }) {
      announced.push({ channel, text: summary });
    },
    async tell(_workspace, person, { summary }) {
      told.push({ person, text: summary });
    },
    fits: (card) => countEntries(card) <= room,
    async preflight() {
      const trouble = preflights.shift();
      if (trouble !== undefined) throw trouble;
      return [];
    },
  };
  return {
    ...messenger,
    posted,
    told,
    announced,
    tries,
    /** Faults for the next messages, one each. */
    fail: (...more: readonly (Fault | 'none')[]) => faults.push(...more),
    /** Errors for the next checks of permissions, one each. */
    failPreflight: (...more: readonly DeliveryError[]) => preflights.push(...more),
    /** People write below a message. */
    answer: count,
    /** Errors for the next counts of answers, one each. */
    failReplies: (...more: readonly DeliveryError[]) => replyFaults.push(...more),
    /** Removes the faults that have not happened yet. */
    forgive: () => faults.splice(0),
    /** The titles posted in a channel, in order; those of details are indented. */
    seenIn: (channel: string) =>
      posted
        .filter(({ place }) => place.channel === channel)
        .map(({ card, under }) => (under === undefined ? card.title : `  ${card.title}`)),
  };
}
