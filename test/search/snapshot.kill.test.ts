import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { buildForChildren } from '../support/kill/child-process.ts';

const script = 'test/support/kill/snapshot-child.ts';
const build = buildForChildren(script);
const folder = mkdtempSync(join(tmpdir(), 'snapshot-kill-'));
afterAll(() => {
  build.remove();
  rmSync(folder, { recursive: true, force: true });
});

it('a snapshot is whole after a kill at any moment: the last one that was written, or a later one', async () => {
  const file = join(folder, 'search-index');
  for (let run = 0; run < 10; run++) {
    const saving = build.start(script, 'save', file);
    await saving.line(/^saved 3$/);
    await wait(run * 3);
    await saving.kill('SIGKILL');
    const saved = Number(saving.lines.at(-1)?.replace('saved ', ''));
    const opening = build.start(script, 'open', file);
    const found = await opening.line(/^(?:none|revision)/);
    await opening.ended;
    const revision = Number(/\d+/.exec(found ?? '')?.[0]);
    expect([saved, saved + 1]).toContain(revision);
    expect(found).toBe(`revision ${revision}, ${revision} papers, Paper ${revision - 1}`);
  }
}, 300_000);
