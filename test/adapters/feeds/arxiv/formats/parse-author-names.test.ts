import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAuthorNames } from '../../../../../adapters/feeds/arxiv/formats/parse-author-names.ts';
import { expectLinear } from '../../../../support/expect-linear.ts';

it.each([
  ['Ann Lee', ['Ann Lee']],
  ['Ann Lee, Bo Chen', ['Ann Lee', 'Bo Chen']],
  ['Ann Lee and Bo Chen', ['Ann Lee', 'Bo Chen']],
  ['Ann Lee, Bo Chen, and Cy Ho', ['Ann Lee', 'Bo Chen', 'Cy Ho']],
  ['Ann Lee \\& Bo Chen; Cy Ho', ['Ann Lee', 'Bo Chen', 'Cy Ho']],
  ['Anders Sand, Sandy And', ['Anders Sand', 'Sandy And']],
  ['Ann Lee (1), Bo Chen (1,2) ((1) Univ of X, Y, (2) Z (W), V)', ['Ann Lee', 'Bo Chen']],
  ['Ann Lee (Univ of X, Dept. and Y), Bo Chen', ['Ann Lee', 'Bo Chen']],
  ['Ann Lee (Univ of X, Bo Chen', ['Ann Lee']],
  ['Ann Lee), Bo Chen', ['Ann Lee', 'Bo Chen']],
  ['Ann Lee$^{1,2}$, Bo Chen$^*$', ['Ann Lee', 'Bo Chen']],
  ['Ann Lee\\textsuperscript{1,2}, Bo Chen^{3,4}', ['Ann Lee', 'Bo Chen']],
  ['John Smith, Jr., Ann Lee, PhD', ['John Smith Jr.', 'Ann Lee PhD']],
  ['{Doe, Inc.} and Ann Lee', ['{Doe, Inc.}', 'Ann Lee']],
  ["Ren\\'{e} Fox, H. Akta\\c{s}", ["Ren\\'{e} Fox", 'H. Akta\\c{s}']],
  ['Gemini Team: Rohan Anil, Bo Chen', ['Gemini Team', 'Rohan Anil', 'Bo Chen']],
  ['ATLAS Collaboration, :, Ann Lee', ['ATLAS Collaboration', 'Ann Lee']],
  ['Ann\n  Lee,\n  Bo Chen', ['Ann Lee', 'Bo Chen']],
  ['', []],
  [', ,,', []],
])('reads %j', (text, names) => {
  expect(parseAuthorNames(text)).toEqual(names);
});

it('reads names back from a written list', () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{3,8} [A-Z][a-z]{3,8}$/);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 30 }), (names) => {
      expect(parseAuthorNames(names.join(', '))).toEqual(names);
      expect(parseAuthorNames(names.map((one) => `${one} (Univ, X)`).join(' and '))).toEqual(names);
    }),
  );
});

it.each(['(', '((', ')(', '{', '{}', 'a,', ' and ', '$^', '\\textsuperscript{', ' , ', '\n', 'a : '])(
  'takes linear time for many %j',
  (piece) => expectLinear((count) => parseAuthorNames(piece.repeat(count))),
);
