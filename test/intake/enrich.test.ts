import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../adapters/postgres/database/database.ts';
import { createStore } from '../../adapters/postgres/open-store.ts';
import { makeRecord } from '../../src/corpus/make-record.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import type { PaperRecord, RecordFields } from '../../src/corpus/record.ts';
import { FeedError } from '../../src/errors.ts';
import { enrichSome } from '../../src/intake/enrich.ts';
import type { PaperEnricher } from '../../src/ports/paper-enricher.ts';
import type { Store } from '../../src/ports/store/store.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { openTestDatabase } from '../support/fixtures/store-folder.ts';

let database: Database;
let store: Store;
beforeAll(async () => {
  database = await openTestDatabase();
  store = createStore(database, silentLogger);
});
afterAll(() => database.close());

const dayMs = 24 * 60 * 60_000;
const clock = { at: Date.parse('2026-05-04T06:00:00Z'), now: () => clock.at };
const deps = () => ({ store, clock, logger: silentLogger, stopping: new AbortController().signal });

function recordOf(fields: Partial<RecordFields> & Pick<RecordFields, 'title'>): PaperRecord {
  const record = makeRecord({
    source: 'papers.bib',
    edition: { by: 'import' },
    isNew: true,
    abstract: '',
    ...fields,
  });
  if ('reason' in record) throw new Error(record.reason);
  return record;
}
async function bring(...records: readonly PaperRecord[]): Promise<void> {
  await store.takeIn(
    { source: 'papers.bib', records, rejects: [], skipped: 0, cursor: undefined },
    clock.now(),
  );
}
async function papers(): Promise<readonly Paper[]> {
  const byId = new Map<string, Paper>();
  for (const { id, paper } of await store.changedPapers(0, 1_000))
    if (paper === undefined) byId.delete(id);
    else byId.set(id, paper);
  return [...byId.values()];
}
const titled = async (title: string) => (await papers()).filter((paper) => paper.title === title);

/** Asks a table. An error in it is thrown. */
function table(
  name: string,
  kind: PaperEnricher['kind'],
  answers: Readonly<Record<string, PaperRecord | FeedError>>,
): PaperEnricher & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    name,
    label: name,
    kind,
    asked,
    async find({ title }) {
      asked.push(title);
      const answer = answers[title];
      if (answer instanceof FeedError) throw answer;
      return answer;
    },
  };
}

describe('papers without an id', () => {
  const long = 'The Long Way Home of the Desert Ant, Step by Step';
  it('are asked for, the newest first, and get what the host knows', async () => {
    await bring(
      recordOf({ title: long }),
      recordOf({ title: 'An Older Ant of Which Nobody Knows Anything at All' }),
    );
    await bring(
      recordOf({ title: 'Has an id', arxivId: '2605.00009' }),
      recordOf({ title: 'Has one', doi: '10.1000/x' }),
    );
    const found = recordOf({
      title: long,
      arxivId: '2605.00001',
      authors: ['Ada Lin'],
      published: '2026-05-01',
      edition: { by: 'arxiv' },
    });
    const host = table('t1:titles', 'title', { [long]: found });
    expect(await enrichSome([host], 10, deps())).toEqual({ asked: 2, found: 1, failed: [] });
    expect(host.asked).toEqual(['An Older Ant of Which Nobody Knows Anything at All', long]);
    expect(await titled(long)).toMatchObject([
      { arxivId: '2605.00001', authors: ['Ada Lin'], published: '2026-05-01' },
    ]);
  });
  it('are asked for once: what was found never again, what was not known after two months', async () => {
    const host = table('t1:titles', 'title', {});
    expect((await enrichSome([host], 10, deps())).asked).toBe(0);
    clock.at += 61 * dayMs;
    await enrichSome([host], 10, deps());
    expect(host.asked).toEqual(['An Older Ant of Which Nobody Knows Anything at All']);
  });
  it('adds no paper for a record that fits none', async () => {
    const count = (await papers()).length;
    const other = recordOf({
      title: 'Something else entirely about quite different ants',
      arxivId: '2605.00007',
    });
    const host = table('t2:titles', 'title', { 'An Older Ant of Which Nobody Knows Anything at All': other });
    expect(await enrichSome([host], 10, deps())).toMatchObject({ asked: 1, found: 0 });
    expect((await papers()).length).toBe(count);
  });
  it('a host that refuses is left alone, and the next call goes on there', async () => {
    await bring(
      ...[1, 2, 3].map((n) => recordOf({ title: `Waiting ant number ${n} of those which wait in line` })),
    );
    const [first = '', second = ''] = (await store.papersToEnrich('t3:titles', 'title', 0, 9)).map(
      ({ title }) => title,
    );
    const host = table('t3:titles', 'title', { [second]: new FeedError('refused', 'too fast') });
    const end = await enrichSome([host], 9, deps());
    expect(end).toMatchObject({ asked: 1, failed: [{ label: 't3:titles', reason: 'too fast' }] });
    const again = table('t3:titles', 'title', {});
    await enrichSome([again], 9, deps());
    expect(again.asked).not.toContain(first);
    expect(again.asked).toContain(second);
  });
  it('nobody is asked when the process ends', async () => {
    const host = table('t4:titles', 'title', {});
    await enrichSome([host], 9, { ...deps(), stopping: AbortSignal.abort() });
    expect(host.asked).toEqual([]);
  });
});

describe('a preprint and its publication', () => {
  const preprint = {
    title: 'Ants count their steps',
    doi: '10.1101/2026.05.01.123456',
    authors: ['Ada Lin', 'Bo Ek'],
  };
  const article = {
    title: 'A pedometer in a desert insect',
    doi: '10.5555/journal.7',
    authors: ['Ada Lin', 'Bo Ek'],
  };

  it('become one paper, whichever came first, when somebody says that they are one work', async () => {
    for (const [n, pair] of [
      [preprint, article],
      [article, preprint],
    ].entries()) {
      const own = pair.map((each) => ({ ...each, title: `${each.title} ${n}`, doi: `${each.doi}${n}` }));
      for (const each of own) await bring(recordOf(each));
      const [said] = own.filter(({ doi }) => doi.startsWith('10.1101'));
      const other = own.find((each) => each !== said);
      if (said === undefined || other === undefined) throw new Error('no pair');
      const record = recordOf({ ...said, otherDois: [other.doi] });
      const host = table(`w${n}:works`, 'doi', { [said.title]: record });
      await enrichSome([host], 100, deps());
      const found = (await papers()).filter(({ doi }) => own.some((each) => each.doi === doi));
      expect(found.map(({ doi }) => doi)).toEqual([other.doi]);
    }
  });
  it('the publication that comes later is no second paper, nor is the preprint that comes again', async () => {
    const first = { ...preprint, title: 'Spiders count their threads', doi: '10.1101/2026.05.01.999999' };
    const later = { ...article, title: 'A ruler in an arachnid', doi: '10.5555/journal.99' };
    await bring(recordOf({ ...first, otherDois: [later.doi] }));
    await bring(recordOf(later));
    await bring(recordOf(first));
    const found = (await papers()).filter(({ doi }) => doi === first.doi || doi === later.doi);
    expect(found).toMatchObject([{ doi: later.doi }]);
  });
  it('by other people are two, whatever a DOI says', async () => {
    const first = { ...preprint, title: 'Moths count their turns', doi: '10.1101/2026.05.01.777777' };
    const later = {
      title: 'Lamps and their visitors',
      doi: '10.5555/journal.77',
      authors: ['Cy Moss', 'Di Fox', 'Ed Oak'],
    };
    await bring(recordOf({ ...first, otherDois: [later.doi] }));
    await bring(recordOf(later));
    expect((await papers()).filter(({ doi }) => doi === first.doi || doi === later.doi)).toHaveLength(2);
  });
});
