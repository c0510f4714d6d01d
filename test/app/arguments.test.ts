import { expect, it } from 'vitest';
import { readArguments } from '../../src/app/arguments.ts';

it('reads the options before the words', () => {
  expect(readArguments(['--json', '--corpus', 'x.jsonl', 'search', '--a'])).toMatchObject({
    json: true,
    corpus: 'x.jsonl',
    words: ['search', '--a'],
  });
  expect(readArguments(['--corpus=x.jsonl']).corpus).toBe('x.jsonl');
  expect(readArguments([])).toEqual({ json: false, help: false, version: false, words: [] });
  for (const wrong of [['--corpus'], ['--corpus', '--json'], ['--what'], ['--json=yes']])
    expect(() => readArguments(wrong)).toThrow(/^(--corpus needs|There is no option)/);
});
