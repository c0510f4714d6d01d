import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Core } from '../../../src/app/compose/core.ts';
import { plainText } from '../../../src/cards/builders.ts';
import type { Answer, Caller } from '../../../src/commands/command.ts';
import type { Services } from '../../../src/commands/services.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import { runPlace } from '../../../src/digest/deliver/run-jobs.ts';
import { UserError } from '../../../src/errors.ts';
import { sampleCaller } from '../fixtures/sample-caller.ts';
import { samplePaper } from '../fixtures/sample-papers.ts';
import { createFakeFeedSource } from './fake-feed-source.ts';
import { seedCore } from './seed-core.ts';
import { createTestMessenger } from './test-messenger.ts';

/**
 * The commands over the saved pages and an empty store, for the tests of one file; `onDatabase` for what the store in memory
 * does not do. Each test has a new place, and begins
 * on Monday, 4 May 2026, at 06:00 UTC.
 */
export function useCommandLab({ onDatabase = false } = {}) {
  const clock = { at: 0, now: () => clock.at };
  const messenger = createTestMessenger();
  const feeds = createFakeFeedSource();
  let core: Core & { end(): Promise<void> };
  let services: Services;
  let caller: Caller;
  let places = 0;
  let arrived = 0;
  const toMonday = () => {
    clock.at = Date.parse('2026-05-04T06:00:00Z');
  };

  beforeAll(async () => {
    toMonday();
    core = await seedCore({ clock, messenger, opensStore: true, quick: !onDatabase, feeds });
    services = await core.services.open();
  }, 60_000);
  afterAll(() => core.end());
  beforeEach(() => {
    toMonday();
    messenger.posted.length = 0;
    caller = sampleCaller({ place: { platform: 'console', workspace: 'lab', channel: `c${++places}` } });
  });

  const ask = (line: string, who = caller): Promise<Answer> => core.router.answer(line, who);
  return {
    clock,
    messenger,
    feeds,
    get router() {
      return core.router;
    },
    get services() {
      return services;
    },
    get caller() {
      return caller;
    },
    ask,
    /** The card of an answer, as JSON. */
    words: async (line: string, who?: Caller) => JSON.stringify((await ask(line, who)).card),
    async mistake(line: string, who?: Caller): Promise<UserError> {
      const error = await ask(line, who).catch((reason: unknown) => reason);
      if (error instanceof UserError) return error;
      throw new Error(`“${line}” was no mistake`);
    },
    async arrive(title: string, fields: Partial<Paper> = {}): Promise<Paper> {
      const paper = samplePaper({ id: `new${++arrived}`, title, abstract: 'Words.', ...fields });
      await services.store.addPapers([paper], clock.at);
      await services.index.put([paper]);
      return paper;
    },
    /** Runs the place's jobs at an instant. @returns the titles of the messages that were posted */
    async digestAt(instant: string): Promise<string[]> {
      clock.at = Date.parse(instant);
      const before = messenger.posted.length;
      await runPlace(caller.place, services);
      return messenger.posted.slice(before).map(({ card }) => card.title);
    },
    /** The titles of all papers in the messages that were posted in the channel. */
    paperTitles: (): string[] =>
      messenger.posted.flatMap(({ card, under }) =>
        (under === undefined ? card.blocks : []).flatMap((block) =>
          block.kind === 'entries' ? block.entries.map(({ title }) => plainText(title)) : [],
        ),
      ),
  };
}
