import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackageRoot } from '../../../src/app/package-root.ts';
import { type Page, readMarkdown } from './read-markdown.ts';

/** Folders in which no page is for readers of the site. */
const skipped = /^(\.|node_modules$|dist$|data$|coverage$)/;

/** All pages in Markdown of the project, by their path in it: the docs, and the READMEs of its rooms. */
export async function listPages(): Promise<ReadonlyMap<string, Page>> {
  const root = findPackageRoot();
  const pages = new Map<string, Page>();
  for (const path of [...(await markdownBelow(root, ''))].sort())
    pages.set(path, readMarkdown(await readFile(join(root, path), 'utf8')));
  return pages;
}

async function markdownBelow(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return skipped.test(entry.name) ? [] : markdownBelow(root, path);
      return path.endsWith('.md') ? [path] : [];
    }),
  );
  return found.flat();
}
