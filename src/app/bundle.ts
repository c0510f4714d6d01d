import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { codeDigest } from '../search/fingerprint.ts';
import { findPackageRoot } from './package-root.ts';

/**
 * A step of the build: writes the bot into few files, `dist/bundle`, because Node takes half a millisecond or more for each of the five hundred
 * modules that a first answer needs. `start.js` holds what every start needs; what is imported later has files of its own. The code stays
 * readable, and maps lead to the sources. See docs/decisions/36-bundle.md.
 */

/** The packages that a first answer needs, with what they import. All others stay in node_modules, and are loaded when they are needed. */
const bundled = [
  'countries-and-timezones',
  'entities',
  'minisearch',
  'picocolors',
  'pino',
  'saxes',
  'string-width',
  'temporal-polyfill',
  'wrap-ansi',
  'zod',
];

/** @returns the package of a module's name, as `zod` of `zod/v4`; undefined for a file */
const packageOf = (name: string): string | undefined => /^(?:@[^/]+\/)?[^./][^/]*/.exec(name)?.[0];

const isExternal = (name: string, importer: string | undefined): boolean => {
  const wanted = packageOf(name);
  return wanted !== undefined && importer?.includes('node_modules') !== true && !bundled.includes(wanted);
};

const root = findPackageRoot();
const main = join(root, 'src/main.ts');
const bundle = await rolldown({
  cwd: root,
  input: main,
  platform: 'node',
  external: isExternal,
  transform: { define: { bundledCodeDigest: JSON.stringify(codeDigest()) } },
  // A terminal needs at once what other processes import later.
  checks: { ineffectiveDynamicImport: false },
  logLevel: 'warn',
});
await bundle.write({
  dir: join(root, 'dist/bundle'),
  cleanDir: true,
  sourcemap: true,
  sourcemapExcludeSources: true,
  chunkFileNames: '[name].js',
  // The process starts others with its main file, which therefore stays a file.
  codeSplitting: { groups: [{ name: 'start', tags: ['$initial'], test: (id) => id !== main }] },
});
