import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, from the source as from the build. */
export function findPackageRoot(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return here.replace(/(?:dist[/\\])?src[/\\]app[/\\]$/, '');
}

/** As package.json says. */
export const readVersion = (root: string): string =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
