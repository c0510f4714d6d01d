import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLines, cleanText, clipText, isVisible, webAddress } from '../../src/cards/text.ts';

describe('cleanText', () => {
  test.each([
    ['white space of any kind', 'a\n\tb\u00A0\u2028c', 'a b c'],
    ['controls', 'a\u001B[2Jb\u0007\u0085c', 'a[2Jb c'],
    ['characters that reorder', 'a\u202Eb\u2066c', 'abc'],
    ['a word that nobody sees', 'a \u200B\u0301 b', 'a  b'],
    ['accents and joiners of a visible word stay', 'cafe\u0301 👩\u200D🔬', 'cafe\u0301 👩\u200D🔬'],
    ['half a character', 'a\uD800b', 'a\uFFFDb'],
  ])('%s', (_, text, expected) => expect(cleanText(text)).toBe(expected));
});

test('cleanLines keeps lines and indentation', () => {
  expect(cleanLines('@misc{a,\r\n\ttitle = {\u0007b}\u2028}\n\n')).toBe('@misc{a,\n  title = {b}\n}');
});

test.each([
  ['a', true],
  ['\u0301', false],
  [' \u200B\u2800', false],
  ['👩\u200D🔬', true],
])('isVisible(%j) is %s', (text, expected) => expect(isVisible(text)).toBe(expected));

describe('clipText', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['abcd', 1, '…'],
    ['abcd', 0, ''],
    ['four words stand here', 20, 'four words stand…'],
    ['four words standhere', 16, 'four words stan…'],
    ['ab👩\u200D🔬c', 6, 'ab…'],
    ['abe\u0301c', 4, 'ab…'],
  ])('(%j, %i) is %j', (text, max, expected) => expect(clipText(text, max)).toBe(expected));

  test('keeps the limit, and never cuts a character in half', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, max) => {
        const clipped = clipText(text, max);
        expect(clipped.length).toBeLessThanOrEqual(max);
        expect(clipped.isWellFormed()).toBe(true);
      }),
    );
  });
});

test.each([
  ['https://a.org/ü?q=1', 'https://a.org/%C3%BC?q=1'],
  ['http://münchen.example', 'http://xn--mnchen-3ya.example/'],
  ['javascript:alert(1)', undefined],
  ['mailto:a@b.org', undefined],
  ['no address', undefined],
])('webAddress(%j) is %j', (url, expected) => expect(webAddress(url)).toBe(expected));
