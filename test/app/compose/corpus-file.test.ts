import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { composeLookUps, readCorpusFile } from '../../../src/app/compose/corpus-file.ts';
import { hashedEmbedder } from '../../support/fakes/hashed-embedder.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';

const rows = [
  { id: 1, title: 'Time sharing systems', abstract: 'Operating systems for many users.' },
  { id: 'arxiv:2503.11731', title: 'Sensor simulation', abstract: 'Splatting.', date: '2025-03-18' },
  { id: 'no-title', abstract: 'Compressors of jet engines: a time study.' },
  { title: 'Without an abstract' },
  { id: 7 },
];

async function fileOf(bytes: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-papers-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'papers.jsonl');
  await writeFile(file, bytes);
  return file;
}

const text = rows.map((row) => JSON.stringify(row)).join('\n');

it('reads papers with any of the fields missing, and keeps their ids', async () => {
  const { papers } = await readCorpusFile(await fileOf(`${text}\n\n`));
  expect(papers.map(({ id }) => id)).toEqual(['1', 'arxiv:2503.11731', 'no-title', '4', '7']);
  expect(papers[1]).toMatchObject({ published: '2025-03-18', arxivId: '2503.11731' });
  expect((await readCorpusFile(await fileOf(gzipSync(text)))).papers).toHaveLength(5);
});

it('names the line that is no object, and a file that is not there', async () => {
  await expect(readCorpusFile(await fileOf('{"id":1}\n[1\n'))).rejects.toThrow(/Line 2 of .* no JSON object/);
  await expect(readCorpusFile('/nowhere/x.jsonl')).rejects.toThrow(/cannot be read from/);
});

it('takes any line for a search, as deep as it is asked, and commands that store nothing', async () => {
  const { router } = await composeLookUps(await fileOf(text));
  const ids = async (line: string) => (await router.answer(line, sampleCaller())).papers.map(({ id }) => id);
  expect(await ids('time')).toEqual(await ids('search time'));
  expect(await ids('digest of operating systems for many users')).toEqual(['1']);
  expect(await ids('search size:1000 compressors of jets')).toEqual(['no-title']);
  expect(await ids('similar 1')).toEqual(['no-title']);
  expect(await ids('similar jet engines')).toEqual(['no-title']);
  expect(
    await ids('"What" (categories: compressors) +1.5 of two - not AND: jet engines? '.repeat(60)),
  ).toEqual(['no-title']);
});

it('waits for the vectors of all papers when told, and keeps them in a file for the next time', async () => {
  const file = await fileOf(text);
  const vectorFile = `${file}.vectors`;
  const first = hashedEmbedder();
  await composeLookUps(file, { embedder: first, vectorFile, waitForVectors: true });
  expect(first.asked.flat()).toHaveLength(5);
  const second = hashedEmbedder();
  const { router } = await composeLookUps(file, { embedder: second, vectorFile, waitForVectors: true });
  expect(second.asked).toEqual([]);
  await router.answer('compressors of jets', sampleCaller());
  expect(second.asked).toEqual([['compressors of jets']]);
  const unawaited = hashedEmbedder();
  await composeLookUps(await fileOf(text), { embedder: unawaited });
  expect(unawaited.asked).toEqual([]);
});
