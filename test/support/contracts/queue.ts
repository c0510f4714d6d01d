import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job, Queue } from '../../../src/ports/queue.ts';
import type { JobCounts } from '../fakes/count-jobs.ts';
import { until } from '../until.ts';

export interface QueueWorld {
  /**
   * A queue of this name over the same store; retries come after milliseconds.
   * @param stalledMs a job whose worker has been silent for so long runs again; 60,000 unless given, so that no job of
   * a slow machine does
   */
  open(name: string, stalledMs?: number): Promise<Queue>;
  /** The jobs of the queue of this name, as the store has them. */
  count(name: string): Promise<JobCounts>;
}

let serial = 0;

/** Works on two jobs of a queue, until the function that it gives is called. */
async function holdTwo(queue: Queue): Promise<() => void> {
  let finish = () => {};
  const held = new Promise<void>((resolve) => (finish = resolve));
  let started = 0;
  const take = () => {
    started += 1;
    return held;
  };
  await queue.work(take, { concurrency: 2 });
  await until(() => started === 2);
  return () => finish();
}

/** What every queue must do. `world` is asked anew for each test. */
export function testQueue(title: string, world: () => QueueWorld): void {
  describe(`queue on ${title}`, () => {
    let name: string;
    let opened: Queue[];
    const counts = () => world().count(name);
    const open = async (stalledMs?: number) => {
      const queue = await world().open(name, stalledMs);
      opened.push(queue);
      return queue;
    };

    beforeEach(() => {
      serial += 1;
      name = `test-${process.pid}-${Date.now()}-${serial}`;
      opened = [];
    });
    afterEach(async () => {
      vi.useRealTimers();
      await Promise.all(opened.map((queue) => queue.stop(1_000)));
    });

    it('runs a job with its name, id and data', async () => {
      const queue = await open();
      const seen: Job[] = [];
      await queue.work(async (job) => void seen.push(job), { concurrency: 1 });
      await queue.add({ name: 'issue', id: 'slack:T1:C1 2026-11-22', data: { parts: [1, 'é', null] } });
      await until(() => seen.length === 1);
      expect(seen).toEqual([
        { name: 'issue', id: 'slack:T1:C1 2026-11-22', data: { parts: [1, 'é', null] } },
      ]);
    });

    it('wakes an idle worker at once', async () => {
      const queue = await open();
      // Now the worker cannot look for jobs every few seconds: it has to be told.
      vi.useFakeTimers({ toFake: ['setTimeout'] });
      const seen: string[] = [];
      await queue.work(async ({ name }) => void seen.push(name), { concurrency: 1 });
      for (const name of ['first', 'second', 'third']) {
        await queue.add({ name });
        await until(() => seen.at(-1) === name);
        await rest();
      }
    });

    it('ignores a job whose id is waiting, and accepts the id again once that job is done', async () => {
      const queue = await open();
      await queue.addMany([
        { name: 'a', id: '7' },
        { name: 'a', id: '7' },
        { name: 'a', id: 'a:b:c' },
      ]);
      await queue.add({ name: 'a', id: 'a:b:c' });
      expect((await counts()).waiting).toBe(2);
      const seen: string[] = [];
      await queue.work(async ({ id }) => void seen.push(id), { concurrency: 1 });
      await until(() => seen.length === 2);
      await until(async () => (await counts()).active === 0);
      await queue.add({ name: 'a', id: '7' });
      await until(() => seen.length === 3);
      expect(seen.toSorted()).toEqual(['7', '7', 'a:b:c']);
    });

    it('retries a failing job a limited number of times, and then accepts its id again', async () => {
      const queue = await open();
      let runs = 0;
      await queue.work(
        async () => {
          runs += 1;
          throw new Error('no');
        },
        { concurrency: 1 },
      );
      await queue.add({ name: 'bad', id: 'x' });
      await until(async () => runs > 0 && total(await counts()) === 0);
      expect(runs).toBe(3);
      await queue.add({ name: 'bad', id: 'x' });
      await until(async () => runs > 3 && total(await counts()) === 0);
      expect(runs).toBe(6);
    });

    it('keeps jobs that are given up', async () => {
      const queue = await open();
      await queue.work(() => Promise.reject(new Error('no')), { concurrency: 1 });
      await queue.add({ name: 'bad' });
      await until(async () => (await counts()).failed === 1);
      expect(await counts()).toEqual({ waiting: 0, delayed: 0, active: 0, failed: 1 });
    });

    it('runs no more jobs at a time than told', async () => {
      const queue = await open();
      let running = 0;
      let most = 0;
      let done = 0;
      let finish = () => {};
      const held = new Promise<void>((resolve) => (finish = resolve));
      await queue.addMany(Array.from({ length: 12 }, (_, n) => ({ name: 'n', id: `${n}` })));
      await queue.work(
        async () => {
          running += 1;
          most = Math.max(most, running);
          await held;
          running -= 1;
          done += 1;
        },
        { concurrency: 3 },
      );
      await until(() => running === 3);
      await rest(50);
      finish();
      await until(() => done === 12);
      expect(most).toBe(3);
    });

    it('shares jobs between two workers, each job done once', async () => {
      const [one, two] = [await open(), await open()];
      const seen: string[] = [];
      // No job ends before each worker has one, however late one of them begins.
      let meet = () => {};
      const met = new Promise<void>((resolve) => (meet = resolve));
      const taking = new Set<string>();
      const take = (by: string) => (job: Job) => {
        seen.push(`${job.id} ${by}`);
        taking.add(by);
        if (taking.size === 2) meet();
        return met;
      };
      await one.addMany(Array.from({ length: 100 }, (_, n) => ({ name: 'n', id: `n${n}` })));
      await Promise.all([
        one.work(take('one'), { concurrency: 2 }),
        two.work(take('two'), { concurrency: 2 }),
      ]);
      await until(() => seen.length >= 100);
      await until(async () => total(await counts()) === 0);
      expect(new Set(seen.map((entry) => entry.split(' ')[0])).size).toBe(100);
      expect(seen).toHaveLength(100);
    });

    it('counts the jobs that wait or run', async () => {
      const queue = await open();
      await queue.addMany([{ name: 'a' }, { name: 'b', id: 'b' }, { name: 'c' }]);
      expect(await queue.waiting()).toBe(3);
      const finish = await holdTwo(queue);
      expect(await queue.waiting()).toBe(3);
      finish();
      await until(async () => (await queue.waiting()) === 0);
    });

    it('tells the ids of the jobs that wait or run', async () => {
      const queue = await open();
      expect(await queue.pending()).toEqual([]);
      await queue.addMany(['a:b c', 'é', '7'].map((id) => ({ name: 'n', id })));
      expect((await queue.pending()).toSorted()).toEqual(['7', 'a:b c', 'é']);
      const finish = await holdTwo(queue);
      expect((await queue.pending()).toSorted()).toEqual(['7', 'a:b c', 'é']);
      finish();
      await until(async () => (await queue.pending()).length === 0);
    });

    it('stop waits for the running job and takes no further one', async () => {
      const queue = await open();
      const log: string[] = [];
      let finish = () => {};
      const held = new Promise<void>((resolve) => (finish = resolve));
      await queue.work(
        async ({ name }) => {
          log.push(`${name} starts`);
          await held;
          log.push(`${name} ends`);
        },
        { concurrency: 1 },
      );
      await queue.addMany([{ name: 'a' }, { name: 'b' }]);
      await until(() => log.length === 1);
      const stopping = queue.stop(60_000);
      await rest(50);
      finish();
      expect(await stopping).toBe(true);
      expect(log).toEqual(['a starts', 'a ends']);
      expect((await counts()).waiting).toBe(1);
      await expect(queue.add({ name: 'late' })).rejects.toThrow('The job queue');
    });

    it('stop returns at its deadline, and the running job runs again later', async () => {
      const queue = await open(500);
      const seen: string[] = [];
      await queue.work(
        () => {
          seen.push('first');
          return new Promise(() => {});
        },
        { concurrency: 1 },
      );
      await queue.add({ name: 'long', id: 'long' });
      await until(() => seen.length > 0);
      expect(await queue.stop(50)).toBe(false);
      const next = await open(500);
      await next.work(async ({ id }) => void seen.push(id), { concurrency: 1 });
      await until(() => seen.includes('long'));
    });
  });
}

const total = (counts: object): number =>
  Object.values(counts).reduce((sum: number, n) => sum + Number(n), 0);

const rest = (ms = 20): Promise<void> => wait(ms);
