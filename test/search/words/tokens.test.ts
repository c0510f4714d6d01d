import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, indexTerms, tokenize } from '../../../src/search/words/tokens.ts';

const surfaces = (text: string) => tokenize(text).map((token) => token.surface);

describe('tokenize', () => {
  it.each([
    ['Pre-training of Café models', ['pre', 'training', 'of', 'cafe', 'models']],
    ['QuIP#, S* and C++.', ['quip#', 's*', 'and', 'c++']],
    ['W4A8 fp4 1.58-bit v2.0.', ['w4a8', 'fp4', '1.58', 'bit', 'v2.0']],
    ["the model's weights don't", ['the', 'model', 'weights', 'dont']],
    ['μnit D²Quant ﬁne', ['munit', 'd2quant', 'fine']],
    ['论文 search', ['论', '文', 'search']],
    ['2*3 a#b', ['2', '3', 'a', 'b']],
  ])('%s', (text, expected) => expect(surfaces(text)).toEqual(expected));

  it('points into the original text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        let end = 0;
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(fold(text.slice(token.start, token.end)).replaceAll("'", '')).toContain(
            token.surface.slice(0, 1),
          );
          end = token.end;
        }
      }),
    );
  });
});

describe('indexTerms', () => {
  it('gives one term to all spellings', () => {
    const shared = (a: string, b: string) => indexTerms(a).filter((term) => indexTerms(b).includes(term));
    expect(shared('pre-training', 'pretraining')).toEqual(['pretrain']);
    expect(shared('quantized', 'quantization')).toEqual(['quantiz']);
    expect(shared('quantisation optimised', 'quantization optimized')).toEqual(['quantiz', 'optim']);
    expect(shared('behaviour', 'behaviors')).toEqual(['behavior']);
    expect(shared('QuIP#', 'QuIP')).toEqual(['quip']);
    expect(shared('naïve', 'naive')).toEqual(['naiv']);
  });
  it('leaves stop words out and names alone', () => {
    expect(indexTerms('the model is on it')).toEqual(['model']);
    expect(indexTerms('S* fp4')).toEqual(['s*', 'fp4']);
  });
});
