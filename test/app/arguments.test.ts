import { expect, it } from 'vitest';
import { readArguments } from '../../src/app/arguments.ts';

it('reads the options before the words', () => {
  expect(readArguments(['--json', '--corpus', 'x.jsonl', 'search', '--a'])).toMatchObject({
    json: true,
    corpus: 'x.jsonl',
    words: ['search', '--a'],
  });
  expect(readArguments(['--corpus=x.jsonl']).corpus).toBe('x.jsonl');
  expect(readArguments(['--embed', 'wait', '--vectors=v.bin', '--corpus', 'x', 'moe'])).toMatchObject({
    embedWait: true,
    vectors: 'v.bin',
    words: ['moe'],
  });
  expect(() => readArguments(['--vectors', 'v.bin'])).toThrow('--vectors needs --corpus');
  expect(readArguments(['--no-web']).noWeb).toBe(true);
  expect(readArguments([])).toEqual({
    noWeb: false,
    json: false,
    help: false,
    version: false,
    embedWait: false,
    words: [],
  });
  for (const wrong of [
    ['--corpus'],
    ['--corpus', '--json'],
    ['--what'],
    ['--json=yes'],
    ['--embed'],
    ['--embed=no', '--x'],
  ])
    expect(() => readArguments(wrong)).toThrow(/^(--corpus needs|--embed needs|There is no option)/);
});
