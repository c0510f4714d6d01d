import { appendFileSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPapers } from '../../adapters/files/import/import-papers.ts';
import { openPapers } from '../../adapters/files/open-papers.ts';
import { feedFormats } from '../../src/app/compose/file-formats.ts';
import { openImportStore, runImport } from '../../src/app/run/import.ts';
import type { OpenStore, StoreSource } from '../../src/app/services/store-lifetime.ts';
import { storeSource } from '../../src/app/services/store-source.ts';
import type { Store } from '../../src/ports/store/store.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { compactPage, notesPage, seedText } from '../support/fixtures/seed-pages.ts';
import { copyStore } from '../support/fixtures/store-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-import-'));
const clock = { now: () => Date.parse('2026-11-22T12:00Z') };
const inFolder = (name: string) => join(folder, name);

beforeAll(() => copyStore(inFolder('data')));
afterAll(async () => {
  await (await opened)?.close();
  rmSync(folder, { recursive: true });
});

const source = storeSource({ store: { dataDir: inFolder('data') }, queue: {} }, silentLogger);
let opened: Promise<OpenStore> | undefined;
/** Opens the store once and keeps it: opening takes as long as all the rest of a call. */
const keptOpen: StoreSource = {
  ...source,
  async open(stopping) {
    opened ??= source.open(stopping);
    return { ...(await opened), close: async () => {} };
  },
};

/** All tests use one data folder, so each takes papers of numbers of its own. */
const deps = { source: keptOpen, clock, stopping: new AbortController().signal };

interface CallOptions {
  readonly input?: string;
  readonly source?: StoreSource;
}

/** Runs `paperboy import`. `out` and `problems` are what it writes to stdout and stderr. */
async function call(args: readonly string[], { input = '', ...changed }: CallOptions = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runImport({
    ...deps,
    ...changed,
    args: args.map((arg) => (arg.startsWith('-') ? arg : inFolder(arg))),
    streams: { stdin: Readable.from([input]), stdout, stderr },
  });
  const said = [stdout, stderr].map((stream) => `${stream.read() ?? ''}`.replaceAll(`${folder}/`, ''));
  return { code, out: said[0] ?? '', problems: said[1] ?? '' };
}

async function withStore<Result>(
  work: (store: Store) => Promise<Result>,
  from: StoreSource = keptOpen,
): Promise<Result> {
  const { store, close } = await openImportStore({ ...deps, source: from });
  try {
    return await work(store);
  } finally {
    await close();
  }
}

/** A paper for each number, published so many days ago as its last three digits say. */
const record = (number: number) =>
  JSON.stringify({
    id: `2610.${String(number).padStart(5, '0')}`,
    title: `Paper ${number} on ${['mamba', 'pruning', 'retrieval'][number % 3]}`,
    abstract: `It says ${number ** 2}.`,
    date: new Date(clock.now() - (number % 1_000) * 86_400_000).toISOString().slice(0, 10),
  });
const records = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => record(from + index));

describe('paperboy import', () => {
  it('imports files of every kind, reports on each, and imports nothing twice', async () => {
    const seedPapers = await withStore((store) => store.latestArrival(), source);
    writeFileSync(inFolder('a.jsonl'), `${[...records(0, 30), 'rubbish', record(3)].join('\n')}\n`);
    writeFileSync(
      inFolder('b.bib'),
      '@misc{a, title={Paper 7 on pruning}, eprint={2610.00007}, author={Lovelace, Ada}}\n@misc{b, title={On a year}, year=2024}',
    );
    writeFileSync(inFolder('c.xml.gz'), gzipSync('<html>'));
    const first = await call(['a.jsonl', 'b.bib', 'c.xml.gz', 'd.jsonl'], { source });
    expect(first.out).toBe(
      [
        'a.jsonl (JSON lines)',
        '  32 seen: 30 new, 1 known, 1 rejected',
        '  Digests may announce 15 of the new ones, published since 8 Nov 2026; 15 are for look-ups only.',
        '  Rejected:',
        '    line 31: not JSON “rubbish”',
        'b.bib (BibTeX)',
        '  2 seen: 1 new, 1 merged',
        '  Published before 8 Nov 2026, so for look-ups only: digests announce none of them.',
        '  2 papers without a full date: for digests, they count as old.',
        `2 files, 34 seen: 31 new, 1 merged, 1 known, 1 rejected. 0 s, ${'34,000'} a second, `,
      ].join('\n') + /\d[\d,]* MB at most\n$/.exec(first.out)?.[0],
    );
    expect(first.problems).toMatch(
      /^c.xml.gz is a web page\..*\nThere is no file d.jsonl\. Check its path\.\n$/,
    );
    expect(first.code).toBe(1);

    copyFileSync(inFolder('a.jsonl'), inFolder('copy.jsonl'));
    const second = await call(['copy.jsonl']);
    expect(second.out).toBe(
      'copy.jsonl: imported before, nothing was changed. To read it once more: paperboy import --again\n',
    );
    expect(second.code).toBe(0);
    expect((await call(['--again', 'a.jsonl'])).out).toContain('32 seen: 31 known, 1 rejected');
    expect((await call(['--rejects', 'copy.jsonl', 'b.bib'])).out).toBe(
      'copy.jsonl, the newest first:\n  line 31: not JSON “rubbish”\nb.bib: nothing was rejected.\n',
    );

    appendFileSync(inFolder('a.jsonl'), `${record(30)}\n`);
    expect((await call(['a.jsonl'])).out).toContain('33 seen: 1 new, 31 known, 1 rejected');
    expect((await call(['-'], { input: record(31) })).out).toContain(
      'standard input (JSON lines)\n  1 seen: 1 new',
    );

    await withStore(async (store) => {
      const announced = await store.arrivals(seedPapers, await store.latestArrival());
      expect(announced.map(({ paper }) => paper.published).sort()[0]).toBe('2026-11-08');
      expect(announced).toHaveLength(15);
      const merged = announced.find(({ paper }) => paper.arxivId === '2610.00007')?.paper;
      expect(merged).toMatchObject({ authors: ['Ada Lovelace'] });
      expect(merged?.sources.map(({ file }) => file)).toEqual(['a.jsonl', 'b.bib']);
    });
  });

  it('imports saved pages with warnings about what they leave out, and refuses research notes', async () => {
    const abstract = (subject: string) =>
      `We study ${subject}. It was never tried before, and it works well for ${subject}.`;
    writeFileSync(
      inFolder('page.txt'),
      [
        ...[
          'Daily Papers',
          'Walruses Learn to Count',
          abstract('walruses'),
          '• 3 authors',
          '·',
          'May 28, 2025 2',
        ],
        ...['Otters Learn to Wait', abstract('otters'), 'OtterLab Otter Lab', '·', 'Nov 21'],
        ...['A Title Without an Abstract', '• 5 authors', '·', 'Nov 20'],
      ].join('\n\n'),
    );
    const { code, out } = await call(['page.txt']);
    expect(out.split('\n').slice(0, -2)).toEqual([
      'page.txt (saved page)',
      '  3 seen: 2 new, 1 rejected',
      '  Digests may announce 1 of the new ones, published since 8 Nov 2026; 1 are for look-ups only.',
      '  Warnings:',
      '    line 17: dates without a year (1) are read as 2026, the year after the latest printed',
      '  Rejected:',
      '    line 23: a title with metadata but without an abstract “A Title Without an Abstract”',
    ]);
    expect(code).toBe(0);
    await withStore(async (store) => {
      const stored = (await store.arrivals(0, await store.latestArrival())).map(({ paper }) => paper);
      expect(stored.find(({ title }) => title === 'Otters Learn to Wait')).toMatchObject({
        published: '2026-11-21',
        organization: { handle: 'OtterLab', name: 'Otter Lab' },
        sources: [{ file: 'page.txt', line: 13 }],
      });
    });

    writeFileSync(inFolder(compactPage), seedText(compactPage));
    expect((await call([compactPage])).out).toContain(`${compactPage} (saved page)\n  220 seen: 220 known\n`);
    writeFileSync(inFolder(notesPage), seedText(notesPage));
    expect(await call([notesPage])).toEqual({
      code: 1,
      out: '',
      problems: `${notesPage} is a page of research notes, and only papers can be imported. Nothing of it was taken in.\n`,
    });
  });

  it('shows its usage, and reports a file in which nothing could be read', async () => {
    writeFileSync(inFolder('none.jsonl'), '{"title":""}\n{}\n');
    expect(await call([])).toMatchObject({
      code: 2,
      problems: expect.stringMatching(/^Usage: paperboy import/),
    });
    expect(await call(['--what', 'none.jsonl'])).toMatchObject({ code: 2 });
    expect(await call(['--help'])).toMatchObject({ code: 0, out: expect.stringMatching(/^Usage:/) });
    const unreadable = await call(['none.jsonl']);
    expect(unreadable.out).toContain('Nothing in it could be read as a paper.');
    expect(unreadable.code).toBe(1);
  });

  it('keeps what it could read of a truncated file', async () => {
    const packed = gzipSync(records(10_000, 3_000).join('\n'));
    writeFileSync(inFolder('cut.jsonl.gz'), packed.subarray(0, packed.length / 2));
    const { code, out } = await call(['cut.jsonl.gz']);
    const seen = Number(/(\d,\d{3}) seen/.exec(out)?.[1]?.replace(',', ''));
    expect(seen).toBeGreaterThan(1_000);
    expect(out).toContain(`${seen.toLocaleString('en-US')} seen: ${seen.toLocaleString('en-US')} new`);
    expect(out).toMatch(/The compressed file is cut off after [\d,]+ bytes of text\. Get it again/);
    expect(code).toBe(1);
    expect((await call(['cut.jsonl.gz'])).out).toMatch(/from item [\d,]+ on\n {2}0 seen/);
  });

  it('asks to stop the bot, or to use a server, while the bot has the embedded database open', async () => {
    writeFileSync(inFolder('one.jsonl'), record(40_000));
    await withStore(async () => {
      await expect(call(['one.jsonl'], { source })).rejects.toThrow(
        /in use by process .*If the bot runs, stop it.*DATABASE_URL/s,
      );
    });
  });

  it('stops between transactions when asked to, and continues there', async () => {
    writeFileSync(inFolder('stop.jsonl'), records(20_000, 50).join('\n'));
    await withStore(async (store) => {
      const once = async (isStopped: () => boolean) => {
        const file = await openPapers(inFolder('stop.jsonl'), Readable.from([]), feedFormats);
        const { end, before, counts } = await importPapers(
          file,
          { store, clock, isStopped, onProgress: () => {} },
          { chunkSize: 20 },
        );
        await file.close();
        return { end, before, seen: counts.seen };
      };
      expect(await once(() => true)).toEqual({ end: 'stopped', before: 0, seen: 20 });
      expect(await once(() => true)).toEqual({ end: 'stopped', before: 20, seen: 20 });
      expect(await once(() => true)).toEqual({ end: 'done', before: 40, seen: 10 });
      expect(await once(() => false)).toEqual({ end: 'before', before: 50, seen: 0 });
    });
  });

  it('rejects an item whose parsing throws, and imports the others', async () => {
    writeFileSync(inFolder('fault.jsonl'), records(25_000, 3).join('\n'));
    await withStore(async (store) => {
      const file = await openPapers(inFolder('fault.jsonl'), Readable.from([]), feedFormats);
      async function* items() {
        let number = 0;
        for await (const item of file.items()) {
          number += 1;
          if (number !== 2) yield item;
          else
            yield () => {
              throw new RangeError('too deep');
            };
        }
      }
      const deps = { store, clock, isStopped: () => false, onProgress: () => {} };
      const { end, counts, rejects } = await importPapers({ ...file, items }, deps);
      await file.close();
      expect(end).toBe('done');
      expect(counts).toMatchObject({ seen: 3, added: 2, rejected: 1 });
      expect(rejects).toEqual([
        { item: 'item 2', reason: 'it cannot be read: RangeError: too deep', excerpt: '' },
      ]);
    });
  });
});
