import { expect, it } from 'vitest';
import { feedSource } from '../../../src/app/compose/feeds.ts';
import { readConfig } from '../../../src/app/settings/config.ts';
import { memoryHostStore } from '../../support/fakes/memory-host-store.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';

const asked = async (env: Readonly<Record<string, string>>) => {
  const stopping = new AbortController().signal;
  const deps = { store: memoryHostStore(), clock: Date, logger: silentLogger, stopping };
  const enrichers = await feedSource(readConfig(env).feeds).enrichers?.(deps);
  return enrichers?.map(({ name }) => name);
};

it('who is asked for what papers lack', async () => {
  const titles = ['arxiv:titles', 'huggingface:titles'];
  expect(await asked({})).toEqual(titles);
  expect(await asked({ ENRICH: 'S2, crossref' })).toEqual([...titles, 'crossref:works', 's2:works']);
  expect(await asked({ ENRICH: 'none' })).toEqual([]);
  expect(await asked({ FEEDS: 'none', ENRICH: 'crossref' })).toEqual([]);
  expect(() => readConfig({ ENRICH: 'crosref' })).toThrow(
    /ENRICH: “crosref” is nobody to ask: there are crossref/,
  );
  expect(readConfig({ S2_KEY: 'hush' }).secrets).toContain('hush');
});
