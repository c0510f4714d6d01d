import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openPapers } from '../../../adapters/files/open-papers.ts';
import { feedFormats } from '../../../src/app/compose/file-formats.ts';
import { compactPage, notesPage, seedText } from '../../support/fixtures/seed-pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function* nothing(): AsyncGenerator<Buffer> {}

async function open(name: string, content?: string | Buffer) {
  if (content !== undefined) writeFileSync(join(folder, name), content);
  try {
    const file = await openPapers(join(folder, name), nothing(), feedFormats);
    await file.close();
    return file;
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string };
    return `${message.replaceAll(`${folder}/`, '')} ${hint}`;
  }
}

const formatOf = async (name: string, content: string | Buffer) => {
  const opened = await open(name, content);
  return typeof opened === 'string' ? opened : opened.format;
};

describe('openPapers', () => {
  it.each([
    ['papers.txt', '{"title":"T"}\n', 'JSON lines'],
    ['papers.bib', '\ufeff \n{"title":"T"', 'JSON lines'],
    ['papers.txt', 'a broken first line\n{"title":"T"}\n', 'JSON lines'],
    ['papers.jsonl', 'nothing but rubbish', 'JSON lines'],
    ['papers.jsonl', '{"title":"\0"}\n', 'JSON lines'],
    ['papers.txt', 'a broken \0 line\n{"title":"T"}\n', 'JSON lines'],
    ['papers.bib', '@article{k, title={T\0}}', 'BibTeX'],
    ['papers.txt', '[{"title":"T"}]', 'JSON'],
    ['papers.jsonl', '{\n  "data": []\n}', 'JSON'],
    ['papers.jsonl', '% a remark\n\n@article{k, title={T}}', 'BibTeX'],
    ['papers.bib', `${'% a long preface\n'.repeat(10_000)}@article{k, title={T}}`, 'BibTeX'],
    ['papers', '<?xml version="1.0"?><rss/>', 'XML'],
    ['page.txt', 'Daily Papers\n\nA Study\n\nWe study.\n\n• 3 authors\n', 'saved page'],
  ])('tells %s from its content: %j', async (name, content, format) => {
    expect(await formatOf(name, content)).toBe(format);
    expect(await formatOf(`${name}.gz`, gzipSync(content))).toBe(format);
  });

  it.each([
    ['a.jsonl', '%PDF-1.7', 'a.jsonl is a PDF.'],
    ['b.jsonl', 'PK\x03\x04', 'b.jsonl is a zip archive: unpack it first.'],
    ['c.jsonl', '<!DOCTYPE html><html>', 'c.jsonl is a web page.'],
    ['d.txt', 'Dear all,', 'd.txt is none of the formats that Paperboy reads.'],
    ['e.jsonl', 'rubbish\0', 'e.jsonl holds NUL bytes, so it is no text.'],
    ['g.jsonl', '{\0"\0t\0i\0', 'g.jsonl is UTF-16: write it as UTF-8 first.'],
    ['h.json', '[\0{\0"\0', 'h.json is UTF-16: write it as UTF-8 first.'],
    ['f.jsonl', ' \n\n', 'f.jsonl holds nothing but white space.'],
  ])('says what %s is instead, and which formats there are', async (name, content, problem) => {
    const said = await open(name, Buffer.from(content, 'latin1'));
    expect(said).toMatch(problem);
    expect(said).toMatch(/reads BibTeX, RIS, .*gzipped\.$/);
  });

  it('tells a saved page without dates and authors from its content', async () => {
    expect(await formatOf('page.jsonl', seedText(compactPage))).toBe('saved page');
  });

  it('says that research notes cannot be imported', async () => {
    expect(await open('notes.txt', seedText(notesPage))).toBe(
      'notes.txt is a page of research notes, and only papers can be imported. Nothing of it was taken in.',
    );
  });

  it('says when UTF-16 must be UTF-8', async () => {
    expect(await open('u.jsonl', Buffer.from('\ufeff{"title":"T"}', 'utf16le'))).toMatch(
      /UTF-16: write it as UTF-8/,
    );
  });

  it.each([
    ['', 'is a folder. Name the files in it: `paperboy import folder/*`.'],
    ['no.jsonl', 'There is no file no.jsonl. Check its path.'],
    ['a.jsonl/b', 'There is no file a.jsonl/b. Check its path.'],
  ])('says what is wrong with the path "%s"', async (name, problem) => {
    expect(await open(name)).toContain(problem);
  });

  it('says that a file is empty, or that nothing of it can be unpacked', async () => {
    expect(await open('empty.jsonl', '')).toMatch(/^empty.jsonl is empty\./);
    expect(await open('cut.gz', gzipSync('{"title":"T"}').subarray(0, 8))).toMatch(
      /cut off after 0 bytes of text/,
    );
  });

  it('says that a file may not be read', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may read every file');
    writeFileSync(join(folder, 'secret.jsonl'), '{}');
    chmodSync(join(folder, 'secret.jsonl'), 0);
    expect(await open('secret.jsonl')).toMatch(/cannot be read: EACCES/);
  });

  it('knows a file again by its content, and a pipe by nothing', async () => {
    const [a, b, c] = [await open('1', '{"a":1}'), await open('2', '{"a":1}'), await open('3', '{"a":2}')];
    const print = (file: typeof a) => (typeof file === 'string' ? file : file.fingerprint);
    expect(print(a)).toMatch(/^[0-9a-f]{16}$/);
    expect(print(b)).toBe(print(a));
    expect(print(c)).not.toBe(print(a));
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const writing = execFileSync.bind(undefined, 'sh', ['-c', `printf '{"title":"T"}' > ${fifo} &`], {
      stdio: 'ignore',
    });
    writing();
    const file = await openPapers(fifo, nothing(), feedFormats);
    expect([file.size, file.fingerprint, file.format]).toEqual([undefined, undefined, 'JSON lines']);
    await file.close();
  });
});
