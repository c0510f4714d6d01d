import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../support/source-tree.ts';

interface Package {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly license?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Package> };
/** What the bot needs to run. */
const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);

/** Licences that ask for nothing but to be named. */
const free =
  /^\(?(MIT|MIT-0|ISC|0BSD|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|PostgreSQL)( (OR|AND) [\w.-]+)*\)?$/;

/** Used as they are, they bind nobody either: only a change of their own files would have to stay under the same licence. */
const unchanged: Readonly<Record<string, string>> = {
  'node_modules/@resvg/resvg-wasm': 'MPL-2.0',
  'node_modules/@fontsource/lato': 'OFL-1.1',
};

it('every package that is shipped has a licence that binds nobody', () => {
  expect(shipped.length).toBeGreaterThan(100);
  const others = shipped.filter(
    ([path, { license = 'none' }]) => !free.test(license) && unchanged[path] !== license,
  );
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

it('every package has a checksum, and runs nothing when it is installed unless that is refused', () => {
  // Builds of an optional package for other machines have none.
  const unchecked = shipped.filter(
    ([, { integrity, optional }]) => !optional && !/^sha512-/.test(integrity ?? ''),
  );
  expect(unchecked.map(([path]) => path)).toEqual([]);
  const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
  const refused = Object.keys(allowScripts).filter((name) => allowScripts[name] === false);
  const scripted = shipped.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
  expect(
    scripted.map((path) => path.replace(/^.*node_modules\//, '')).filter((name) => !refused.includes(name)),
  ).toEqual([]);
});

it('docs/security.md names tests that there are', () => {
  const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| (?!who|---)/.test(line));
  expect(rows.length).toBeGreaterThan(12);
  // test/docs/pages.test.ts looks whether they exist.
  expect(rows.filter((row) => !/`test\/[\w/.-]+\.test\.ts`/.test(row))).toEqual([]);
});
