import { expect, it } from 'vitest';
import { defined } from '../../../src/defined.ts';
import { isQuiet } from '../../../src/intake/decide/news.ts';
import { sampleRecord } from '../../support/fixtures/sample-records.ts';

it.each([
  ['a day before', '2026-08-01', '2026-11-28', true],
  ['a day after', '2026-09-01', '2026-11-28', false],
  ['only a year, announced in it', '2026', '2026-11-28', false],
  ['only a month, announced in it', '2026-11', '2026-11-28', false],
  ['only a year, announced in the next', '2025', '2026-11-28', true],
  ['only a year, never announced', '2026', undefined, true],
  ['no date, announced', undefined, '2026-11-28', false],
  ['no date, never announced', undefined, undefined, true],
])('a paper with %s is quiet: %s, %s, %s', (_, published, announced, expected) => {
  const { published: __, ...paper } = sampleRecord('shores').paper;
  const record = {
    paper: { ...paper, ...defined({ published }) },
    ...defined({ announced }),
  };
  expect(isQuiet(record, { quietBefore: '2026-08-22' })).toBe(expected);
});
