import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { FeedSource } from '../../../src/app/services/jobs.ts';
import {
  type OpenServices,
  openServices,
  type ServicesOptions,
} from '../../../src/app/services/open-services.ts';
import type { PaperIndex } from '../../../src/ports/index.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';
import { makeStoreFolder } from '../../support/fixtures/store-folder.ts';

const corpus = {
  ...sampleCorpus([samplePaper({ id: 'p1', title: 'Stored wombats' })]),
  pages: [],
  warnings: [],
  rejects: [],
};
let dataDir: string;
let desk: OpenServices | undefined;
beforeAll(async () => {
  dataDir = await makeStoreFolder();
});
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

async function open(fields: Partial<ServicesOptions> = {}): Promise<OpenServices> {
  desk = await openServices({
    store: { dataDir },
    corpus,
    index: createPaperIndex(sampleCorpus([])),
    clock: Date,
    logger: collectLog(),
    messengerOf: () => undefined,
    ...fields,
  });
  return desk;
}

/** Names of feeds, of which opening waits until it is let go. */
function slowFeeds() {
  let letGo = () => {};
  let reached = () => {};
  const asked = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const feeds: FeedSource = {
    infos: [],
    label: (name) => name,
    async open() {
      reached();
      await held;
      return [];
    },
  };
  return { feeds, asked, letGo };
}

it('starts no jobs when it is closed while the feeds are opened, and waits until they are', async () => {
  const { feeds, asked, letGo } = slowFeeds();
  const { startJobs, close } = await open({ feeds });
  const starting = startJobs();
  await asked;
  const ends: string[] = [];
  const closing = close().then(() => ends.push('closed'));
  await new Promise(setImmediate);
  ends.push('let go');
  letGo();
  expect(await starting).toBe(false);
  await closing;
  expect(ends).toEqual(['let go', 'closed']);
}, 60_000);
it('starts no jobs when it is closed while the queue connects', async () => {
  const { startJobs, close } = await open();
  const starting = startJobs();
  await close();
  expect(await starting).toBe(false);
}, 60_000);
it('opens before all stored papers are read, and asks for them again when that fails', async () => {
  const index = createPaperIndex(sampleCorpus([]));
  let tries = 0;
  const logger = collectLog();
  const put: PaperIndex['put'] = async (papers) => {
    if (++tries === 1) throw new Error('no papers now');
    return index.put(papers);
  };
  const { isReading, startJobs } = await open({ index: { ...index, put }, logger, indexWaitMs: 0 });
  expect(isReading()).toBe(true);
  const starting = startJobs();
  await vi.waitFor(() => expect(isReading()).toBe(false), { timeout: 10_000 });
  expect((await index.paper('p1'))?.title).toBe('Stored wombats');
  expect(logger.lines.filter(({ message }) => message.includes('changed papers')).length).toBe(2);
  expect(await starting).toBe(true);
}, 60_000);
it('fails without the stored papers when it is to wait for all of them', async () => {
  const index = createPaperIndex(sampleCorpus([]));
  const put = () => Promise.reject(new Error('no papers now'));
  await expect(open({ index: { ...index, put } })).rejects.toThrow('no papers now');
}, 60_000);
it('starts no jobs when it is closed before all stored papers are read, and does not say that they are', async () => {
  const index = createPaperIndex(sampleCorpus([]));
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const { isReading, startJobs, close } = await open({
    index: { ...index, put: () => held },
    indexWaitMs: 0,
  });
  const starting = startJobs();
  const closing = close();
  letGo();
  await closing;
  expect([await starting, isReading()]).toEqual([false, true]);
}, 60_000);
