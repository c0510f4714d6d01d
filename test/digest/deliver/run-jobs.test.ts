import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../adapters/postgres/database/database.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import { enqueueDue, runJob } from '../../../src/digest/deliver/run-jobs.ts';
import type { Job, NewJob, Queue } from '../../../src/ports/queue.ts';
import { createLab, paperAbout, placeNamed } from '../../support/fakes/digest-lab.ts';
import { createMemoryStore } from '../../support/fakes/memory-store/create-memory-store.ts';
import { createTestMessenger } from '../../support/fakes/test-messenger.ts';
import { sampleRecord } from '../../support/fixtures/sample-records.ts';
import { openTestDatabase } from '../../support/fixtures/store-folder.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('amends a posted message at the next tick after its paper was withdrawn, once', async () => {
  const messenger = createTestMessenger();
  const edits: string[] = [];
  const edit = async (_message: unknown, card: unknown) => void edits.push(JSON.stringify(card));
  const lab = createLab(database, { messenger, platform: { ...messenger, edit } });
  const takeIn = (record: PaperRecord) =>
    lab.store.takeIn(
      { source: 'arxiv', records: [record], rejects: [], skipped: 0, cursor: null },
      lab.clock.now(),
    );
  const paper = (version: number, withdrawn?: true) =>
    sampleRecord('wombats', {
      arxivId: '2605.00001',
      edition: { by: 'arxiv', version },
      ...defined({ withdrawn }),
    });
  await lab.follow(placeNamed('papers'), ['wombats']);
  await takeIn(paper(1));
  lab.at('2026-05-04T09:05Z');
  expect(await lab.tick()).toEqual([]);
  expect(messenger.seenIn('papers')[0]).toBe('New papers for Mon 4 May 2026');
  lab.minutesLater(1);
  expect(await lab.tick()).toEqual([]);
  expect(edits).toEqual([]);
  await takeIn(paper(2, true));
  for (const minutes of [1, 1]) {
    lab.minutesLater(minutes);
    expect(await lab.tick()).toEqual([]);
  }
  // The message, and the details below it.
  expect(edits).toEqual([expect.stringContaining('withdrawn'), expect.stringContaining('withdrawn')]);
});

describe('a page of places', () => {
  const names = Array.from({ length: 20 }, (_, n) => `c${n}`);
  async function twentyDue() {
    const messenger = createTestMessenger();
    const lab = createLab(createMemoryStore(), { messenger });
    for (const name of names) await lab.follow(placeNamed(name), ['red']);
    await lab.arrive(paperAbout('red', 'r1'));
    lab.at('2026-05-04T09:05Z');
    const queue = createHeldQueue();
    return { lab, messenger, queue, deps: { ...lab.deps, queue } };
  }

  it('has each place that is due in one job, however often they are looked for', async () => {
    const { queue, deps } = await twentyDue();
    const all = names.map((name) => `test:lab:${name}`).toSorted();
    await enqueueDue(deps);
    await Promise.all([enqueueDue(deps), enqueueDue(deps)]);
    expect(queue.jobs.flatMap(placesIn).toSorted()).toEqual(all);
    expect(queue.jobs.length).toBeLessThan(names.length / 4);
    // A queue that has lost a job gets its places again.
    queue.jobs.shift();
    await enqueueDue(deps);
    expect(queue.jobs.flatMap(placesIn).toSorted()).toEqual(all);
  });

  it('posts the digests of all others where one fails, says which, and fails with its reason', async () => {
    const { lab, messenger, queue, deps } = await twentyDue();
    await enqueueDue(deps);
    const page = queue.jobs[0] as Job;
    const places = placesIn(page);
    messenger.fail({ error: new TypeError('a bug'), message: 'lost' });
    await expect(runJob(page, deps)).rejects.toThrow('a bug');
    const hasCome = (key: string) => messenger.seenIn(key.split(':')[2] ?? '').length > 0;
    expect(places.filter(hasCome)).toHaveLength(places.length - 1);
    expect(lab.log.lines.find(({ message }) => message.startsWith('a digest failed'))?.fields).toMatchObject({
      place: places.find((key) => !hasCome(key)),
    });
    lab.minutesLater(3);
    await runJob(page, deps);
    expect(places.filter(hasCome)).toEqual(places);
  });

  it('runs the jobs of an earlier version, which have one place each', async () => {
    const { messenger, deps } = await twentyDue();
    await runJob({ id: 'test:lab:c7', name: 'issue', data: { place: 'test:lab:c7' } }, deps);
    expect(names.filter((name) => messenger.seenIn(name).length > 0)).toEqual(['c7']);
  });

  it('names the place in whatever is logged in the work for it', async () => {
    const { queue, deps } = await twentyDue();
    await enqueueDue(deps);
    const named: string[] = [];
    const inContext = <Result>({ job }: { job: string }, work: () => Result): Result => {
      named.push(job);
      return work();
    };
    for (const job of queue.jobs) await runJob(job as Job, { ...deps, inContext });
    expect(named).toEqual(queue.jobs.flatMap(placesIn));
  });
});

const placesIn = ({ id = '' }: NewJob): string[] => id.split(' ').slice(1);

/** A queue whose jobs wait until the test takes them. */
function createHeldQueue() {
  const jobs: NewJob[] = [];
  return {
    jobs,
    pending: async () => jobs.map(({ id }) => id),
    addMany: async (more: readonly NewJob[]) => {
      for (const job of more) if (!jobs.some(({ id }) => id === job.id)) jobs.push(job);
    },
  } as unknown as Queue & { readonly jobs: NewJob[] };
}
