import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeStoreFolder } from '../../support/fixtures/store-folder.ts';
import { type Build, buildForChildren } from '../../support/kill/child-process.ts';
import type { FeedLeft, FeedRun } from '../../support/kill/feed-child.ts';
import type { KillStep } from '../../support/kill/killing.ts';

const child = 'test/support/kill/feed-child.ts';
let build: Build;
let dataDir: string;

beforeAll(async () => {
  build = buildForChildren(child);
  dataDir = await makeStoreFolder();
});
afterAll(() => {
  build.remove();
  rmSync(dataDir, { recursive: true });
});

const steps: readonly KillStep[] = [
  { method: 'takeIn', when: 'before', nth: 1 },
  { method: 'takeIn', when: 'during', nth: 2 },
  { method: 'takeIn', when: 'after', nth: 3 },
  { method: 'endRound', when: 'before', nth: 1 },
  { method: 'endRound', when: 'during', nth: 1 },
];

it('kill -9 while a feed is read: nothing is lost, nothing doubled, and the counts add up', async () => {
  for (const [number, kill] of steps.entries()) {
    const run: FeedRun = { dataDir, feed: `f${number}`, kill };
    expect(await build.start(child, JSON.stringify(run)).ended).toBe('SIGKILL');
    const next = build.start(child, JSON.stringify({ dataDir, feed: run.feed } satisfies FeedRun));
    const left = JSON.parse((await next.line(/^left /))?.slice(5) ?? '') as FeedLeft;
    expect(await next.ended).toBe(0);
    expect(left.titles).toEqual(
      [1, 2, 3, 4].flatMap((at) => [`Ants ${run.feed} ${at}`, `Bees ${run.feed} ${at}`]),
    );
    const totals = { seen: 8, added: 8, merged: 0, known: 0, skipped: 0, rejected: 0 };
    expect(left.state).toMatchObject({ cursor: 4, failures: 0, totals });
  }
});
