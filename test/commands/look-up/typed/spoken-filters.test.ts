import { describe, expect, it } from 'vitest';
import { withSpokenFilters } from '../../../../src/commands/look-up/typed/spoken-filters.ts';
import { parseQuery } from '../../../../src/search/query.ts';

describe('a filter in words', () => {
  it.each([
    ['quantization with code', 'quantization has:code'],
    ['papers with code on quantization', 'quantization has:code'],
    ['papers with code', 'has:code sort:new'],
    ['quantization papers that have a public github repo', 'quantization papers has:code'],
    ['quantization with code available', 'quantization has:code'],
    ['new papers in cs.LG', 'cat:cs.LG sort:new'],
    ['arxiv cs.CL', 'cat:cs.CL sort:new'],
    ['diffusion in cs.cv', 'diffusion cat:cs.cv'],
    ['pruning cs.LG with code', 'pruning has:code cat:cs.LG'],
    ['superconductors in cond-mat.supr-con', 'superconductors cat:cond-mat.supr-con'],
  ])('%s: %s', (typed, text) => {
    const read = withSpokenFilters(typed);
    expect(read.text).toBe(text);
    expect(parseQuery(read.text).filters.length).toBeGreaterThan(0);
    expect(read.readings.length).toBeGreaterThan(0);
  });

  it.each([
    'code generation',
    'models with code execution traces',
    'scaling with code intelligence',
    'cat:cs.LG quantization',
    'https://arxiv.org/list/cs.LG/recent',
    '"papers with code"',
    'statistics',
    'math word problems',
    'e.g. this',
  ])('%s has none', (typed) => expect(withSpokenFilters(typed)).toEqual({ text: typed, readings: [] }));
});
