import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Corpus } from '../corpus.ts';
import { mergePages } from './merge-pages.ts';
import type { Page } from './page.ts';
import { parsePage } from './parse-page.ts';

/** Bytes. A page that people save has less than one megabyte. */
const maxFileSize = 200 * 1024 * 1024;

/**
 * Every `*.txt` of a folder, in the order of their names, as one corpus. A file that cannot be read, is no UTF-8, is
 * binary or is larger than 200 MB becomes a reject.
 *
 * @throws Error where the folder is missing, is no folder, or has no `*.txt`; the message says how to mend it.
 */
export async function loadCorpus(directory: string): Promise<Corpus> {
  const names = await pageNames(directory);
  const pages: Page[] = [];
  for (const name of names) pages.push(await loadPage(directory, name));
  return mergePages(pages);
}

async function pageNames(directory: string): Promise<readonly string[]> {
  const mend = 'Put saved pages (*.txt) into it, or name another folder.';
  const names = await readdir(directory).catch((error: unknown) => {
    throw new Error(`The corpus folder ${directory} cannot be read (${codeOf(error)}). ${mend}`, {
      cause: error,
    });
  });
  const pages = names.filter((name) => name.endsWith('.txt') && !name.startsWith('.')).sort();
  if (pages.length === 0) throw new Error(`The corpus folder ${directory} has no pages. ${mend}`);
  return pages;
}

async function loadPage(directory: string, name: string): Promise<Page> {
  const path = join(directory, name);
  try {
    const { size } = await stat(path);
    if (size > maxFileSize)
      return rejectedPage(name, `the file is larger than ${maxFileSize / 1024 / 1024} MB`);
    return readPage(name, await readFile(path));
  } catch (error) {
    return rejectedPage(name, `the file cannot be read (${codeOf(error)})`);
  }
}

function readPage(name: string, bytes: Uint8Array): Page {
  if (bytes.includes(0)) return rejectedPage(name, 'the file is binary: it has NUL bytes');
  const text = decode(bytes);
  return text === undefined ? rejectedPage(name, 'the file is not UTF-8') : parsePage(name, text);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function rejectedPage(file: string, reason: string): Page {
  const reject = { file, line: 1, reason, excerpt: '' };
  return { file, kind: 'unknown', papers: [], notes: [], subtopics: [], warnings: [], rejects: [reject] };
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}
