import fc from 'fast-check';
import { expect, it } from 'vitest';
import { userAgent } from '../../../adapters/feeds/create-feeds.ts';

it.each([
  ['0.1.0', undefined, 'Paperboy/0.1.0'],
  ['0.1.0', ' ', 'Paperboy/0.1.0'],
  ['0.1.0', 'ada@example.org', 'Paperboy/0.1.0 (+mailto:ada@example.org)'],
  ['0.1.0', 'mailto:ada@example.org', 'Paperboy/0.1.0 (+mailto:ada@example.org)'],
  ['0.1.0', 'https://example.org/bot', 'Paperboy/0.1.0 (+https://example.org/bot)'],
  ['0.1.0\r\nX: 1', 'a@b.c)\r\nX-Evil: (1', 'Paperboy/0.1.0X1 (+mailto:a@b.cX-Evil:1)'],
  ['', 'ä', 'Paperboy/0'],
])('%j with %j', (version, contact, expected) => expect(userAgent(version, contact)).toBe(expected));

it('fits into a header for any version and contact', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (version, contact) => {
      expect(userAgent(version, contact)).toMatch(/^Paperboy\/[\w.+-]+(?: \(\+[\x21-\x7e]{1,220}\))?$/);
    }),
  );
});
