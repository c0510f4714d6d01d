import { expect, it } from 'vitest';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { createPartialIndexNotice } from '../../../src/app/services/partial-index.ts';
import { allCommands } from '../../../src/commands/all-commands.ts';
import { createRouter } from '../../../src/commands/router.ts';
import type { Services } from '../../../src/commands/services.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { createLab } from '../../support/fakes/digest-lab.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';

function world(open: () => Promise<unknown>, isReading?: () => boolean, deps?: Services) {
  const corpus = {
    ...sampleCorpus([samplePaper({ id: 'p1', title: 'Saved wombats' })]),
    pages: [],
    warnings: [],
    rejects: [],
  };
  const stored = createPartialIndexNotice(createPaperIndex(corpus), open, isReading);
  const openDesk = async () => {
    if (deps === undefined) throw new Error('not here');
    return stored.telling(deps);
  };
  const desk = { corpus, open: openDesk };
  const commands = allCommands({ index: stored.index, corpus, services: desk });
  const sources = { commands, index: stored.index, clock: Date, followed: async () => [] };
  const router = stored.saying(createRouter(sources));
  return async (typed: string) => JSON.stringify((await router.answer(typed, sampleCaller())).card);
}

it('a look-up waits for the stored papers, and no other command does', async () => {
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

it('without them it answers from the saved pages, and says so until they are there', async () => {
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

it('while they are being read it answers from those that are there, and says so', async () => {
  let isReading = true;
  const ask = world(
    async () => {},
    () => isReading,
  );
  expect(await ask('search wombats')).toContain('still being read');
  isReading = false;
  expect(await ask('search wombats')).not.toContain('still being read');
});

it('says it in the answers that look papers up meanwhile, and in no other', async () => {
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

it('says it in the answer that was asked first, though another one began since', async () => {
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

it('says it of commands about following that read the index, and of no other', async () => {
  const lab = createLab({} as Database);
  const store = {
    marks: async () => [],
    arrivalOf: async () => undefined,
    mark: async () => {},
  } as unknown as Services['store'];
  const ask = world(
    async () => {},
    () => true,
    { ...lab.deps, store },
  );
  expect(await ask('saved')).not.toContain('still being read');
  expect(await ask('save Saved wombats')).toContain('still being read');
});
