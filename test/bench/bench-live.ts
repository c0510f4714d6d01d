import type { Paper } from '../../src/corpus/paper.ts';
import type { PaperIndex } from '../../src/ports/index.ts';
import { createPaperIndex } from '../../src/search/paper-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { measure, ms, print, summary } from './report.ts';

const changes = 200;

/** Measures papers that are added, changed and removed in an index in use. */
export async function benchLive(papers: readonly Paper[], queries: readonly string[]): Promise<void> {
  const index = createPaperIndex({ papers: [], notes: [], subtopics: [] });
  const put = await measure(async () => {
    const watch = watchStalls();
    await index.put(papers);
    return watch.stop();
  });
  const stalls = put.result;
  print(`${papers.length} papers put into a running index`);
  print(
    `  put them all     ${ms(put.ms)} (${ms(put.cpu)} of the processor), ${put.heap.toFixed(0)} MB of heap, longest stall ${ms(Math.max(...stalls))}, ${stalls.filter((each) => each > 50).length} over 50 ms`,
  );
  const some = papers.slice(0, changes);
  const fresh = some.map((paper) => ({ ...paper, id: `new ${paper.id}` }));
  print(`  put a new paper  ${await each(fresh, (paper) => index.put([paper]))}`);
  print(
    `  change its text  ${await each(fresh, (paper) => index.put([{ ...paper, title: `On ${paper.title}` }]))}`,
  );
  print(
    `  change its facts ${await each(fresh, (paper) => index.put([{ ...paper, title: `On ${paper.title}`, upvotes: 1 }]))}`,
  );
  print(`  remove it        ${await each(fresh, (paper) => index.remove(paper.id))}`);
  print(`  search between   ${await each(queries, (text) => searchAfterPut(text, index, some))}`);
}

/** A search after a change, which makes cached statistics of terms invalid. */
async function searchAfterPut(text: string, index: PaperIndex, some: readonly Paper[]): Promise<void> {
  const [paper] = some;
  if (paper !== undefined) await index.put([{ ...paper, abstract: `${paper.abstract} ${text}` }]);
  await index.search(parseQuery(text), { offset: 0, limit: 10, notes: 3 });
}

async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (const item of items) {
    const started = performance.now();
    await work(item);
    times.push(performance.now() - started);
  }
  return summary(times);
}

/** Delays of a timer that is due every 5 ms, in milliseconds: how long other work blocked the process. */
export function watchStalls(): { stop(): number[] } {
  const everyMs = 5;
  const late: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - last - everyMs));
    last = now;
  }, everyMs);
  return {
    stop() {
      clearInterval(timer);
      return late;
    },
  };
}
