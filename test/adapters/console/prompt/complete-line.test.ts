import { expect, test } from 'vitest';
import { completeLine, renderColumns } from '../../../../adapters/console/prompt/complete-line.ts';
import { answerOf, createFakeRouter } from '../../../support/fakes/fake-router.ts';

const routerOf = (...values: string[]) =>
  createFakeRouter(
    () => answerOf(''),
    () => values.map((value) => ({ label: `<${value}>`, value })),
  );

test.each([
  ['the only suggestion is taken', 'se', ['search '], 'search ', []],
  ['several are taken as far as they agree', 's', ['search x', 'search y'], 'search ', []],
  [
    'where nothing is gained they are listed',
    'search ',
    ['search x', 'search y'],
    'search ',
    ['<search x>', '<search y>'],
  ],
  ['a different case is mended', 'SE', ['search x', 'search y'], 'search ', []],
  ['a single one may replace what was typed', 'search grpah', ['search graph'], 'search graph', []],
  [
    'several may not',
    'search grpah',
    ['search graph', 'search grape'],
    'search grpah',
    ['<search graph>', '<search grape>'],
  ],
  ['without suggestions nothing happens', 'xyz', [], 'xyz', []],
  ['a leading /papers stays', '/papers se', ['search '], '/papers search ', []],
  ['a pair of surrogates is not cut', 'a', ['a🚀', 'a🚁'], 'a', ['<a🚀>', '<a🚁>']],
  ['controls are cleaned away', 'a', ['a\u001B[2Jb'], 'a[2Jb', []],
])('%s', async (_name, typed, values, line, labels) => {
  expect(await completeLine(routerOf(...values), typed)).toEqual({ line, labels });
});

test('the router sees the line without /papers', async () => {
  const seen: string[] = [];
  const router = createFakeRouter(
    () => answerOf(''),
    (line) => {
      seen.push(line);
      return [];
    },
  );
  await completeLine(router, ' /papers  search gr');
  expect(seen).toEqual(['search gr']);
});

test('a failing router completes nothing', async () => {
  const router = { ...routerOf(), complete: async () => Promise.reject(new Error('no')) };
  expect(await completeLine(router, 'se')).toEqual({ line: 'se', labels: [] });
});

test('labels are in columns, or below each other when not even two fit', () => {
  expect(renderColumns(['search', 'similar', 'follow'], 18)).toEqual(['search   similar', 'follow']);
  expect(renderColumns(['a long label of words', 'b'], 20)).toEqual(['a long label of', '  words', 'b']);
  expect(renderColumns([], 20)).toEqual([]);
});
