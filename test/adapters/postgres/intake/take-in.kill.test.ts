import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeStoreFolder } from '../../../support/fixtures/store-folder.ts';
import { type Build, buildForChildren } from '../../../support/kill/child-process.ts';
import { afterPages, type Stored } from '../../../support/kill/intake-pages.ts';

const childFile = 'test/support/kill/intake-child.ts';
let build: Build;
let dataDir: string;

beforeAll(async () => {
  build = buildForChildren(childFile);
  dataDir = await makeStoreFolder();
});
afterAll(() => {
  build.remove();
  rmSync(dataDir, { recursive: true });
});

/** Runs a child, and gives what it printed. */
async function run(killAt: number, pages: number) {
  const child = build.start(childFile, dataDir, String(killAt), String(pages));
  const end = await child.ended;
  const found = child.lines.find((line) => line.startsWith('stored '))?.slice('stored '.length) ?? '{}';
  const { page, ...before } = JSON.parse(found) as Stored & { readonly page: number };
  return { end, page, before, took: child.lines.filter((line) => line.startsWith('took ')).length };
}

it('keeps papers, counts and cursor in step when it is killed before any statement', async () => {
  let page = 0;
  // Two pages in each run: the kill comes in the first, or in the second if the first has fewer statements.
  for (let killAt = 2; killAt <= 44; killAt += 6) {
    const killed = await run(killAt, 2);
    expect([killed.end, killed.page]).toEqual(['SIGKILL', page]);
    expect(killed.before).toEqual(afterPages(page));
    page += killed.took;
  }
  expect(page).toBeGreaterThan(0);
  expect(await run(0, 3)).toEqual({ end: 0, page, before: afterPages(page), took: 3 });
  const { before } = await run(0, 0);
  expect(before).toEqual(afterPages(page + 3));
  const { seen = 0, ...parts } = before.totals ?? {};
  expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(seen);
});
