import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, found from the source, from the compiled modules and from the bundle. */
export function findPackageRoot(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return here.replace(/(?:(?:dist[/\\])?src[/\\]app|dist[/\\]bundle)[/\\]$/, '');
}

/** The version in package.json. */
export const readVersion = (): string =>
  JSON.parse(readFileSync(join(findPackageRoot(), 'package.json'), 'utf8')).version;
