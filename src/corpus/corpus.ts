import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Note, Subtopic } from './note.ts';
import type { Page, Reject, Warning } from './pages/page.ts';
import type { Paper } from './paper.ts';

/** What one saved page holds, before the pages are merged. */
export interface PageSummary extends Pick<Page, 'file' | 'kind'> {
  readonly papers: number;
  readonly notes: number;
  readonly subtopics: number;
}

/** All saved pages together. Each paper and note is there once, in the order of the pages. */
export interface Corpus {
  readonly pages: readonly PageSummary[];
  readonly papers: readonly Paper[];
  readonly notes: readonly Note[];
  readonly subtopics: readonly Subtopic[];
  readonly warnings: readonly Warning[];
  readonly rejects: readonly Reject[];
}

/** Beside the saved pages that it was made from. */
export const corpusFileName = 'corpus.json';

/** Grows with every change that older code cannot read. */
const version = 1;

/** The text of the corpus file. Keys are sorted and each field has its own line, so that two versions compare well. */
export function formatCorpus({ pages, papers, notes, subtopics, warnings, rejects }: Corpus): string {
  const file = { version, pages, warnings, rejects, subtopics, notes, papers };
  return `${JSON.stringify(file, (key, value) => (key === '' ? value : sortKeys(value)), 2)}\n`;
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The corpus that `npm run seeds` has written into a folder.
 * @throws Error where the file is missing, is no JSON or has another version; the message says how to make it
 */
export async function loadCorpus(folder: string): Promise<Corpus> {
  const path = join(folder, corpusFileName);
  try {
    return readCorpus(await readFile(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The corpus cannot be read from ${path} (${reason}). Make the file with: npm run seeds`, {
      cause: error,
    });
  }
}

function readCorpus(text: string): Corpus {
  const { version: found, ...corpus } = JSON.parse(text);
  if (found !== version) throw new Error(`its version is ${found}, not ${version}`);
  const parts = ['pages', 'papers', 'notes', 'subtopics', 'warnings', 'rejects'];
  const missing = parts.find((part) => !Array.isArray(corpus[part]));
  if (missing !== undefined) throw new Error(`it has no ${missing}`);
  return corpus;
}
