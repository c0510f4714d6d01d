import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FeedSource } from '../../../src/app/services/jobs.ts';
import {
  createStoreLifetime,
  type StoreLifetime,
  type StoreLifetimeOptions,
  type StoreSource,
} from '../../../src/app/services/store-lifetime.ts';
import { storeSource } from '../../../src/app/services/store-source.ts';
import type { PaperIndex } from '../../../src/ports/index.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';
import { makeStoreFolder } from '../../support/fixtures/store-folder.ts';
import { until } from '../../support/until.ts';

const corpus = {
  ...sampleCorpus([samplePaper({ id: 'p1', title: 'Stored wombats' })]),
  pages: [],
  warnings: [],
  rejects: [],
};
let dataDir: string;
let lifetime: StoreLifetime | undefined;
beforeAll(async () => {
  dataDir = await makeStoreFolder();
});
afterEach(async () => {
  await lifetime?.close();
  lifetime = undefined;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

function create(fields: Partial<StoreLifetimeOptions> = {}): StoreLifetime {
  const created = createStoreLifetime({
    source: storeSource({ store: { dataDir }, queue: {} }, collectLog()),
    corpus,
    index: createPaperIndex(sampleCorpus([])),
    clock: Date,
    logger: collectLog(),
    messengerOf: () => undefined,
    ...fields,
  });
  lifetime = created;
  return created;
}

async function open(fields: Partial<StoreLifetimeOptions> = {}): Promise<StoreLifetime> {
  const created = create(fields);
  await created.open();
  return created;
}

/** Feeds that open on command. */
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

it('starts no jobs when it is closed while feeds are being opened, and waits for them', async () => {
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
});
it('starts no jobs when it is closed while the queue connects', async () => {
  const { startJobs, close } = await open();
  const starting = startJobs();
  await close();
  expect(await starting).toBe(false);
});
it('opens before all stored papers are read, and reads them again after a failure', async () => {
  const index = createPaperIndex(sampleCorpus([]));
  let tries = 0;
  const logger = collectLog();
  const put: PaperIndex['put'] = async (papers) => {
    if (++tries === 1) throw new Error('no papers now');
    return index.put(papers);
  };
  const opened = await open({ index: { ...index, put }, logger, indexWaitMs: 0 });
  expect(opened.state).toBe('reading');
  expect(await opened.extent()).toEqual({ kind: 'partial' });
  const starting = opened.startJobs();
  await until(() => expect(opened.state).not.toBe('reading'));
  expect((await index.paper('p1'))?.title).toBe('Stored wombats');
  expect(logger.lines.filter(({ message }) => message.includes('changed papers')).length).toBe(2);
  expect(await starting).toBe(true);
  expect(opened.state).toBe('working');
});
it('fails to open when it waits for all stored papers and cannot read them', async () => {
  const index = createPaperIndex(sampleCorpus([]));
  const put = () => Promise.reject(new Error('no papers now'));
  await expect(open({ index: { ...index, put } })).rejects.toThrow('no papers now');
});
it('starts no jobs when it is closed before all stored papers are read, and never claims that they are', async () => {
  const index = createPaperIndex(sampleCorpus([]));
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const opened = await open({ index: { ...index, put: () => held }, indexWaitMs: 0 });
  const starting = opened.startJobs();
  const closing = opened.close();
  letGo();
  await closing;
  expect([await starting, opened.state]).toEqual([false, 'closing']);
});

describe('with a fake store', () => {
  /** A source that opens on command, with a store without papers. */
  function heldSource() {
    const asked: string[] = [];
    let letGo: (problem?: string) => void = () => {};
    const store = {
      addPapers: async () => void asked.push('seeds'),
      changedPapers: async () => [],
    } as unknown as Store;
    const source: StoreSource = {
      isEmbedded: true,
      isNew: false,
      open: () =>
        new Promise((resolve, reject) => {
          asked.push('open');
          letGo = (problem) => {
            if (problem !== undefined) reject(new Error(problem));
            else
              resolve({
                store,
                figures: async () => [],
                openQueue: () => Promise.reject(new Error('no queue')),
                close: async () => void asked.push('close'),
              });
          };
        }),
    };
    return { asked, source, letGo: (problem?: string) => letGo(problem) };
  }

  it('goes from closed to whole, and opens once for several calls', async () => {
    const { asked, source, letGo } = heldSource();
    const created = create({ source });
    expect(created.state).toBe('closed');
    const opening = Promise.all([created.open(), created.open()]);
    expect(created.state).toBe('opening');
    letGo();
    const [one, two] = await opening;
    expect(one).toBe(two);
    expect(created.state).toBe('whole');
    await created.close();
    expect([created.state, asked]).toEqual(['closing', ['open', 'seeds', 'close']]);
  });
  it('is closed after a failure to open, and opens at the next call', async () => {
    const { asked, source, letGo } = heldSource();
    const created = create({ source });
    const first = created.open();
    letGo('The folder is in use.');
    await expect(first).rejects.toThrow('The folder is in use.');
    expect(created.state).toBe('closed');
    const second = created.open();
    letGo();
    await second;
    expect([created.state, asked]).toEqual(['whole', ['open', 'open', 'seeds']]);
  });
  it('opens the store to find out what the index holds', async () => {
    const { asked, source, letGo } = heldSource();
    const created = create({ source });
    const failing = created.extent();
    letGo('The folder is in use.');
    expect(await failing).toEqual({ kind: 'seeds', reason: 'The folder is in use.' });
    const opening = created.extent();
    letGo();
    expect(await opening).toEqual({ kind: 'whole' });
    expect(asked).toEqual(['open', 'open', 'seeds']);
  });
  it('does not open the store to find out what the index holds when nothing is stored yet', async () => {
    const { asked, source } = heldSource();
    const created = create({ source: { ...source, isNew: true } });
    expect(await created.extent()).toEqual({ kind: 'whole' });
    expect([created.state, asked]).toEqual(['closed', []]);
  });
  it('closes a store that is still opening, and never opens it again', async () => {
    const { asked, source, letGo } = heldSource();
    const created = create({ source });
    const starting = created.startJobs();
    const opening = created.open();
    const closing = created.close();
    letGo();
    await expect(opening).rejects.toThrow('stopping');
    expect(await starting).toBe(false);
    await closing;
    await expect(created.open()).rejects.toThrow('stopping');
    expect(asked).toEqual(['open', 'close']);
  });
  it('opens nothing after it was closed unopened', async () => {
    const { asked, source } = heldSource();
    const created = create({ source });
    await created.close();
    await expect(created.open()).rejects.toThrow('stopping');
    expect(await created.startJobs()).toBe(false);
    expect(asked).toEqual([]);
  });
  it('stops reading papers when it is closed', async () => {
    const { asked, source, letGo } = heldSource();
    const changedPapers = async (after: number) => {
      await new Promise(setImmediate);
      return Array.from({ length: 1_000 }, (_, i) => ({ id: 'gone', revision: after + i + 1 }));
    };
    const endless: StoreSource = {
      isEmbedded: true,
      isNew: false,
      async open(stopping) {
        const opened = await source.open(stopping);
        return { ...opened, store: { ...opened.store, changedPapers } as unknown as Store };
      },
    };
    const created = create({ source: endless, indexWaitMs: 60_000 });
    const opening = created.open();
    letGo();
    await until(() => expect(created.state).toBe('reading'));
    await Promise.all([created.close(), opening]);
    expect([created.state, asked]).toEqual(['closing', ['open', 'seeds', 'close']]);
  });
});
