import { fileURLToPath } from 'node:url';

/** The folder of package.json, from the source as from the build. */
export function findPackageRoot(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return here.replace(/(?:dist[/\\])?src[/\\]$/, '');
}
