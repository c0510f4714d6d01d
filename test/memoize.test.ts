import { expect, test } from 'vitest';
import { memoize, once } from '../src/memoize.ts';

test('computes a text once, and again when as many other texts came since', () => {
  const computed: string[] = [];
  const length = memoize(2, (text) => {
    computed.push(text);
    return text === '' ? undefined : text.length;
  });
  expect(['ab', 'ab', '', ''].map(length)).toEqual([2, 2, undefined, undefined]);
  expect(computed).toEqual(['ab', '']);
  expect(['c', 'ab'].map(length)).toEqual([1, 2]);
  expect(computed).toEqual(['ab', '', 'c', 'ab']);
});

test('makes a value once, an undefined one too, and not before it is asked for', () => {
  let made = 0;
  const value = once(() => {
    made++;
    return undefined;
  });
  expect(made).toBe(0);
  expect([value(), value(), made]).toEqual([undefined, undefined, 1]);
});
