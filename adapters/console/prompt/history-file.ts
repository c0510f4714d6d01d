import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How many lines of earlier sessions are kept. */
export const maxHistory = 500;

/**
 * The lines typed before, oldest first, in a file that only its owner can read. When the file cannot be read or written,
 * there is no history, and no error.
 */
export function createHistoryFile(path: string) {
  /** Newest first, as readline expects it. */
  async function load(): Promise<string[]> {
    const text = await readFile(path, 'utf8').catch(() => '');
    return text.split('\n').filter(isWorthKeeping).reverse().slice(0, maxHistory);
  }

  /** Newest first. */
  async function save(lines: readonly string[]): Promise<void> {
    const kept = lines.filter(isWorthKeeping).slice(0, maxHistory).reverse();
    // A new file gets the mode, and renaming it leaves the old one whole after a crash.
    const newFile = `${path}.${process.pid}`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(newFile, kept.map((line) => `${line}\n`).join(''), { mode: 0o600 });
      await rename(newFile, path);
    } catch {
      await rm(newFile, { force: true }).catch(() => {});
    }
  }

  return { load, save };
}

/** See `createHistoryFile`. */
export type HistoryFile = ReturnType<typeof createHistoryFile>;

/** Not blank, and not the number of a button, which means nothing later. */
const isWorthKeeping = (line: string): boolean => !/^\s*\d*\s*$/.test(line);
