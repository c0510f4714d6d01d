import { expect, it } from 'vitest';
import type { Paper } from '../../src/corpus/paper.ts';
import { createIndexSync } from '../../src/intake/sync-index.ts';
import type { IndexSnapshots } from '../../src/ports/index.ts';
import type { PaperChange } from '../../src/ports/store/intake.ts';
import { collectLog } from '../support/fakes/collect-log.ts';
import { samplePaper } from '../support/fixtures/sample-papers.ts';

const change = (id: string, revision: number, title = id): PaperChange => ({
  revision,
  id,
  paper: samplePaper({ id, title }),
});
const gone = (id: string, revision: number, becameId: string): PaperChange => ({ revision, id, becameId });
const many = (count: number) => Array.from({ length: count }, (_, i) => change(`p${i}`, i + 1));

/** A store, an index, and a disk that a test can see into. */
function lab(stored: readonly PaperChange[], snapshot?: { revision: number; papers: readonly Paper[] }) {
  const events: string[] = [];
  const saved: number[] = [];
  const disk = { fails: false };
  const papers = new Map(snapshot?.papers.map((paper) => [paper.id, paper]));
  const snapshots: IndexSnapshots = {
    async open() {
      if (disk.fails) throw new Error('EIO');
      if (snapshot === undefined) return undefined;
      return {
        revision: snapshot.revision,
        paper: (id) => papers.get(id),
        use: () => void events.push('use'),
        close: () => void events.push('close'),
      };
    },
    async save(revision) {
      if (disk.fails) throw new Error('ENOSPC');
      saved.push(revision);
    },
  };
  const changes = [...stored];
  const state = { fails: false };
  const store = {
    async changedPapers(after: number, limit: number) {
      if (state.fails) throw new Error('no database');
      return changes.filter(({ revision }) => revision > after).slice(0, limit);
    },
  };
  const index = {
    put: async (all: readonly Paper[]) => void events.push(...all.map(({ id }) => `+${id}`)),
    remove: async (id: string) => void events.push(`-${id}`),
  };
  const log = collectLog();
  return {
    sync: createIndexSync({ store, index, snapshots, logger: log }),
    changes,
    events,
    saved,
    disk,
    state,
    log,
  };
}

const papersOf = (changes: readonly PaperChange[]) => changes.flatMap(({ paper }) => paper ?? []);

it('begins with a snapshot, and brings in what came after it', async () => {
  const stored = [...many(60), gone('p3', 61, 'p4'), change('new', 62)];
  const { sync, events } = lab(stored, { revision: 60, papers: papersOf(stored) });
  await sync.catchUp();
  await sync.catchUp();
  expect(events).toEqual(['use', '-p3', '+new']);
});
it.each<[string, readonly PaperChange[]]>([
  ['the store holds less', many(40)],
  ['the store is empty', []],
  ['a change of the same number is of another paper', [...many(58), change('other', 59), change('p59', 60)]],
  ['a paper says something else', [...many(59), change('p59', 60, 'another title')]],
  ['a paper is another one there', [...many(59), gone('p59', 60, 'p1')]],
])('reads everything from the store when %s', async (_, stored) => {
  const { sync, events } = lab(stored, { revision: 60, papers: papersOf(many(60)) });
  await sync.catchUp();
  expect(events[0]).toBe('close');
  expect(events.slice(1)).toHaveLength(stored.length);
});
it('asks again whether a snapshot fits when the store could not be asked', async () => {
  const { sync, events, state } = lab(many(60), { revision: 60, papers: papersOf(many(60)) });
  state.fails = true;
  await expect(sync.catchUp()).rejects.toThrow('no database');
  state.fails = false;
  await sync.catchUp();
  expect(events).toEqual(['close', 'use']);
});
it('saves once enough has changed, and not while many papers come', async () => {
  const { sync, changes, saved } = lab(many(2_500));
  await sync.catchUp();
  expect(saved).toEqual([]);
  await sync.catchUp();
  await sync.catchUp();
  expect(saved).toEqual([2_500]);
  changes.push(
    ...many(2_600)
      .slice(2_500)
      .map((each) => ({ ...each, revision: each.revision + 1_999 })),
  );
  await sync.catchUp();
  expect(saved).toEqual([2_500]);
});
it('says once that the disk fails, and goes on without it', async () => {
  const { sync, events, disk, log } = lab(many(2_500));
  disk.fails = true;
  for (let i = 0; i < 3; i++) await sync.catchUp();
  expect(events).toHaveLength(2_500);
  expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
});
