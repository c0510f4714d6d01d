import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createLane } from '../../../adapters/embed/lane.ts';
import { until } from '../../support/until.ts';

/** A thread that gives the length of a text as its vector, and counts what happens to it. */
function createThread({ fails = (_text: string): boolean => false, loads = true } = {}) {
  const events = new EventEmitter();
  const seen: string[] = [];
  const thread = {
    seen,
    ended: 0,
    held: false,
    on: (name: string, listener: (...values: unknown[]) => void) => events.on(name, listener),
    ref() {
      thread.held = true;
    },
    unref() {
      thread.held = false;
    },
    postMessage({ text }: { text: string }) {
      seen.push(text);
      setImmediate(() =>
        fails(text) ? events.emit('exit', 1) : events.emit('message', { vector: [text.length] }),
      );
    },
    async terminate() {
      thread.ended++;
      return 0;
    },
  };
  setImmediate(() =>
    loads ? events.emit('message', { ready: true }) : events.emit('error', new Error('x')),
  );
  return thread;
}

function createThreads(
  options: Parameters<typeof createThread>[0] & { threads?: number; idleMs?: number } = {},
) {
  const threads: ReturnType<typeof createThread>[] = [];
  const lane = createLane({
    threads: options.threads ?? 1,
    idleMs: options.idleMs ?? 60_000,
    async start() {
      const thread = createThread(options);
      threads.push(thread);
      return thread as never;
    },
  });
  return { threads, lane };
}

const lengths = (vectors: readonly Float32Array[]) => vectors.map(([length]) => length);

it('starts nothing before there is a text, and answers in the order of the texts', async () => {
  const { threads, lane } = createThreads({ threads: 2 });
  expect(threads).toHaveLength(0);
  expect(lengths(await lane.embed(['a', 'bbb', 'cc', 'dddd']))).toEqual([1, 3, 2, 4]);
  expect(threads).toHaveLength(2);
  expect(threads.flatMap(({ seen }) => seen).sort()).toEqual(['a', 'bbb', 'cc', 'dddd']);
  await lane.close();
});

it('starts no more threads than there are texts', async () => {
  const { threads, lane } = createThreads({ threads: 8 });
  await lane.embed(['a']);
  expect(threads).toHaveLength(1);
  await lane.close();
});

it('ends a thread without work, which keeps no process alive meanwhile, and starts another one later', async () => {
  const { threads, lane } = createThreads({ idleMs: 5 });
  await lane.embed(['a']);
  expect(threads[0]?.held).toBe(false);
  await until(() => threads[0]?.ended === 1);
  expect(lengths(await lane.embed(['bb']))).toEqual([2]);
  expect(threads).toHaveLength(2);
  await lane.close();
});

it('fails the text on which a thread dies, and gives the others to a new one', async () => {
  const { threads, lane } = createThreads({ fails: (text: string): boolean => text === 'poison' });
  const bad = lane.embed(['poison']);
  const good = lane.embed(['fine']);
  await expect(bad).rejects.toThrow('The model has stopped.');
  expect(lengths(await good)).toEqual([4]);
  expect(threads).toHaveLength(2);
  await lane.close();
});

it('fails all texts when the model cannot be loaded, and tries again for the next one', async () => {
  const { threads, lane } = createThreads({ loads: false });
  await expect(lane.embed(['a', 'b', 'c'])).rejects.toThrow('The model has stopped.');
  expect(threads).toHaveLength(1);
  await expect(lane.embed(['d'])).rejects.toThrow();
  expect(threads).toHaveLength(2);
  await lane.close();
});

it('fails what waits when it is closed, and takes nothing more', async () => {
  const { threads, lane } = createThreads();
  const waiting = Promise.allSettled([lane.embed(['a']), lane.embed(['b'])]);
  await sleep(1);
  await lane.close();
  for (const { status } of await waiting) expect(status).toMatch(/fulfilled|rejected/);
  await expect(lane.embed(['c'])).rejects.toThrow('stopping');
  expect(threads.every(({ ended }) => ended === 1)).toBe(true);
});
