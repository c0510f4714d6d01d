import { monitorEventLoopDelay } from 'node:perf_hooks';
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
    `  put them all     ${ms(put.ms)} (${ms(put.cpu)} of the processor), ${put.heap.toFixed(0)} MB of heap, longest stall ${ms(stalls.longest)} (${ms(stalls.longestCpu)} of the processor)`,
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

export interface Stalls {
  /** By the delay of the event loop. Other processes on the machine add to it. */
  readonly longest: number;
  /** Of the processor, between two turns of the event loop: nearly what `longest` is on a machine with nothing else to do. */
  readonly longestCpu: number;
}

/** How long work keeps the process from all other work, in milliseconds. */
export function watchStalls(): { stop(): Stalls } {
  const resolution = 5;
  const delay = monitorEventLoopDelay({ resolution });
  const used = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  let last = used();
  let longestCpu = 0;
  const turn = () => {
    const now = used();
    longestCpu = Math.max(longestCpu, now - last);
    last = now;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  delay.enable();
  return {
    stop() {
      delay.disable();
      clearImmediate(next);
      // The timer itself is part of each delay.
      return { longest: Math.max(0, delay.max / 1e6 - resolution), longestCpu };
    },
  };
}
