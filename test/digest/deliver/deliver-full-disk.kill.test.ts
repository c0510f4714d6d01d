import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMessenger, readTranscript } from '../../../adapters/console/deliver/messenger.ts';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import { createLab, paperAbout, placeNamed } from '../../support/fakes/digest-lab.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';
import { mountSmallDisk } from '../../support/kill/small-disk.ts';

const disk = mountSmallDisk(1);
let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
  disk?.unmount();
});

it.skipIf(disk === undefined)(
  `a full disk: half a message in the transcript does not count, and the message is written again${disk ? '' : ' (skipped: no right to mount a tmpfs)'}`,
  async () => {
    const folder = disk?.folder ?? '';
    const transcriptFile = join(folder, 'transcript.jsonl');
    const ballast = join(folder, 'ballast');
    const platform = createMessenger({ transcriptFile, board: { post() {}, listen() {} } });
    const lab = createLab(database, { platform });
    const reds = placeNamed('reds');
    await lab.follow(reds, ['red']);
    await lab.arrive(paperAbout('red', 'r1'));
    lab.at('2026-05-04T09:05Z');
    // Room for the first 100 bytes of a message, in a page that the file has already.
    writeFileSync(transcriptFile, 'x'.repeat(4_096 - 100));
    expect(() => writeFileSync(ballast, Buffer.alloc(2 * 1024 * 1024))).toThrow(/ENOSPC/);
    await lab.tick();
    expect(readFileSync(transcriptFile)).toHaveLength(4_096);
    expect(await readTranscript(transcriptFile)).toEqual([]);
    expect(await lab.say('status', reds)).toContain('cannot be written');

    rmSync(ballast);
    lab.minutesLater(2);
    await lab.tick();
    const titles = (await readTranscript(transcriptFile)).map(({ title }) => title);
    expect(titles).toEqual(['New papers for Mon 4 May 2026', 'Abstracts 1']);
  },
);
