import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import { defined } from '../../../src/defined.ts';
import type { Intake } from '../../../src/ports/store/intake.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { sampleAbstract, sampleRecord } from '../fixtures/sample-records.ts';
import { tries } from '../tries.ts';
import { lives, round, startLife } from './live-with-papers.ts';
import { forms, newArxivId } from './paper-forms.ts';
import { openPlace, planPapers, postPapers } from './sample-place.ts';

const intake = (records: readonly PaperRecord[], fields: Partial<Intake> = {}): Intake => ({
  source: 'join',
  records,
  rejects: [],
  skipped: 0,
  cursor: null,
  ...fields,
});

/** Papers that turn out to be one paper after they were stored as two. */
export function joinCases(store: () => Store): void {
  it('makes two papers one, with everything known of both', async () => {
    const { early, late, both } = forms('moe');
    const [stays, gone] = [early.paper.id, late.paper.id];
    await store().takeIn(intake([early]), 1);
    const arrival = await store().latestArrival();
    await store().takeIn(intake([late]), 2);
    const place = await openPlace(store());
    await postPapers(store(), place, '2026-05-01', [gone, 'another']);
    await planPapers(store(), place, '2026-05-02', [stays, 'third']);
    const other = await openPlace(store());
    await planPapers(store(), other, '2026-05-02', [gone, 'third', stays]);
    await store().mark(place, { paperId: stays, kind: 'saved', person: 'ada', at: 3 });
    await store().mark(place, { paperId: gone, kind: 'hidden', person: 'bob', at: 4 });
    const revision = await store().latestRevision();

    expect(await store().takeIn(intake([both]), 5)).toMatchObject({ added: 0, merged: 1 });

    const changes = await store().changedPapers(revision, 9);
    expect(changes.map(({ id, becameId, paper }) => [id, becameId ?? paper?.title])).toEqual([
      [stays, both.paper.title],
      [gone, stays],
    ]);
    expect(await store().arrivals(arrival, arrival + 1)).toEqual([]);
    expect(await store().arrivalOf(gone)).toMatchObject({
      arrival: arrival + 2,
      paper: { id: stays },
      firstSeenAt: 1,
      earlier: [{ arrival, paper: { title: early.paper.title } }],
    });
    expect(await store().posted(place, [stays, gone])).toEqual(new Map([[stays, '2026-05-01']]));
    expect(await store().postedPapers(place)).toEqual(new Set([stays, 'another', 'third']));
    expect((await store().issue(place, '2026-05-01'))?.parts[0]?.papers).toEqual([stays, 'another']);
    expect((await store().issue(place, '2026-05-02'))?.parts[0]?.papers).toEqual([stays, 'third']);
    expect((await store().issue(other, '2026-05-02'))?.parts[0]?.papers).toEqual([stays, 'third']);
    expect((await store().paperHistory(place, stays)).map(({ localDate }) => localDate)).toEqual([
      '2026-05-02',
      '2026-05-01',
    ]);
    expect(await store().marks(place)).toEqual([
      { paperId: stays, kind: 'hidden', person: 'bob', at: 4 },
      { paperId: stays, kind: 'saved', person: 'ada', at: 3 },
    ]);
    await store().mark(place, { paperId: gone, kind: 'saved', person: 'eve', at: 6 });
    expect((await store().marks(place)).map(({ paperId, person }) => [paperId, person])).toEqual([
      [stays, 'eve'],
      [stays, 'bob'],
      [stays, 'ada'],
    ]);
    expect(await store().unmark(place, { paperId: gone, kind: 'saved', person: 'eve' })).toBe(true);

    expect(await store().takeIn(intake([late, early, both]), 7)).toMatchObject({ added: 0 });
  });

  it('refuses an issue that was composed before two of its papers became one', async () => {
    const { early, late, both } = forms('race');
    for (const record of [early, late, both]) await store().takeIn(intake([record]), 1);
    const place = await openPlace(store());
    const stale = planPapers(store(), place, '2026-05-01', ['other', late.paper.id]);
    await expect(stale).rejects.toThrow('turned out to be another one');
    expect(await store().issue(place, '2026-05-01')).toBeUndefined();
    expect((await store().place(place))?.lastDate).toBeUndefined();
    await planPapers(store(), place, '2026-05-01', ['other', early.paper.id]);
    expect(await store().postedPapers(place)).toEqual(new Set(['other', early.paper.id]));
  });

  it('refuses an issue with a paper that the place has had under another id, or is going to get', async () => {
    const { early, late, both } = forms('told');
    for (const record of [early, late]) await store().takeIn(intake([record]), 1);
    const [posted, promised, neither] = [
      await openPlace(store()),
      await openPlace(store()),
      await openPlace(store()),
    ];
    await postPapers(store(), posted, '2026-05-01', [late.paper.id]);
    await planPapers(store(), promised, '2026-05-01', [late.paper.id]);
    await store().takeIn(intake([both]), 2);
    for (const place of [posted, promised])
      await expect(planPapers(store(), place, '2026-05-02', [early.paper.id])).rejects.toThrow('was told');
    await planPapers(store(), neither, '2026-05-02', [early.paper.id]);
  });

  it('finds a paper that became another one, twice', async () => {
    const first = sampleRecord('chain1', { arxivId: newArxivId(), edition: { by: 'huggingface' } });
    const { arxivId } = first.paper;
    const second = sampleRecord('chain2', { doi: '10.1000/chain', edition: { by: 'huggingface' } });
    const third = sampleRecord('chain3', { edition: { by: 'import' } });
    for (const record of [first, second, third]) await store().takeIn(intake([record]), 1);
    const [a, b, c] = [first, second, third].map(({ paper }) => paper.id) as [string, string, string];
    await store().takeIn(intake([sampleRecord('chain3', { doi: '10.1000/chain' })]), 2);
    expect((await store().arrivalOf(c))?.paper.id).toBe(b);
    await store().takeIn(
      intake([sampleRecord('chain3', { doi: '10.1000/chain', ...defined({ arxivId }) })]),
      3,
    );
    expect(await Promise.all([a, b, c].map(async (id) => (await store().arrivalOf(id))?.paper.id))).toEqual([
      a,
      a,
      a,
    ]);
  });

  it('does not join papers with two arXiv ids', async () => {
    const same = { title: 'A title that is long enough to be telling, and that two papers have' };
    const two = [1, 2].map(() => sampleRecord('twin', { ...same, arxivId: newArxivId() }));
    expect(await store().takeIn(intake(two), 1)).toMatchObject({ added: 2 });
    const bare = sampleRecord('twin', { ...same, edition: { by: 'import' } });
    const revision = await store().latestRevision();
    expect(await store().takeIn(intake([bare]), 2)).toMatchObject({ added: 0 });
    expect((await store().changedPapers(revision, 9)).flatMap(({ becameId }) => becameId ?? [])).toEqual([]);
  });

  it('stores a paper once and never posts it twice, in whatever order its forms come', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
        const life = await startLife(store(), `run${++runs}`);
        for (const each of rounds) await life.take(each);
        await life.end();
      }),
      { ...tries(25), examples: lives },
    );
  });

  it('makes a joined paper news when one of the two was', async () => {
    const { early, late, both } = forms('loud');
    await store().takeIn(intake([early], { quietBefore: '2026-01-01' }), 1);
    await store().takeIn(intake([late]), 2);
    // All places have passed this arrival before the two turn out to be one paper.
    const arrival = await store().latestArrival();
    await store().takeIn(intake([{ ...both, isNew: false }]), 3);
    const arrived = await store().arrivals(arrival, arrival + 9);
    expect(arrived.map(({ paper, firstSeenAt }) => [paper.id, firstSeenAt])).toEqual([[early.paper.id, 3]]);
    expect(await store().latestArrival()).toBe(arrival + 1);
    expect(sampleAbstract('loud')).toBe((await store().arrivalOf(early.paper.id))?.paper.abstract);
  });
}
