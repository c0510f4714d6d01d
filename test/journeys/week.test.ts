import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMessenger, createNoticeBoard } from '../../adapters/console/deliver/messenger.ts';
import { renderMessage } from '../../adapters/console/render/message.ts';
import { type Core, composeCore } from '../../src/app/compose/core.ts';
import { storeSource } from '../../src/app/services/store-source.ts';
import { readConfig } from '../../src/app/settings/config.ts';
import type { Caller } from '../../src/commands/command.ts';
import { allRights } from '../../src/commands/place-handle.ts';
import { corpusFileName, formatCorpus } from '../../src/corpus/corpus.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import { enqueueDue, runJob } from '../../src/digest/deliver/run-jobs.ts';
import { mergePages } from '../../src/intake/merge-pages.ts';
import type { Queue } from '../../src/ports/queue.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import {
  compactPage,
  notesPage,
  otherSpacedPage,
  parseSeed,
  spacedPage,
} from '../support/fixtures/seed-pages.ts';
import { copyStore } from '../support/fixtures/store-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-week-'));
const transcript: string[] = [];
const clock = { at: Date.parse('2026-05-04T06:30:00Z'), now: () => clock.at };
const board = createNoticeBoard();
board.listen((card) => transcript.push(renderMessage(card, { width: 80, color: false }).text, ''));
const messenger = createMessenger({
  transcriptFile: join(folder, 'transcript.jsonl'),
  board,
});

const ada: Caller = {
  place: { platform: 'console', workspace: 'lab', channel: 'papers' },
  person: { id: 'U1', name: 'Ada', zone: 'Europe/Berlin' },
  rights: allRights,
};

let core: Core;
let arriving: readonly Paper[];

beforeAll(async () => {
  await copyStore(join(folder, 'data'));
  // Three of the saved pages are loaded from the start; the papers of the fourth arrive during the week.
  mkdirSync(join(folder, 'seeds'));
  writeFileSync(
    join(folder, 'seeds', corpusFileName),
    formatCorpus(mergePages([notesPage, spacedPage, otherSpacedPage].map(parseSeed))),
  );
  const config = readConfig({ PAPERBOY_DATA: join(folder, 'data') });
  core = await composeCore({
    source: storeSource(config, silentLogger),
    seedsDir: join(folder, 'seeds'),
    clock,
    logger: silentLogger,
    messengerOf: () => messenger,
  });
  const known = new Set(core.corpus.papers.map(({ id }) => id));
  arriving = parseSeed(compactPage).papers.filter(({ id }) => !known.has(id));
});

afterAll(async () => {
  await core.services.close();
  rmSync(folder, { recursive: true });
});

async function type(line: string): Promise<void> {
  const { card } = await core.router.answer(line, ada);
  transcript.push(`> ${line}`, renderMessage(card, { width: 80, color: false }).text, '');
}

async function arrive(count: number): Promise<void> {
  const papers = arriving.slice(0, count);
  arriving = arriving.slice(count);
  const { store, index, matchesCache } = await core.services.open();
  await store.addPapers(papers, clock.at);
  await index.put(papers);
  // In the bot, the sync of the index does this.
  matchesCache.forget();
  transcript.push(`(${count} papers arrive)`, '');
}

/** Advances the clock by steps of five minutes, at each of which the bot checks its calendar, unless it is down. */
async function until(instant: string, { down = false } = {}): Promise<void> {
  const end = Date.parse(instant);
  const deps = await core.services.open();
  const queue = {
    pending: async () => [],
    addMany: async (jobs) => {
      for (const { name, id = '', data } of jobs) await runJob({ name, id, data }, { ...deps, queue });
    },
  } as Pick<Queue, 'pending' | 'addMany'> as Queue;
  for (; clock.at < end; clock.at += 5 * 60_000) if (!down) await enqueueDue({ ...deps, queue });
  transcript.push(`== ${instant}${down ? ' (it was down)' : ''} ==`, '');
}

it('a week in a channel', async () => {
  transcript.push('== 2026-05-04T06:30Z, a Monday ==', '');
  await type('follow quantization');
  await type('follow quantization confirm:yes');
  await type('follow Test-Time Compute confirm:yes');
  await type('digest at 09:00 days:mon-fri');
  await type('digest size 4');
  await until('2026-05-04T06:35:00Z');
  await arrive(12);
  await until('2026-05-04T07:10:00Z');
  await type('status');
  await arrive(40);
  await until('2026-05-05T07:10:00Z');
  await type('digest more:2026-05-05');
  await until('2026-05-06T07:10:00Z');
  await type('digest when-empty note');
  await until('2026-05-07T06:00:00Z');
  await arrive(20);
  await until('2026-05-07T20:00:00Z', { down: true });
  await until('2026-05-07T20:10:00Z');
  await until('2026-05-08T07:10:00Z');
  await type('save A2Q');
  await type('hide Kinetics: Rethinking');
  await type('why A2Q');
  await type('why Variance Control via Weight Rescaling');
  await type('why 4+3 Phases of Compute-Optimal Neural Scaling Laws');
  await type('saved');
  await type('following');
  await type('export format:bibtex');
  await until('2026-05-10T20:00:00Z');
  await type('status');
  await expect(`${transcript.join('\n')}\n`).toMatchFileSnapshot('../golden/week.txt');
});
