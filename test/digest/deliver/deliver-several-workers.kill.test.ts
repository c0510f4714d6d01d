import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRandom } from '../../../src/seeded-random.ts';
import { begin, withStore } from '../../support/fakes/with-store.ts';
import { checkDigests } from '../../support/kill/check-digests.ts';
import { buildForChildren, noDeadline } from '../../support/kill/child-process.ts';
import { readWorldTranscript } from '../../support/kill/kill-world.ts';
import { childFile } from '../../support/kill/run-with-kills.ts';
import { runWorkers } from '../../support/kill/run-workers.ts';
import { createServerDatabase, describeOnServer } from '../../support/servers.ts';

/** `npm run kill` asks for 300 in all. */
const kills = Math.round(Number(process.env['KILLS'] ?? 15) / 3);

describeOnServer('TEST_DATABASE_URL', 'three workers whose clocks differ by minutes', (server) => {
  it(`lose nothing and double nothing in ${kills} kills`, noDeadline, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-workers-'));
    const database = await createServerDatabase(server);
    const build = buildForChildren(childFile);
    try {
      const where = { dataDir, databaseUrl: database.url };
      await begin(where);
      const { days, kills: killed } = await runWorkers({ build, ...where, kills, random: createRandom(1) });
      const check = await withStore(where, async (store) =>
        checkDigests(await readWorldTranscript(dataDir), days, store),
      );
      const { issues, messages, papers, lost, doubled } = check;
      console.log(
        `three workers: ${killed} kills, ${days.length} days, ${issues} issues, ${messages} messages, ${papers} papers, ` +
          `lost ${lost.length}, doubled ${doubled.length}`,
      );
      expect([lost, doubled]).toEqual([[], []]);
    } finally {
      build.remove();
      await database.drop();
      rmSync(dataDir, { recursive: true });
    }
  });
});
