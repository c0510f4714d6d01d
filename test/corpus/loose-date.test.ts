import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLooseDate } from '../../src/corpus/loose-date.ts';

it.each([
  '2020-02-03',
  '2020/02/03',
  '2020/2/3',
  '2020.02.03',
  '20200203',
  '03.02.2020',
  '3.2.2020',
  'Feb 3, 2020',
  'Feb. 3, 2020',
  '3 February 2020',
  '3. Februar 2020',
  '3rd Feb 2020',
  'February 3rd, 2020',
  '2020 Feb 3',
  'Mon, 3 Feb 2020 10:00:00 GMT',
  '2020-02-03T10:00:00Z',
  '1580724000',
  '1580724000000',
])('%s is a day', (text) => {
  expect(readLooseDate(text)).toBe('2020-02-03');
});

it.each([
  ['13/02/2020', '2020-02-13'],
  ['02/13/2020', '2020-02-13'],
  ['02/03/2020', '2020'],
  ['2020-02', '2020-02'],
  ['2020/02', '2020-02'],
  ['Feb 2020', '2020-02'],
  ['février 2020', '2020-02'],
  ['Mai 2020', '2020-05'],
  ['juillet 2020', '2020-07'],
  ['2020', '2020'],
  ['2020.0', '2020'],
  ['2020-02-31', undefined],
  ['in press', undefined],
  ['', undefined],
  ['12345', undefined],
])('%s is %s', (text, read) => {
  expect(readLooseDate(text)).toBe(read);
});

it('any text is read as a date, a month, a year or nothing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readLooseDate(text) ?? '2020').toMatch(/^\d{4}(?:-\d{2}){0,2}$/);
    }),
  );
});
