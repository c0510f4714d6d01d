import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findLinks } from '../../../src/corpus/text/find-links.ts';

const urls = (text: string): readonly string[] => findLinks(text).map(({ kind, url }) => `${kind} ${url}`);

test.each([
  ['Code: https://github.com/hustvl/ViG.', ['code https://github.com/hustvl/ViG']],
  ['(https://github.com/a/b_c).', ['code https://github.com/a/b_c']],
  ['at https://github.com/a/b , and', ['code https://github.com/a/b']],
  ['our https://github.com/a/b{code} for', ['code https://github.com/a/b']],
  ['at: github.com/anyasims/edge-of-reach.', ['code https://github.com/anyasims/edge-of-reach']],
  ['page: remdm.github.io', ['project https://remdm.github.io']],
  ['https://remdm.github.io.', ['project https://remdm.github.io']],
  [
    'https://arxiv.org/abs/2405.18425 https://doi.org/10.1/x',
    ['project https://arxiv.org/abs/2405.18425', 'project https://doi.org/10.1/x'],
  ],
  [
    'https://huggingface.co/cerebras. https://huggingface.co/papers/1',
    ['code https://huggingface.co/cerebras', 'project https://huggingface.co/papers/1'],
  ],
  [
    'https://gitee.com/m/models, PyTorch: https://www.kaggle.com/x',
    ['code https://gitee.com/m/models', 'code https://www.kaggle.com/x'],
  ],
  [
    'https://github.com/a/b https://github.com/a/b/ http://www.github.com/a/b.git',
    ['code https://github.com/a/b'],
  ],
  ['https://x.org/wiki/Attention_(machine)', ['project https://x.org/wiki/Attention_(machine)']],
  [
    'https://notgithub.com/a https://github.com.evil.org/a',
    ['project https://notgithub.com/a', 'project https://github.com.evil.org/a'],
  ],
  ['https://github.com@evil.org/a https:// http://x e.g. Node.js w.r.t. a@b.com', []],
])('%s', (text, expected) => {
  expect(urls(text)).toEqual(expected);
});

test('any text gives at most 30 links, and each is a URL', () => {
  const piece = fc.constantFrom(
    'https://',
    'http://',
    'github.com/',
    'a',
    '.io',
    '/',
    '.',
    '@',
    '(',
    ')',
    ' ',
    '{',
    '%',
    '#',
    ':',
    '\u2603',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
      const links = findLinks(pieces.join(''));
      expect(links.length).toBeLessThanOrEqual(30);
      for (const { url } of links) expect(URL.canParse(url)).toBe(true);
    }),
  );
});
