import { expect, it } from 'vitest';
import type { PaperRecord, RecordReject } from '../../../src/corpus/record.ts';
import type { Counts } from '../../../src/ports/feed.ts';
import type { Intake } from '../../../src/ports/store/intake.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { samplePaper } from '../fixtures/sample-papers.ts';
import { sampleAbstract, sampleRecord } from '../fixtures/sample-records.ts';

const intake = (records: readonly PaperRecord[], fields: Partial<Intake> = {}): Intake => ({
  source: 'feed',
  records,
  rejects: [],
  skipped: 0,
  cursor: null,
  ...fields,
});

const reject = (item: string, reason = 'no title'): RecordReject => ({ item, reason, excerpt: '' });
const sumOf = ({ seen: _, ...parts }: Counts) => Object.values(parts).reduce((sum, count) => sum + count, 0);

/** What every store must do with papers that come in. */
export function intakeCases(store: () => Store): void {
  const liveSince = async (revision: number) =>
    (await store().changedPapers(revision, 1_000)).flatMap(({ paper }) => (paper ? [paper] : []));

  it('stores new papers once, with the cursor', async () => {
    const [revision, arrival] = [await store().latestRevision(), await store().latestArrival()];
    const page = intake(
      [
        sampleRecord('ada'),
        sampleRecord('bob', { arxivId: '2601.00002' }),
        sampleRecord('old', { isNew: false }),
      ],
      { source: 'new', cursor: { day: '2026-01-02' }, skipped: 2, rejects: [reject('item 4')] },
    );
    const counts = { seen: 6, added: 2, merged: 0, known: 0, skipped: 3, rejected: 1 };
    expect(await store().takeIn(page, 70)).toEqual(counts);
    const arrivals = await store().arrivals(arrival, arrival + 10);
    expect(arrivals.map((each) => [each.paper, each.arrival - arrival, each.firstSeenAt])).toEqual([
      [page.records[0]?.paper, 1, 70],
      // The month of its arXiv id, as nothing else is known.
      [{ ...page.records[1]?.paper, published: '2026-01' }, 2, 70],
    ]);
    expect(await store().changedPapers(revision, 10)).toEqual(
      [1, 2].map((n) => ({
        revision: revision + n,
        id: arrivals[n - 1]?.paper.id,
        paper: arrivals[n - 1]?.paper,
      })),
    );
    const again = await store().takeIn(page, 80);
    expect(again).toEqual({ ...counts, added: 0, known: 2 });
    expect([await store().latestRevision(), await store().latestArrival()]).toEqual([
      revision + 2,
      arrival + 2,
    ]);
    expect(await store().source('new')).toEqual({
      name: 'new',
      cursor: { day: '2026-01-02' },
      totals: { seen: 12, added: 2, merged: 0, known: 2, skipped: 6, rejected: 2 },
      lastAddedAt: 70,
      failures: 0,
    });
  });

  it('gives changed papers in chunks', async () => {
    const revision = await store().latestRevision();
    await store().takeIn(intake(['p1', 'p2', 'p3'].map((name) => sampleRecord(name))), 1);
    const first = await store().changedPapers(revision, 2);
    const rest = await store().changedPapers(revision + 2, 2);
    expect([...first, ...rest].map((each) => each.revision - revision)).toEqual([1, 2, 3]);
    expect(await store().changedPapers(revision + 3, 2)).toEqual([]);
  });

  it('knows a saved page’s paper when a feed brings it', async () => {
    const { paper } = sampleRecord('seed');
    const { edition: _, ...seed } = { ...paper, sources: [{ file: 'seed.txt', line: 7 }] };
    expect(await store().addPapers([seed], 1)).toBe(1);
    const before = await store().arrivalOf(seed.id);
    const revision = await store().latestRevision();
    const record = sampleRecord('seed', {
      title: `${seed.title}.`,
      arxivId: '2601.00003',
      authors: ['Ada Lovelace'],
      url: 'https://arxiv.org/abs/2601.00003',
    });
    expect(await store().takeIn(intake([record]), 2)).toMatchObject({ added: 0, merged: 1 });
    const after = await store().arrivalOf(seed.id);
    expect(after?.paper).toMatchObject({ id: seed.id, arxivId: '2601.00003', authors: ['Ada Lovelace'] });
    expect([after?.earlier?.[0]?.arrival, after?.firstSeenAt]).toEqual([before?.arrival, 1]);
    expect((await store().changedPapers(revision, 9)).map(({ id }) => id)).toEqual([seed.id]);
    expect(await store().addPapers([seed], 3)).toBe(0);
    expect(await store().latestRevision()).toBe(revision + 1);
  });

  it('knows a feed’s paper when a saved page has it, under both ids', async () => {
    const record = sampleRecord('live', { arxivId: '2601.00004', authors: ['Ada Lovelace'] });
    await store().takeIn(intake([record]), 1);
    const seed = samplePaper({
      id: 'seedlive',
      title: 'A study of live, and of what is known about live',
      abstract: sampleAbstract('live'),
      sources: [{ file: 'seed.txt', line: 9 }],
    });
    const revision = await store().latestRevision();
    expect(await store().addPapers([seed], 2)).toBe(0);
    expect((await store().arrivalOf('seedlive'))?.paper.id).toBe(record.paper.id);
    const changes = await store().changedPapers(revision, 9);
    expect(changes.map(({ id, becameId }) => [id, becameId])).toEqual([
      [record.paper.id, undefined],
      ['seedlive', record.paper.id],
    ]);
    expect(await store().addPapers([seed], 3)).toBe(0);
    expect(await store().latestRevision()).toBe(revision + 2);
  });

  it('knows a saved page’s paper by its former title', async () => {
    const { edition: _, ...seed } = sampleRecord('titled').paper;
    await store().addPapers([seed], 1);
    const said = { arxivId: '2601.00005', authors: ['Ada Lovelace'] };
    const other = sampleAbstract('titled').split(' ').slice(4).concat('quite another end').join(' ');
    await store().takeIn(intake([sampleRecord('titled', said)]), 2);
    const retitled = sampleRecord('titled', {
      ...said,
      title: 'Something else entirely: a new name for what was known',
      abstract: other,
      edition: { by: 'arxiv', version: 2 },
      isNew: false,
    });
    expect(await store().takeIn(intake([retitled]), 3)).toMatchObject({ merged: 1 });
    const revision = await store().latestRevision();
    expect(await store().addPapers([seed], 4)).toBe(0);
    expect((await store().arrivalOf(seed.id))?.paper.title).toBe(retitled.paper.title);
    expect((await liveSince(revision)).filter(({ id }) => id !== seed.id)).toEqual([]);
  });

  it.each([
    ['and says what it is about', sampleAbstract('rewritten')],
    ['and says little', 'alfa beta gama dlta zeta etaa iota kapa lamb muuu nuuu xiii'],
  ])('knows a saved page’s paper whose abstract was rewritten since, %s', async (what, abstract) => {
    const title = `A name that stays: what it is about, ${what}`;
    const sources = [{ file: 'seed.txt', line: abstract.length }];
    const { edition: _, ...seed } = sampleRecord(`rewritten${what}`, { title, abstract, sources }).paper;
    await store().addPapers([seed], 1);
    const said = { title, arxivId: `2601.1000${abstract.length % 10}`, authors: ['Ada Lovelace'] };
    await store().takeIn(intake([sampleRecord('first', { ...said, abstract })]), 2);
    const rewritten = { ...said, edition: { by: 'arxiv', version: 2 }, isNew: false } as const;
    const counts = await store().takeIn(intake([sampleRecord('other', rewritten)]), 3);
    expect(counts).toMatchObject({ merged: 1 });
    const revision = await store().latestRevision();
    expect(await store().addPapers([seed], 4)).toBe(0);
    expect(await store().latestRevision()).toBe(revision);
    expect((await store().arrivalOf(seed.id))?.paper).toMatchObject({ abstract: sampleAbstract('other') });
  });

  it('keeps two papers of one file apart when only their title is the same', async () => {
    const title = 'A title that is long enough to be telling, and is given to two';
    const of = (name: string, author: string) =>
      sampleRecord(name, { title, authors: [author], edition: { by: 'import' } });
    const two = [of('one', 'Ada Lovelace'), of('other', 'Bob Babbage')];
    expect(await store().takeIn(intake(two), 1)).toMatchObject({ added: 2 });
    const third = sampleRecord('third', { title, edition: { by: 'import' } });
    expect(await store().takeIn(intake([third]), 2)).toMatchObject({ added: 1 });
  });

  it('makes one paper of versions in a page, and keeps two papers with one title apart', async () => {
    const revision = await store().latestRevision();
    const versions = [1, 2, 2].map((version) =>
      sampleRecord('vera', { arxivId: '2601.00006', edition: { by: 'arxiv', version } }),
    );
    const [one, two] = ['first', 'second'].map((name) =>
      sampleRecord(name, { title: 'Editorial', arxivId: `2601.0100${name.length}` }),
    ) as [PaperRecord, PaperRecord];
    const counts = await store().takeIn(intake([...versions, one, two]), 1);
    expect(counts).toEqual({ seen: 5, added: 3, merged: 1, known: 1, skipped: 0, rejected: 0 });
    const papers = await liveSince(revision);
    expect(papers.map(({ title }) => title)).toEqual([versions[0]?.paper.title, 'Editorial', 'Editorial']);
    expect(papers[0]?.edition?.version).toBe(2);
    expect(new Set(papers.map(({ id }) => id)).size).toBe(3);
    expect(await store().takeIn(intake([two, one]), 2)).toMatchObject({ known: 2 });
  });

  it('knows a paper again that says too little to be told from others', async () => {
    const bare = (file: string) =>
      sampleRecord('bare', {
        title: 'Preface',
        abstract: 'Before all else.',
        edition: { by: 'import' },
        sources: [{ file, line: 1 }],
      });
    expect(await store().takeIn(intake([bare('a.bib')]), 1)).toMatchObject({ added: 1 });
    expect(await store().takeIn(intake([bare('a.bib')]), 2)).toMatchObject({ known: 1 });
    expect(await store().takeIn(intake([bare('b.bib')]), 3)).toMatchObject({ added: 1 });
    expect(await store().takeIn(intake([bare('b.bib'), bare('a.bib')]), 4)).toMatchObject({ known: 2 });
  });

  it('keeps papers quiet that are too old for a digest, or of no known date', async () => {
    const [arrival, since] = [await store().latestArrival(), 7_000];
    const before = await store().countArrivalsSince(since);
    const records = [
      sampleRecord('q1', { published: '2025-12-31' }),
      sampleRecord('q2', { published: '2026-01-01' }),
      sampleRecord('q3'),
      sampleRecord('q4', { announced: '2026-01-02' }),
    ];
    const loud = [records[1]?.paper.id, records[3]?.paper.id];
    expect(await store().takeIn(intake(records, { quietBefore: '2026-01-01' }), since)).toMatchObject({
      added: 4,
    });
    expect((await store().arrivals(arrival, arrival + 9)).map(({ paper }) => paper.id)).toEqual(loud);
    expect(await store().latestArrival()).toBe(arrival + 4);
    expect(await store().countArrivals(arrival)).toBe(2);
    expect((await store().countArrivalsSince(since)) - before).toBe(2);
    expect((await store().arrivalOf(records[0]?.paper.id ?? ''))?.arrival).toBe(arrival + 1);
  });

  it('makes a quiet paper news when a feed brings it as new, unless it is old', async () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    const quiet = { quietBefore: '2026-11-08' };
    const of = (name: string, fields: Parameters<typeof sampleRecord>[1] = {}) => sampleRecord(name, fields);
    const undated = { edition: { by: 'import' } } as const;
    const imported = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'].map((name) => of(name, undated));
    imported[4] = of('n5', { ...undated, published: '2021-03-04' });
    await store().takeIn(intake(imported, quiet), now);
    const arrival = await store().latestArrival();
    expect(await store().arrivals(arrival - 6, arrival)).toEqual([]);

    const news = [
      of('n1', { published: '2026-11-20' }),
      of('n2', { announced: '2026-11-20', arxivId: '2611.10002' }),
      of('n3', { published: '2026-10-20' }),
      of('n4', { announced: '2026-11-20', arxivId: '2009.10004' }),
      of('n5', { announced: '2026-11-20' }),
      of('n6', { published: '2026-11-20', isNew: false }),
    ];
    expect(await store().addPapers([news[0]?.paper as PaperRecord['paper']], now + 1)).toBe(0);
    await store().takeIn(intake(news.slice(0, 1), quiet), now + 2);
    expect(await store().arrivals(arrival, arrival + 9)).toEqual([]);
    await store().takeIn(intake(news), now + 3);
    const arrived = await store().arrivals(arrival, arrival + 9);
    expect(arrived.map(({ paper, arrival: at, firstSeenAt }) => [paper.id, at, firstSeenAt])).toEqual([
      [news[0]?.paper.id, arrival + 1, now + 3],
      [news[1]?.paper.id, arrival + 2, now + 3],
    ]);
    expect(await store().takeIn(intake(news), now + 4)).toMatchObject({ known: 6 });
    expect(await store().latestArrival()).toBe(arrival + 2);
  });

  it('keeps the last rejects, each once', async () => {
    const rejects = Array.from({ length: 70 }, (_, n) => reject(`item ${n}`));
    await store().takeIn(intake([], { source: 'bad', rejects }), 1);
    await store().takeIn(
      intake([], { source: 'bad', rejects: [reject('item 30'), reject('a\0b', '\ud800')] }),
      2,
    );
    await store().takeIn(intake([], { source: 'good', rejects: [reject('other')] }), 3);
    const kept = await store().rejects('bad', 100);
    expect(kept.slice(0, 3).map(({ item, at }) => [item, at])).toEqual([
      ['ab', 2],
      ['item 30', 2],
      ['item 69', 1],
    ]);
    expect(kept).toHaveLength(50);
    expect(new Set(kept.map(({ item }) => item)).size).toBe(50);
    expect(await store().rejects('bad', 2)).toEqual(kept.slice(0, 2));
    expect((await store().source('bad'))?.totals).toMatchObject({ seen: 72, rejected: 72 });
  });

  it('remembers how rounds ended', async () => {
    const counts = { seen: 3, added: 1, merged: 0, known: 2, skipped: 0, rejected: 0 };
    await store().endRound('rounds', { at: 1, nextAt: 5, failure: 'no answer' });
    await store().endRound('rounds', { at: 2, nextAt: 9, failure: 'no answer at all' });
    const waiting = { name: 'rounds', lastAttemptAt: 2, nextAt: 9, failures: 2, note: 'no answer at all' };
    expect(await store().source('rounds')).toMatchObject(waiting);
    await store().takeIn(intake([], { source: 'rounds', cursor: 'c' }), 3);
    await store().endRound('rounds', { at: 4, nextAt: 20, counts });
    const totals = { seen: 0, added: 0, merged: 0, known: 0, skipped: 0, rejected: 0 };
    const done = { lastAttemptAt: 4, lastSuccessAt: 4, nextAt: 20, failures: 0, lastRound: counts };
    expect(await store().source('rounds')).toEqual({ name: 'rounds', cursor: 'c', totals, ...done });
    expect((await store().sources()).map(({ name }) => name)).toContain('rounds');
    expect(await store().source('nobody')).toBeUndefined();
  });

  it('stores papers once that come from many callers at once', async () => {
    const [revision, arrival] = [await store().latestRevision(), await store().latestArrival()];
    const names = Array.from({ length: 24 }, (_, n) => `crowd${n}`);
    const sides = Array.from({ length: 6 }, (_, side) =>
      names
        .slice(side * 3, side * 3 + 9)
        .map((name, n) =>
          sampleRecord(name, n % 2 === 0 ? { sources: [{ file: `side${side}`, line: 1 }] } : {}),
        ),
    );
    const counts = await Promise.all(
      sides.map((records, side) => store().takeIn(intake(records, { source: `side${side}` }), side)),
    );
    expect(counts.reduce((sum, { added }) => sum + added, 0)).toBe(24);
    expect(counts.map(sumOf)).toEqual(counts.map(({ seen }) => seen));
    const arrivals = await store().arrivals(arrival, arrival + 100);
    expect(arrivals).toHaveLength(24);
    // A second feed of a paper, which topics can ask for, gives it another number.
    const numbers = arrivals.flatMap((each) => [each, ...(each.earlier ?? [])].map((one) => one.arrival));
    const given = (await store().latestArrival()) - arrival;
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: given }, (_, n) => arrival + n + 1));
    expect(new Set((await liveSince(revision)).map(({ title }) => title)).size).toBe(24);
  });

  it('takes nothing in when anything of it cannot be kept', async () => {
    const [revision, source] = [await store().latestRevision(), 'torn'];
    const unkept = { item: 'item 1', reason: 'no title', excerpt: undefined as never };
    const page = intake([sampleRecord('torn')], { source, rejects: [unkept] });
    await expect(store().takeIn(page, 1)).rejects.toThrow();
    expect(await store().latestRevision()).toBe(revision);
    expect(await store().source(source)).toBeUndefined();
  });

  it('gives a paper again when what topics ask for changed, as it was at each number', async () => {
    const start = await store().latestArrival();
    const arxivId = '2601.77777';
    const say = (fields: object, at: number) =>
      store().takeIn(
        intake([sampleRecord('again', { arxivId, edition: { by: 'huggingface' }, ...fields })]),
        at,
      );
    await say({}, 1);
    await say({ url: 'https://x.org' }, 2);
    expect(await store().latestArrival()).toBe(start + 1);
    await say({ upvotes: 5 }, 3);
    await say({ upvotes: 9, organization: { handle: 'o', name: 'O' } }, 4);
    await say({ upvotes: 9 }, 5);
    expect(await store().latestArrival()).toBe(start + 3);
    const between = async (after: number, upTo: number) =>
      (await store().arrivals(start + after, start + upTo)).map(
        ({ arrival, paper, firstSeenAt, earlier = [] }) => [
          arrival - start,
          paper.upvotes,
          firstSeenAt,
          earlier.map((each) => [each.arrival - start, each.paper.upvotes, each.paper.organization]),
        ],
      );
    expect(await between(0, 1)).toEqual([[1, undefined, 1, []]]);
    expect(await between(1, 2)).toEqual([[2, 5, 1, [[1, undefined, undefined]]]]);
    const all = [
      3,
      9,
      1,
      [
        [1, undefined, undefined],
        [2, 5, undefined],
      ],
    ];
    expect([await between(0, 3), await between(2, 9)]).toEqual([[all], [all]]);
    expect(await between(3, 9)).toEqual([]);
    expect([await store().countArrivals(start), await store().countArrivals(start + 1)]).toEqual([1, 0]);
  });
}
