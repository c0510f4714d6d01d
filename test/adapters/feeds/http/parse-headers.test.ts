import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseContentType,
  parseRateLimit,
  parseRetryAfter,
  parseValidators,
  saysNextLink,
} from '../../../../adapters/feeds/http/parse-headers.ts';
import { expectLinear } from '../../../support/expect-linear.ts';
import { tries } from '../../../support/tries.ts';

const now = Date.parse('2026-10-07T12:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Wed, 07 Oct 2026 12:02:00 GMT', 120_000],
    ['Wednesday, 07-Oct-26 12:02:00 GMT', 120_000],
    ['Wed Oct  7 12:02:00 2026', 120_000],
    ['Wed, 07 Oct 2026 11:00:00 GMT', 0],
  ])('%s', (value, ms) => expect(parseRetryAfter(value, now)).toBe(ms));

  it.each(['', '-5', '1.5', '120 s', 'soon', '2026-10-07', 'Wed, 45 Foo 2026', '1, 2', '9'.repeat(13)])(
    'says nothing: %s',
    (value) => expect(parseRetryAfter(value, now)).toBeUndefined(),
  );
});

describe('RateLimit', () => {
  it.each([
    ['"api";r=0;t=55', 55_000],
    ['"api";r=10;t=5, "pages"; r=0; t=300', 300_000],
    ['', undefined],
    ['"api";r=0', undefined],
    ['"t=5"', undefined],
  ])('%s', (value, ms) => expect(parseRateLimit(value)).toBe(ms));
});

describe('Link', () => {
  it.each([
    ['<https://huggingface.co/api/daily_papers?p=1>; rel="next"', true],
    ['</api/x?a=1,2>; rel=next', true],
    ['<?p=0>; rel="prev", <?p=2>; title="a, b; rel=x"; REL="last Next"', true],
    ['<?p=2>;rel="next" , <?p=9>; rel=last', true],
    ['', false],
    ['?p=1; rel=next', false],
    ['<?p=1>', false],
    ['<?p=1>; rel=prev; rel=next', false],
    ['<?p=1>; title="; rel=next"', false],
    ['<?p=1>; xrel=next', false],
  ])('%s: %s', (value, isThere) => expect(saysNextLink(value)).toBe(isThere));
});

describe('ETag and Last-Modified', () => {
  const modified = 'Wed, 07 Oct 2026 04:00:00 GMT';

  it.each([
    ['"a"', modified, { etag: '"a"', lastModified: modified }],
    ['', '', {}],
    [undefined, undefined, {}],
    ['e'.repeat(1_000), 'm'.repeat(100), { etag: 'e'.repeat(1_000), lastModified: 'm'.repeat(100) }],
    ['e'.repeat(1_001), modified, { lastModified: modified }],
    ['"a"', 'm'.repeat(101), { etag: '"a"' }],
    ['"a\u0000"', 'a\r\nX-Evil: 1', {}],
    ['"é"', modified, { lastModified: modified }],
  ])('%s, %s', (etag, lastModified, expected) =>
    expect(parseValidators(etag, lastModified)).toEqual(expected),
  );
});

describe('Content-Type', () => {
  it.each([
    ['text/xml; charset="ISO-8859-1"', 'text/xml', 'iso-8859-1'],
    ['Application/JSON', 'application/json', ''],
    ['text/html;version=2; charset=utf-8', 'text/html', 'utf-8'],
    ['', '', ''],
  ])('%s', (value, type, charset) => expect(parseContentType(value)).toEqual({ type, charset }));
});

describe('any header', () => {
  const scraps = fc.constantFrom(
    ...[
      '<',
      '>',
      ';',
      ',',
      '"',
      '=',
      ' ',
      '\t',
      'rel',
      'next',
      't=',
      'r=0',
      'charset',
      'http://a',
      '\\',
      '7',
    ],
    ...['Wed, ', '07 Oct 2026 ', 'GMT', '\u0000', 'é', '\ud800', '99999999999'],
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(scraps, { maxLength: 60 }).map((each) => each.join('')),
  );
  const isTime = (ms: number | undefined) => ms === undefined || (Number.isSafeInteger(ms) && ms >= 0);

  it('is a time or nothing', () => {
    fc.assert(
      fc.property(value, (text) => {
        expect(isTime(parseRetryAfter(text, now))).toBe(true);
        expect(isTime(parseRateLimit(text))).toBe(true);
        expect(saysNextLink(text)).toBeTypeOf('boolean');
        expect(parseContentType(text).charset).toMatch(/^[\w:.-]*$/);
      }),
      tries(2_000),
    );
  });

  it.each(['<', ';', ' ', '"', '<>', '<>;', '<>; rel', '; a=" ', ',', 't=', ';t=1', '<a>;rel= '])(
    'is read in linear time: %j',
    (scrap) =>
      expectLinear(
        (count) => {
          const long = scrap.repeat(count);
          parseRetryAfter(long, now);
          parseRateLimit(long);
          saysNextLink(`<a>${long}`);
          parseContentType(long);
        },
        // Four times as many are 64,000 characters; Node takes no more than 16 KB.
        { largest: 16_000 / scrap.length },
      ),
  );
});
