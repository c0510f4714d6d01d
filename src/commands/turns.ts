import { setImmediate as nextTurn } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { placeKey } from '../topics/place.ts';
import type { Caller } from './command.ts';
import type { Router } from './router.ts';

interface TurnOptions {
  /** Lines of one person that run at a time. */
  readonly perPerson?: number;
  /** Lines that run at a time, of all people. Most of a long line's time is spent waiting for a platform. */
  readonly atOnce?: number;
  /** Lines of one person that may wait. */
  readonly waitingPerPerson?: number;
}

interface Person {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * Lets people take turns: the next piece of work is that of the person whose turn was longest ago, however much the others
 * have waiting. Between two pieces the process handles what has come in, so that nothing waits for a search but other
 * searches.
 */
export function createTurns({ perPerson = 2, atOnce = 32, waitingPerPerson = 20 }: TurnOptions = {}) {
  /** Everybody with work, the next in turn first. */
  const people = new Map<string, Person>();
  let running = 0;
  let isStarting = false;

  function takeNext(): (() => void) | undefined {
    if (running >= atOnce) return undefined;
    for (const [key, person] of people) {
      const start = person.running < perPerson ? person.waiting.shift() : undefined;
      if (start === undefined) continue;
      person.running += 1;
      running += 1;
      people.delete(key);
      people.set(key, person);
      return start;
    }
    return undefined;
  }

  async function startWaiting(): Promise<void> {
    if (isStarting) return;
    isStarting = true;
    for (;;) {
      await nextTurn();
      const start = takeNext();
      if (start === undefined) break;
      start();
    }
    isStarting = false;
  }

  return {
    /**
     * Runs work when it is the person's turn.
     * @throws what the work throws, or UserError when too much of the person's work waits
     */
    async take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
      const person = people.get(key) ?? { running: 0, waiting: [] };
      if (person.waiting.length >= waitingPerPerson)
        throw new UserError(
          'too-many-waiting',
          `I’m still working on your last ${waitingPerPerson} requests.`,
          'Wait for a few answers, then try again.',
        );
      people.set(key, person);
      const started = new Promise<void>((resolve) => person.waiting.push(resolve));
      void startWaiting();
      await started;
      try {
        return await work();
      } finally {
        running -= 1;
        person.running -= 1;
        if (person.running === 0 && person.waiting.length === 0) people.delete(key);
        void startWaiting();
      }
    },
  };
}

/** A router whose lines are run in turns, by person. */
export function inTurns(router: Router, options: TurnOptions = {}): Router {
  const turns = createTurns(options);
  return {
    ...router,
    answer: (line, caller) => turns.take(keyOf(caller), () => router.answer(line, caller)),
  };
}

const keyOf = ({ place: { platform, workspace }, person }: Caller): string =>
  placeKey({ platform, workspace, channel: person.id });
