import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Colours and base rules of the dashboard, which the demo and the docs have too: relative to the project, and at the root of the site as `base.css`. */
export const baseStyles = 'adapters/web/static/base.css';

/** Writes a file, and makes its folder where it is missing. */
export async function writeText(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** All files below a folder with their bytes, in the order of their names. */
export async function filesIn(folder: string): Promise<readonly { file: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(files.sort().map(async (file) => ({ file, bytes: await readFile(file) })));
}
