import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCorpus } from '../../../src/corpus/pages/load-corpus.ts';
import { SPACED, seeds, seedText } from '../../support/fixtures/seed-pages.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-corpus-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('pages are read in the order of their names; what is no page is a reject', async () => {
  await writeFile(join(folder, 'b.txt'), seedText(SPACED));
  await writeFile(join(folder, 'a.txt'), Buffer.from([0x41, 0x00, 0x42]));
  await writeFile(join(folder, 'c.txt'), Buffer.from([0x41, 0xff, 0xfe, 0x42]));
  await writeFile(join(folder, 'e.txt'), '');
  await mkdir(join(folder, 'd.txt'));
  await writeFile(join(folder, 'README.md'), '# Daily Papers');
  const corpus = await loadCorpus(folder);
  expect(corpus.papers).toHaveLength(47);
  expect(corpus.pages.map(({ file, kind }) => `${file} ${kind}`)).toEqual([
    'a.txt unknown',
    'b.txt papers',
    'c.txt unknown',
    'd.txt unknown',
    'e.txt unknown',
  ]);
  expect(corpus.rejects.map(({ file, reason }) => `${file}: ${reason.slice(0, 40)}`)).toEqual([
    'a.txt: the file is binary: it has NUL bytes',
    'c.txt: the file is not UTF-8',
    'd.txt: the file cannot be read (EISDIR)',
    'e.txt: no page that is known: research notes (e',
  ]);
});

test('a folder that is missing or empty says how to mend it', async () => {
  await expect(loadCorpus(join(folder, 'none'))).rejects.toThrow(
    /none cannot be read \(ENOENT\)\. Put saved pages/,
  );
  await expect(loadCorpus(folder)).rejects.toThrow(/has no pages\. Put saved pages \(\*\.txt\) into it/);
});

test('the same corpus in every time zone', async () => {
  const { TZ } = process.env;
  const dates = [];
  for (const zone of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles']) {
    process.env['TZ'] = zone;
    dates.push((await loadCorpus(seeds)).papers.map(({ published }) => published));
  }
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
  expect(dates[1]).toEqual(dates[0]);
  expect(dates[2]).toEqual(dates[0]);
});
