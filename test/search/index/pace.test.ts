import { expect, it } from 'vitest';
import { createPace } from '../../../src/search/index/pace.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';

it('gives way when it has been busy long enough, and not before', async () => {
  expect(createPace(60_000).giveWay()).toBeUndefined();
  const pace = createPace(0);
  const order: string[] = [];
  setImmediate(() => order.push('others'));
  await pace.giveWay();
  order.push('work');
  expect(order).toEqual(['others', 'work']);
});
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
