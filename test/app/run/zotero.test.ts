import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openImportStore } from '../../../src/app/run/import.ts';
import { runZotero } from '../../../src/app/run/zotero.ts';
import { storeSource } from '../../../src/app/services/store-source.ts';
import { readConfig } from '../../../src/app/settings/config.ts';
import { loadCorpus } from '../../../src/corpus/corpus.ts';
import { startZoteroDouble } from '../../support/doubles/zotero-double.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { seeds } from '../../support/fixtures/seed-pages.ts';
import { copyStore } from '../../support/fixtures/store-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-zotero-'));
const place = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;
let double: Awaited<ReturnType<typeof startZoteroDouble>>;
const source = storeSource({ store: { dataDir: folder }, queue: {} }, silentLogger);
const deps = { source, clock: Date, logger: silentLogger, stopping: new AbortController().signal };

beforeAll(async () => {
  double = await startZoteroDouble();
  await copyStore(folder);
  const { store, close } = await openImportStore(deps);
  const { papers } = await loadCorpus(seeds);
  for (const { id } of papers.slice(0, 2))
    await store.mark(place, { paperId: id, kind: 'saved', person: 'Ada', at: 1 });
  await close();
});
afterAll(async () => {
  await double.close();
  rmSync(folder, { recursive: true });
});

async function call(args: readonly string[], env: Record<string, string> = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const { zotero } = readConfig({ ZOTERO_URL: double.url, ...env });
  const code = await runZotero({ ...deps, zotero, args, streams: { stdout, stderr } });
  return { code, out: `${stdout.read() ?? ''}`, problems: `${stderr.read() ?? ''}` };
}
const set = { ZOTERO_KEY: 'good-key', ZOTERO_GROUP: '42' };

it('adds what is saved in a channel, once', async () => {
  expect(await call(['slack:T1:C1', '--dry-run'], set)).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 papers would be added.'),
  });
  expect(double.items).toHaveLength(0);
  const { code, out } = await call(['slack:T1:C1'], set);
  expect([code, out.split('\n').at(-2)]).toEqual([0, '2 papers added.']);
  expect((await call(['slack:T1:C1'], set)).out).toBe('0 papers added, 2 there before.\n');
  expect(double.items).toHaveLength(2);
  expect((await call([], set)).out).toBe('No paper is saved there.\n');
});

it('says what is wrong, and never the key', async () => {
  expect(await call(['slack:T1:C1'])).toMatchObject({
    code: 2,
    problems: expect.stringContaining('Set ZOTERO_KEY and ZOTERO_GROUP'),
  });
  expect(await call(['somewhere'], set)).toMatchObject({
    code: 2,
    problems: expect.stringContaining('Usage'),
  });
  const wrong = await call(['slack:T1:C1'], { ...set, ZOTERO_KEY: 'secret-but-wrong' });
  expect(wrong).toMatchObject({ code: 1, problems: expect.stringContaining('zotero.org/settings/keys') });
  expect(JSON.stringify(wrong)).not.toContain('secret-but-wrong');
  double.upsets.push(() => ({ status: 429, body: '', headers: { 'retry-after': '3600' } }));
  expect((await call(['slack:T1:C1'], set)).problems).toContain('Run it again in 60 minutes');
  expect(() => readConfig({ ZOTERO_KEY: 'x' })).toThrow('ZOTERO_KEY: ZOTERO_GROUP is missing');
});
