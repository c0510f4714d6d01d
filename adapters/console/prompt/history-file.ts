import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export const maxHistory = 500;

export interface HistoryFile {
  /** Newest first, as readline wants it. */
  load(): Promise<string[]>;
  /** Takes them newest first, too. */
  save(lines: readonly string[]): Promise<void>;
}

/**
 * What was typed, oldest first, a line each, readable by its owner alone. History is a comfort: where the file
 * cannot be read or written there is none, and nothing else happens.
 */
export function createHistoryFile(path: string | undefined): HistoryFile {
  async function load(): Promise<string[]> {
    if (path === undefined) return [];
    const text = await readFile(path, 'utf8').catch(() => '');
    return text.split('\n').filter(isWorthKeeping).reverse().slice(0, maxHistory);
  }

  async function save(lines: readonly string[]): Promise<void> {
    if (path === undefined) return;
    const kept = lines.filter(isWorthKeeping).slice(0, maxHistory).reverse();
    // Written beside and moved over it: a new file has the mode, and a crash leaves the old one whole.
    const fresh = `${path}.${process.pid}`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(fresh, kept.map((line) => `${line}\n`).join(''), { mode: 0o600 });
      await rename(fresh, path);
    } catch {
      await rm(fresh, { force: true }).catch(() => {});
    }
  }

  return { load, save };
}

/** A button's number means nothing another day. */
const isWorthKeeping = (line: string): boolean => !/^\s*\d*\s*$/.test(line);
