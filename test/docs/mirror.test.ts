import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { root, sourcesBelow } from '../support/source-tree.ts';

/** Folders of tests that are about more than one file of the source. */
const withoutSource = ['bench', 'docs', 'journeys', 'pictures', 'quality', 'support'];

/**
 * Where the source of a test may lie, most telling first. From `test/search/index/pace-slow.kill.test.ts`:
 * `src/search/index/pace-slow`, `src/search/index/pace`; a test named as its folder is about the folder.
 */
function subjectsOf(test: string): string[] {
  const path = test.replace(/^test\//, '').replace(/(\.kill)?\.test\.ts$/, '');
  const folder = /^adapters\//.test(path) ? dirname(path) : join('src', dirname(path));
  const words = basename(path).split('-');
  const names = words.map((_, count) => words.slice(0, words.length - count).join('-'));
  return names.flatMap((name) => (name === basename(folder) ? [folder] : [join(folder, name)]));
}

const exists = (subject: string) =>
  [`${subject}.ts`, `${subject}.mjs`, subject].some((path) => existsSync(join(root, path)));

it('every test lies where its source file or folder lies', () => {
  const strays = sourcesBelow('test')
    .filter((file) => file.endsWith('.test.ts'))
    .filter((test) => !withoutSource.some((folder) => test.startsWith(`test/${folder}/`)))
    .filter((test) => !subjectsOf(test).some(exists));
  expect(
    strays,
    `Name a test for its source: src/a/b.ts is tested by test/a/b.test.ts, or in parts by test/a/b-some-aspect.test.ts
and test/a/b.kill.test.ts; src/a/ as a whole by test/a/a.test.ts. What crosses rooms goes to test/journeys/.`,
  ).toEqual([]);
});
