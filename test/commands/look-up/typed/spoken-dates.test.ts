import { describe, expect, it } from 'vitest';
import { withSpokenDates } from '../../../../src/commands/look-up/typed/spoken-dates.ts';
import { parseQuery } from '../../../../src/search/query.ts';

const today = '2026-11-28';

describe('a date in a search', () => {
  it.each([
    ['kv cache before 2024', 'kv cache before:2024'],
    ['kv cache older than 2024', 'kv cache before:2024'],
    ['quantization since March 2024', 'quantization after:2024-03'],
    ['quantization since 2024-03-15', 'quantization after:2024-03-15'],
    ['quantization after 2023', 'quantization after:2024'],
    ['moe newer than dec 2024', 'moe after:2025-01'],
    ['moe until 2022', 'moe until:2022'],
    ['papers from 2023 about quantization', 'papers about quantization year:2023'],
    ['mamba from 2023 on', 'mamba after:2023'],
    ['mamba from 2023 to now', 'mamba after:2023'],
    ['between 2022 and 2024 scaling laws', 'scaling laws year:2022..2024'],
    ['scaling laws 2022-2024', 'scaling laws year:2022..2024'],
    ['scaling laws published in May 2026', 'scaling laws date:2026-05'],
    ['scaling laws May 2026', 'scaling laws date:2026-05'],
    ['scaling laws in May', 'scaling laws date:2026-05'],
    ['papers from December', 'date:2025-12 sort:new'],
    ['moe since november', 'moe after:2026-11'],
    ['papers on pruning from last year', 'papers on pruning year:2025'],
    ['pruning in the last 6 months', 'pruning after:2026-05-26'],
    ['pruning, past two weeks', 'pruning, after:2026-11-14'],
    ['pruning from last month', 'pruning after:2026-10'],
    ['pruning this year', 'pruning after:2026'],
    ['papers from last week', 'after:2026-11-15 sort:new'],
    ['what was published in May 2026', 'date:2026-05 sort:new'],
    ['this month', 'after:2026-11 sort:new'],
    ['quantisation since last mont', 'quantisation after:2026-10'],
    ['pruning since janury 2025', 'pruning after:2025-01'],
    ['weak learners in the last moth', 'weak learners after:2026-10-28'],
    ['moe befor 2024', 'moe before:2024'],
    ['pruning in the past 2 moths', 'pruning after:2026-09-27'],
  ])('%s: %s', (typed, query) => {
    const read = withSpokenDates(typed, today);
    expect(read.text).toBe(query);
    expect(read.readings).toHaveLength(1);
    expect(parseQuery(read.text).filters.length).toBeGreaterThan(0);
  });

  it.each([
    'quantization 2025',
    'since when do models reason',
    'after training',
    'before 1066',
    'in 3000 steps',
    '"before 2024"',
    'kv cache before:2024',
    'long context of 2048 tokens',
    'the last layer',
    'quality of match',
    'exact in match rates',
    'the last weak learner',
    'mouth movements after training',
    'behind 2024 models',
    'may improve reasoning',
    'a long line with many words about what happened to models of language since 2019',
  ])('%s has none', (typed) => expect(withSpokenDates(typed, today)).toEqual({ text: typed, readings: [] }));
});
