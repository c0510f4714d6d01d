import { expect, it } from 'vitest';
import { readText, titlesOf } from '../../../support/fakes/read-text.ts';

const titles = async (text: string) => titlesOf(await readText(text));

it.each(['Lin(2021)Widget', 'Lin 2021', 'lin#21', 'lin21%', 'lin"21', ''])(
  'an entry with the key %j is read',
  async (key) => {
    expect(await titles(`@article{${key}, title={A paper}, author={Lin, Ada}, year=2021}`)).toEqual([
      'A paper',
    ]);
  },
);

it.each([
  '@article{k,, title={A paper}, author={Lin, Ada},, year=2021}',
  '@article{k, title={A paper} author={Lin, Ada} year=2021}',
  '@article{k title={A paper}, year=2021}',
  '@article{k, title="A paper" year={2021}, }',
])('one slip in the signs costs nothing: %s', async (text) => {
  expect(await titles(text)).toEqual(['A paper']);
});

it('what is in braces or quotes is not changed', async () => {
  expect(await titles('@article{k,, title={A, , b = {c} d = e}, note="x, , y"}')).toEqual([
    'A, , b = c d = e',
  ]);
});

it('data for other entries is left out quietly', async () => {
  expect(await readText('@xdata{x, year=2020} @set{s, entryset={a,b}} @misc{k, title={A}}')).toHaveLength(
    2 + 1,
  );
});
