import { describe, expect, it } from 'vitest';
import { countPhrases, phrasesIn, tellingPhrases } from '../../src/topics/telling-phrases.ts';

const times = (count: number, text: string) => Array.from({ length: count }, () => text);

describe('telling phrases', () => {
  it('are those that a group has more often, the most telling first, without two of one word', () => {
    const group = countPhrases([
      ...times(8, 'We propose a KV cache for long models.'),
      ...times(4, 'We propose sparse attention.'),
    ]);
    const others = countPhrases([...times(30, 'We propose long models.'), ...times(2, 'Sparse models.')]);
    expect(tellingPhrases(group, others, 5).map(({ phrase, count }) => [phrase, count])).toEqual([
      ['kv cache', 8],
      ['sparse attention', 4],
    ]);
  });
  it('are none where nothing differs, or too little to be more than chance', () => {
    const same = countPhrases(times(10, 'Models learn.'));
    expect(tellingPhrases(same, same, 5)).toEqual([]);
    expect(
      tellingPhrases(countPhrases(['Zebras learn.', 'Models.']), countPhrases(times(3, 'Models.')), 5),
    ).toEqual([]);
    expect(tellingPhrases(countPhrases([]), countPhrases([]), 5)).toEqual([]);
  });
  it('compare with nothing at all when there is nothing before', () => {
    expect(tellingPhrases(countPhrases(times(9, 'Zebras learn.')), countPhrases([]), 5)).toEqual([]);
  });
});

it('phrases are words side by side, singular and plural the same, without stop words, numbers and marks between', () => {
  expect([...phrasesIn('Large-language models of 7 zebras. Models, zebra').keys()]).toEqual([
    'large',
    'language',
    'large language',
    'model',
    'language model',
    'zebra',
  ]);
});
