import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { measureMarks, readMarks } from './marks.ts';

const marks = readMarks(fileURLToPath(new URL('marks.jsonl', import.meta.url)));

it('a claim says what is proposed or found, and adds to the title', () => {
  const { all, check } = measureMarks(marks);
  expect(all.papers).toBeGreaterThanOrEqual(200);
  expect(all.precision).toBeGreaterThanOrEqual(0.85);
  expect(check.precision).toBeGreaterThanOrEqual(0.85);
});

it('which the first sentence, the last one or the title seldom do', () => {
  const ways = [
    measureMarks(
      marks,
      (_, abstract) => marks.find((each) => abstract.startsWith(each.sentences[0] ?? ''))?.sentences[0],
    ),
    measureMarks(marks, (_, abstract) =>
      marks.find((each) => abstract.endsWith(each.sentences.at(-1) ?? ''))?.sentences.at(-1),
    ),
    measureMarks(marks, (title) => title),
  ];
  for (const { all } of ways) expect(all.precision).toBeLessThan(0.65);
});

it('two readings take the same sentences, nearly everywhere', () => {
  const { sentences, disagreed } = measureMarks(marks);
  expect(disagreed / sentences).toBeLessThan(0.05);
});
