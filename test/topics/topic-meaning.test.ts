import { expect, it } from 'vitest';
import { readTopic } from '../../src/topics/topic.ts';
import { topicMeaning } from '../../src/topics/topic-meaning.ts';

const meaning = (text: string) => topicMeaning(readTopic(text, []));

it.each([
  ['quantization', 'quantisation'],
  ['quantization', 'Quantization'],
  ['scaling law', 'scaling laws'],
  ['moe routing', 'routing MoE'],
  ['pre-training', 'pretraining'],
  ['moe OR mamba', 'mamba OR moe'],
  ['(moe)', 'moe'],
  ['kv cache', 'KV-cache'],
  ['fine tuning', 'finetuning'],
  ['RL', 'reinforcement learning'],
  ['low-bit quantization', 'quantization low bit'],
  ['the laws of scaling', 'scaling laws'],
  ['moe -vision', '-vision moe'],
  ['moe year:2025', 'year:2025 moe'],
])('%s means the same as %s', (a, b) => {
  expect(meaning(a)).toBe(meaning(b));
});

it.each([
  ['moe OR mamba', 'moe mamba'],
  ['"scaling laws"', '"laws scaling"'],
  ['moe', 'moe -vision'],
  ['moe year:2025', 'moe year:2024'],
  ['quantization', 'quantum'],
])('%s means something else than %s', (a, b) => {
  expect(meaning(a)).not.toBe(meaning(b));
});

it('a subtopic is itself, and a topic that cannot be read is none', () => {
  expect(topicMeaning({ kind: 'subtopic', subtopic: 'a', name: 'B' })).toBe('subtopic a');
  expect(topicMeaning({ kind: 'query', query: '-x', syntax: 2 })).toBeUndefined();
});
