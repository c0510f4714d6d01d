import { expect, it } from 'vitest';
import { isEverything, spokenTopic } from '../../../src/commands/following/spoken-topic.ts';
import { defined } from '../../../src/defined.ts';

it.each([
  ['papers by Tim Dettmers', 'author:"Tim Dettmers"', undefined],
  ['author Yann LeCun', 'author:"Yann LeCun"', undefined],
  ['everything by O’Brien', 'author:"O’Brien"', undefined],
  ['fp8 weekly', 'fp8', 'weekly'],
  ['mamba every monday', 'mamba', 'every monday'],
  ['mamba at 9am', 'mamba', 'at 9am'],
  ['"kv cache" and tell me at 8am', '"kv cache"', 'at 8am'],
  ['pruning and send them every day', 'pruning', 'every day'],
  ['pruning and (moe OR mamba)', 'pruning and (moe OR mamba)', undefined],
  ['"a, b"', '"a, b"', undefined],
  ['mixture of experts', 'mixture of experts', undefined],
  ['learning by doing', 'learning by doing', undefined],
])('%s', (typed, topic, when) => {
  expect(spokenTopic(typed)).toEqual({ topic, ...defined({ when }) });
});

it.each(['everything', 'all', 'all papers', 'the new papers', '*'])('%s is all', (typed) =>
  expect(isEverything(typed)).toBe(true),
);
it.each(['all-reduce', 'everything about mamba', 'paper folding'])('%s is not', (typed) =>
  expect(isEverything(typed)).toBe(false),
);
