import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseContentType,
  parseFreshness,
  parseNextLink,
  parseRateLimit,
  parseRetryAfter,
  parseValidators,
} from '../../adapters/feeds/parse-headers.ts';

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

describe('Cache-Control', () => {
  it.each([
    ['max-age=600', '', 600_000],
    ['Public, Max-Age="600", must-revalidate', '100', 500_000],
    ['max-age=600', '700', 0],
    ['max-age=600', 'old', 600_000],
    ['max-age=0', '', 0],
    ['no-cache, max-age=600', '', undefined],
    ['max-age=600, no-store', '', undefined],
    ['s-maxage=600', '', undefined],
    ['max-age=-1', '', undefined],
    ['', '', undefined],
  ])('%s, Age: %s', (value, age, ms) => expect(parseFreshness(value, age)).toBe(ms));
});

describe('Link', () => {
  const base = new URL('https://huggingface.co/api/daily_papers?date=2026-10-07');

  it.each([
    ['<https://huggingface.co/api/daily_papers?p=1>; rel="next"', '/api/daily_papers?p=1'],
    ['</api/x?a=1,2>; rel=next', '/api/x?a=1,2'],
    ['<?p=0>; rel="prev", <?p=2>; title="a, b; rel=x"; REL="last Next"', '/api/daily_papers?p=2'],
    ['<?p=2>;rel="next" , <?p=9>; rel=last', '/api/daily_papers?p=2'],
  ])('%s', (value, path) => expect(parseNextLink(value, base)?.href).toBe(`https://huggingface.co${path}`));

  it.each([
    '',
    '?p=1; rel=next',
    '<?p=1>',
    '<?p=1>; rel=prev; rel=next',
    '<?p=1>; title="; rel=next"',
    '<http://[>; rel=next',
    '<?p=1>; xrel=next',
  ])('leads nowhere: %s', (value) => expect(parseNextLink(value, base)).toBeUndefined());
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

describe('whatever a host says', () => {
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
      'max-age',
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
  const base = new URL('https://rss.arxiv.org/rss/cs.LG');
  const isTime = (ms: number | undefined) => ms === undefined || (Number.isSafeInteger(ms) && ms >= 0);

  it('is a time, an address, or nothing', () => {
    fc.assert(
      fc.property(value, value, (text, other) => {
        expect(isTime(parseRetryAfter(text, now))).toBe(true);
        expect(isTime(parseRateLimit(text))).toBe(true);
        expect(isTime(parseFreshness(text, other))).toBe(true);
        expect([undefined, URL]).toContain(parseNextLink(text, base)?.constructor);
        expect(parseContentType(text).charset).toMatch(/^[\w:.-]*$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['<', ';', ' ', '"', '<>', '<>;', '<>; rel', '; a=" ', ',', 't=', ';t=1', 'max-age=', '<a>;rel= '])(
    'is read in linear time: %j',
    (scrap) => {
      const long = scrap.repeat(64_000 / scrap.length);
      const begun = performance.now();
      parseRetryAfter(long, now);
      parseRateLimit(long);
      parseFreshness(long, long);
      parseNextLink(`<a>${long}`, base);
      parseContentType(long);
      expect(performance.now() - begun).toBeLessThan(500);
    },
  );
});
