import { describe, expect, it } from 'vitest';
import { allCommands } from '../../src/commands/all-commands.ts';
import { createDigests } from '../../src/commands/digests/digests.ts';
import { createRouter } from '../../src/commands/router.ts';
import type { Services } from '../../src/commands/services.ts';
import { createDeliveryMemory } from '../../src/digest/deliver/delivery-memory.ts';
import { createMatchesCache } from '../../src/digest/plan/matches-cache.ts';
import { UserError } from '../../src/errors.ts';
import type { PaperIndex } from '../../src/ports/index.ts';
import type { Store } from '../../src/ports/store/store.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { createLab, useLabStore } from '../support/fakes/digest-lab.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { createTestMessenger } from '../support/fakes/test-messenger.ts';
import { sampleCaller } from '../support/fixtures/sample-caller.ts';
import { sampleCorpus, samplePaper } from '../support/fixtures/sample-papers.ts';
import { seedCorpus } from '../support/fixtures/seed-corpus.ts';

/** Commands over an index that opens the store by `open`, and may still be reading from it. */
function world(open: () => Promise<unknown>, isReading = () => false, services?: Services) {
  const corpus = {
    ...sampleCorpus([samplePaper({ id: 'p1', title: 'Saved wombats' })]),
    pages: [],
    warnings: [],
    rejects: [],
  };
  const index: PaperIndex = {
    ...createPaperIndex(corpus),
    extent: () =>
      open().then(
        () => ({ kind: isReading() ? 'partial' : 'whole' }),
        (error: Error) => ({ kind: 'seeds', reason: error.message }),
      ),
  };
  const access = {
    corpus,
    open: async () => {
      if (services === undefined) throw new Error('not here');
      return services;
    },
  };
  const commands = allCommands({ corpus, services: access });
  const router = createRouter({ commands, index, clock: Date, followed: async () => [] });
  return async (typed: string) => JSON.stringify((await router.answer(typed, sampleCaller())).card);
}

it('look-ups wait for the stored papers, and other commands do not', async () => {
  let opened = 0;
  const ask = world(async () => {
    opened += 1;
  });
  await ask('topics');
  await ask('help');
  expect(opened).toBe(0);
  for (const typed of ['search wombats', 'paper Saved wombats', 'similar Saved wombats']) {
    const before = opened;
    expect(await ask(typed)).toContain('Saved wombats');
    expect(opened).toBeGreaterThan(before);
  }
});

it('answers from the saved pages when the store cannot be opened, and says so until it can', async () => {
  let problem: string | undefined = 'The data folder is in use by process 7.';
  const ask = world(async () => {
    if (problem !== undefined) throw new Error(problem);
  });
  const answer = await ask('search wombats');
  expect(answer).toContain('Saved wombats');
  expect(answer).toContain('This is from the saved pages alone. The data folder is in use by process 7.');
  expect(await ask('topics')).not.toContain('saved pages alone');
  problem = undefined;
  expect(await ask('search wombats')).not.toContain('saved pages alone');
});

it('answers from what is there while stored papers are being read, and says so', async () => {
  let isReading = true;
  const ask = world(
    async () => {},
    () => isReading,
  );
  expect(await ask('search wombats')).toContain('still being read');
  isReading = false;
  expect(await ask('search wombats')).not.toContain('still being read');
});

it('says so in the answers that read the index meanwhile, and in no other', async () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let reached = () => {};
  const asked = new Promise<void>((resolve) => {
    reached = resolve;
  });
  let isReading = true;
  let opened = 0;
  const ask = world(
    async () => {
      if (++opened !== 1) return;
      reached();
      await held;
    },
    () => isReading,
  );
  const slow = ask('search wombats');
  await asked;
  const others = Promise.all(['topics', 'search wombats'].map(ask));
  expect((await others).map((answer) => answer.includes('still being read'))).toEqual([false, true]);
  isReading = false;
  letGo();
  expect(await slow).not.toContain('still being read');
});

it('says so in the first of two overlapping answers', async () => {
  const turns: (() => void)[] = [];
  const ask = world(
    () => new Promise<void>((resolve) => turns.push(resolve)),
    () => true,
  );
  const slow = ask('search wombats');
  await new Promise(setImmediate);
  turns.splice(0).forEach((letGo) => {
    letGo();
  });
  await ask('topics');
  expect(await slow).toContain('still being read');
});

it('says so for commands about following that read the index, and for no other', async () => {
  const lab = createLab({} as Store);
  const store = {
    marks: async () => [],
    arrivalOf: async () => undefined,
    mark: async () => {},
  } as unknown as Services['store'];
  const ask = world(
    async () => {},
    () => true,
    { ...lab.deps, store, digests: { ...lab.deps.digests, showSaves: async () => {} } },
  );
  expect(await ask('saved')).not.toContain('still being read');
  expect(await ask('save Saved wombats')).toContain('still being read');
});

describe('on the project’s own pages', () => {
  const labStore = useLabStore();

  it('every command says so when it reads the index, and only then', async () => {
    const corpus = await seedCorpus();
    const reads: string[] = [];
    const inMemory = createPaperIndex(corpus);
    const noting = Object.entries(inMemory).map(([name, method]) => [
      name,
      (...given: never[]) => {
        reads.push(name);
        return (method as (...given: never[]) => unknown)(...given);
      },
    ]);
    const index: PaperIndex = { ...Object.fromEntries(noting), extent: async () => ({ kind: 'partial' }) };
    const { store } = createLab(labStore());
    await store.addPapers(corpus.papers, 0);
    const servicesNow = (): Services => {
      const deps = {
        store,
        index,
        memory: createDeliveryMemory(0),
        // Answers from a cache depend on the index, too: each line begins with an empty one.
        matchesCache: createMatchesCache(store, index, corpus),
        clock: Date,
        logger: silentLogger,
        messengerOf: () => createTestMessenger(),
        feeds: [],
      };
      return { ...deps, feedLabel: (name) => name, digests: createDigests(deps) };
    };
    const commands = allCommands({ corpus, services: { corpus, open: async () => servicesNow() } });
    const router = createRouter({ commands, index, clock: Date, followed: async () => [] });
    const lines = [
      'follow low-bit quantization confirm:yes',
      ...commands.flatMap(({ examples }) => examples),
      `save ${corpus.papers[0]?.id}`,
    ];
    const wrong: string[] = [];
    for (const line of lines) {
      reads.splice(0);
      const answer = await router.answer(line, sampleCaller()).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
      });
      const says = JSON.stringify(answer?.card ?? {}).includes('still being read');
      if (answer !== undefined && says !== reads.length > 0) wrong.push(`${line}: ${says} ${reads}`);
    }
    expect(wrong).toEqual([]);
  });
});
