import { expect, it } from 'vitest';
import { parseUrl } from '../src/parse-url.ts';

it('reads an address, also one relative to another', () => {
  expect(parseUrl('https://a.org/b')?.pathname).toBe('/b');
  expect(parseUrl('../c', 'https://a.org/b/')?.href).toBe('https://a.org/c');
  expect(parseUrl('no address')).toBeUndefined();
});

it('still knows letters such as ü after many calls, when Node has optimized it', () => {
  const refused = Array.from({ length: 20_000 }, () => parseUrl('http://münchen.example')).indexOf(undefined);
  expect(refused).toBe(-1);
});
