import { expect, it } from 'vitest';
import { feedSource } from '../../../src/app/compose/feeds.ts';
import { readConfig } from '../../../src/app/settings/config.ts';
import type { HostStore } from '../../../src/ports/store/intake.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';

const store: HostStore = {
  takeLease: () => Promise.reject(new Error('nobody is asked')),
  releaseLease: async () => {},
  refuse: async () => {},
  forgive: async () => {},
  host: async () => undefined,
};

async function openFeeds(env: Record<string, string>) {
  const log = collectLog();
  const source = feedSource(readConfig(env).feeds);
  const feeds = await source.open({
    store,
    clock: Date,
    logger: log,
    stopping: new AbortController().signal,
  });
  const names = source.infos.map(({ name, host }) => ({ name, host }));
  return { log, names, feeds };
}

it('opens the feeds that are named', async () => {
  const { feeds, names } = await openFeeds({
    FEEDS: 'huggingface,arxiv:cs.LG+cs.CL',
    FEEDS_CONTACT: 'ada@x.org',
  });
  expect(names).toEqual([
    { name: 'huggingface', host: 'huggingface' },
    { name: 'arxiv:cs.CL+cs.LG', host: 'arxiv' },
  ]);
  expect(feeds.map(({ name, host }) => ({ name, host }))).toEqual(names);
  expect(await openFeeds({ FEEDS: 'none' })).toMatchObject({ names: [], feeds: [] });
});

it('logs why arXiv should know how to reach the person who runs the bot', async () => {
  const said = async (env: Record<string, string>) =>
    (await openFeeds(env)).log.lines.map(({ message }) => message);
  expect(await said({ FEEDS: 'huggingface' })).toEqual([]);
  expect(await said({ FEEDS: 'arxiv:cs.LG', FEEDS_CONTACT: 'https://x.org' })).toEqual([]);
  expect(await said({ FEEDS: 'arxiv:cs.LG' })).toEqual([expect.stringContaining('way to reach you')]);
});
