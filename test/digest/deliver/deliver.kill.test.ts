import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/seeded-random.ts';
import { begin, withStore } from '../../support/fakes/with-store.ts';
import { checkDigests } from '../../support/kill/check-digests.ts';
import { type Build, buildForChildren, noDeadline } from '../../support/kill/child-process.ts';
import { readWorldTranscript, worldPlaces } from '../../support/kill/kill-world.ts';
import { childFile, type KillPlan, runWithKills } from '../../support/kill/run-with-kills.ts';

/** `npm run kill` asks for 300; the other tests for a sample. */
const kills = Number(process.env['KILLS'] ?? 20);
const seed = Number(process.env['SEED'] ?? 1);
let build: Build;
let base: string;

beforeAll(() => {
  build = buildForChildren(childFile);
  base = mkdtempSync(join(tmpdir(), 'paperboy-kills-'));
});
afterAll(() => {
  build.remove();
  rmSync(base, { recursive: true });
});

describe('kill -9 while digests are posted', () => {
  it.concurrent.each([
    { mode: 'direct', share: 2 / 3 },
    { mode: 'queue', share: 1 / 3 },
  ] as const)('loses nothing and doubles nothing, jobs run: $mode', noDeadline, async ({ mode, share }) => {
    const dataDir = join(base, mode);
    await begin({ dataDir });
    const wanted = Math.round(kills * share);
    const startedAt = Date.now();
    const plan: KillPlan = { build, dataDir, mode, kills: wanted, random: createRandom(seed) };
    const { killedAt, kills: killed, runs, days } = await runWithKills(plan);
    const check = await withStore({ dataDir }, async (store) =>
      checkDigests(await readWorldTranscript(dataDir), days, store),
    );
    const { issues, messages, papers, lost, doubled } = check;
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    console.log(
      `${mode}: ${killed} kills, ${runs - 1} restarts, ${days.length} days, ${issues} issues, ${messages} messages, ` +
        `${papers} papers, lost ${lost.length}, doubled ${doubled.length} (seed ${seed}, ${seconds} s)\n` +
        [...killedAt].map(([name, count]) => `  ${String(count).padStart(3)} ${name}`).join('\n'),
    );
    expect(lost).toEqual([]);
    expect(doubled).toEqual([]);
    expect(killed).toBe(wanted);
    expect(messages).toBeGreaterThan(days.length * worldPlaces.length);
  });
});
