import { expect, it } from 'vitest';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { livePapersContract } from '../support/contracts/live-papers.ts';
import { paperIndexContract } from '../support/contracts/paper-index.ts';
import { sampleCorpus, samplePaper } from '../support/fixtures/sample-papers.ts';

paperIndexContract('in memory', createPaperIndex);
livePapersContract('in memory', createPaperIndex);

it('lets searches see what is there so far while many papers are put in', async () => {
  const index = createPaperIndex(sampleCorpus([]));
  const many = Array.from({ length: 3_000 }, (_, i) =>
    samplePaper({
      id: `p${i}`,
      abstract: `Text number ${i}, which says a few things about models.`.repeat(5),
    }),
  );
  let done = false;
  const putting = index.put(many).then(() => {
    done = true;
  });
  const sizes: number[] = [];
  while (!done) {
    sizes.push((await index.size()).papers);
    await new Promise(setImmediate);
  }
  await putting;
  expect(sizes.filter((size) => size > 0 && size < many.length).length).toBeGreaterThan(2);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});
