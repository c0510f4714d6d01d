import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sourceOf } from '../../adapters/files/import/import-papers.ts';
import { openPapers } from '../../adapters/files/open-papers.ts';
import { feedFormats } from '../../src/app/compose/file-formats.ts';
import { withStore } from '../support/fakes/with-store.ts';
import { copyStore } from '../support/fixtures/store-folder.ts';
import { type Build, buildForChildren } from '../support/kill/child-process.ts';
import type { ImportRun } from '../support/kill/import-child.ts';

const childFile = 'test/support/kill/import-child.ts';
const folder = mkdtempSync(join(tmpdir(), 'paperboy-import-'));
const dataDir = join(folder, 'data');

let build: Build;
beforeAll(async () => {
  build = buildForChildren(childFile);
  await copyStore(dataDir);
});
afterAll(() => {
  build.remove();
  rmSync(folder, { recursive: true });
});

const record = (number: number) =>
  JSON.stringify({
    id: `2610.${30_000 + number}`,
    title: `Paper ${number} on mamba`,
    abstract: `It says ${number}.`,
  });

it('an import loses and doubles nothing when it is killed at any step', async () => {
  const count = 200;
  writeFileSync(
    join(folder, 'kill.jsonl'),
    [...Array.from({ length: count - 1 }, (_, number) => record(number)), 'rubbish'].join('\n'),
  );
  const run: ImportRun = {
    dataDir,
    file: join(folder, 'kill.jsonl'),
    chunkSize: 20,
  };
  const kills = [
    { method: 'takeIn', when: 'during', nth: 1 },
    { method: 'takeIn', when: 'before', nth: 2 },
    { method: 'takeIn', when: 'after', nth: 1 },
    { method: 'takeIn', when: 'during', nth: 3 },
    { method: 'endRound', when: 'before', nth: 1 },
  ] as const;
  for (const kill of kills)
    expect(await build.start(childFile, JSON.stringify({ ...run, kill })).ended).toBe('SIGKILL');
  const last = build.start(childFile, JSON.stringify(run));
  expect(await last.line(/from/)).toBe(`before from ${count}`);
  expect(await last.ended).toBe(0);

  const file = await openPapers(run.file, Readable.from([]), feedFormats);
  await file.close();
  await withStore({ dataDir }, async (store) => {
    const state = await store.source(sourceOf(file));
    expect(state?.totals).toEqual({
      seen: count,
      added: count - 1,
      merged: 0,
      known: 0,
      skipped: 0,
      rejected: 1,
    });
    const papers = await store.changedPapers(0, 10_000);
    const ours = papers.flatMap(({ paper }) =>
      paper?.arxivId?.startsWith('2610.30') ? [paper.arxivId] : [],
    );
    expect(ours).toHaveLength(count - 1);
    expect(new Set(ours).size).toBe(count - 1);
  });
});
