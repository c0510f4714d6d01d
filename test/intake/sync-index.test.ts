import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createIndexSync } from '../../src/intake/sync-index.ts';
import type { PaperIndex } from '../../src/ports/index.ts';
import type { PaperChange } from '../../src/ports/store/intake.ts';
import { collectLog } from '../support/fakes/collect-log.ts';
import { samplePaper } from '../support/fixtures/sample-papers.ts';

const paper = (id: string, revision: number): PaperChange => ({ revision, id, paper: samplePaper({ id }) });

/** A store whose changes a test writes, and an index that remembers what it was told. */
function lab(changes: PaperChange[] = []) {
  const told: string[] = [];
  const log = collectLog();
  const state = { failing: false, asked: 0, atOnce: 0, mostAtOnce: 0, hold: Promise.resolve() };
  const index: Pick<PaperIndex, 'put' | 'remove'> = {
    put: async (papers) => void told.push(...papers.map(({ id }) => `+${id}`)),
    remove: async (id, becameId) => void told.push(`-${id}${becameId ? `=${becameId}` : ''}`),
  };
  const store = {
    async changedPapers(after: number, limit: number) {
      state.asked++;
      state.mostAtOnce = Math.max(state.mostAtOnce, ++state.atOnce);
      await state.hold;
      state.atOnce--;
      if (state.failing) throw new Error('no database');
      return changes.filter(({ revision }) => revision > after).slice(0, limit);
    },
  };
  const changed: string[][] = [];
  const onChange = () => void changed.push([...told]);
  const sync = createIndexSync({ store, index, logger: log, clock: { now: () => 0 }, onChange });
  return { sync, changes, told, changed, log, state };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('brings in all that is stored, chunk by chunk, and then only what is new', async () => {
  const all = Array.from({ length: 2_500 }, (_, i) => paper(`p${i}`, i + 1));
  const { sync, changes, told, state } = lab(all);
  expect(await sync.catchUp()).toBe(2_500);
  expect(told).toEqual(all.map(({ id }) => `+${id}`));
  expect(state.asked).toBe(3);
  expect(await sync.catchUp()).toBe(0);
  changes.push(paper('late', 2_501));
  expect(await sync.catchUp()).toBe(1);
  expect(told.at(-1)).toBe('+late');
});
it('keeps the order of papers that come and papers that turn out to be others', async () => {
  const gone: PaperChange = { revision: 2, id: 'a', becameId: 'b' };
  const { sync, told } = lab([paper('a', 1), gone, paper('b', 3), { revision: 4, id: 'c', becameId: 'b' }]);
  await sync.catchUp();
  expect(told).toEqual(['+a', '-a=b', '+b', '-c=b']);
});
it('tells of changes after they are in the index, and not when there are none', async () => {
  const { sync, changed } = lab([paper('a', 1), { revision: 2, id: 'c', becameId: 'a' }]);
  await sync.catchUp();
  await sync.catchUp();
  expect(changed).toEqual([['+a', '-c=a']]);
});
it('sees a new paper within five seconds, and nothing after it was stopped', async () => {
  const { sync, changes, told } = lab();
  void sync.start();
  await vi.advanceTimersByTimeAsync(10_000);
  changes.push(paper('new', 1));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual(['+new']);
  await sync.stop();
  changes.push(paper('later', 2));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual(['+new']);
});
it('says once that the database fails, asks again, and says that it works again', async () => {
  const { sync, changes, told, log, state } = lab();
  state.failing = true;
  void sync.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
  expect(state.asked).toBeGreaterThan(20);
  changes.push(paper('new', 1));
  state.failing = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(told).toEqual(['+new']);
  expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  await sync.stop();
});
it('tells when all is in that was stored at first, after however many tries', async () => {
  const { sync, told, state } = lab([paper('a', 1)]);
  state.failing = true;
  let whole: boolean | undefined;
  void sync.start().then((answer) => {
    whole = answer;
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(whole).toBeUndefined();
  state.failing = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect([whole, told]).toEqual([true, ['+a']]);
  await sync.stop();
});
it('tells that it was stopped before all was in, and does not begin again', async () => {
  const { sync, state } = lab([paper('a', 1)]);
  state.failing = true;
  const started = sync.start();
  await sync.stop();
  expect(await started).toBe(false);
  expect(await sync.start()).toBe(false);
  const { asked } = state;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state.asked).toBe(asked);
});
it('tells who asks that the database fails, and goes on from where it was', async () => {
  const { sync, changes, told, state } = lab([paper('a', 1)]);
  await sync.catchUp();
  state.failing = true;
  await expect(sync.catchUp()).rejects.toThrow('no database');
  state.failing = false;
  changes.push(paper('b', 2));
  expect(await sync.catchUp()).toBe(1);
  expect(told).toEqual(['+a', '+b']);
});
it('never runs two rounds at once, and stops only after the running one', async () => {
  const { sync, told, state } = lab([paper('a', 1)]);
  let letGo = () => {};
  state.hold = new Promise((resolve) => {
    letGo = resolve;
  });
  void sync.start();
  const asked = sync.catchUp();
  await vi.advanceTimersByTimeAsync(20_000);
  expect([state.mostAtOnce, state.asked]).toEqual([1, 1]);
  let stopped = false;
  const stopping = sync.stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stopped).toBe(false);
  letGo();
  await stopping;
  await asked;
  expect([state.mostAtOnce, told]).toEqual([1, ['+a']]);
});
