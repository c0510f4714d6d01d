import { expect, it } from 'vitest';
import { commandLine, line } from '../../../src/cards/builders.ts';
import type { Card } from '../../../src/cards/card.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import { amendCard } from '../../../src/digest/amend-posts.ts';
import type { Amendment } from '../../../src/ports/store/ledger.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import type { Place } from '../../../src/topics/place.ts';
import { sampleRecord } from '../fixtures/sample-records.ts';
import { openPlace, planPapers, postPapers, sampleCard } from './sample-place.ts';

const dayMs = 24 * 60 * 60_000;
/** Later than in all other cases. */
const now = 1e12;

/** A card as issues have them. */
const cardOf = ({ paper }: PaperRecord): Card => ({
  ...sampleCard,
  blocks: [
    {
      kind: 'entries',
      entries: [
        {
          title: line(paper.title),
          buttons: [{ label: 'Save', line: commandLine('save', { paper: paper.id }) }],
        },
      ],
    },
  ],
});

/** Posted messages that show what is no longer true of a paper. */
export function amendmentCases(store: () => Store): void {
  const takeIn = (records: readonly PaperRecord[], at = now) =>
    store().takeIn({ source: 'amendments', records, rejects: [], skipped: 0, cursor: null }, at);
  const due = async (place: Place, at = now): Promise<readonly Amendment[]> =>
    (await store().dueAmendments(at, 1_000)).filter((each) => each.place.channel === place.channel);
  const arxiv = (name: string, version: number, fields: Parameters<typeof sampleRecord>[1] = {}) =>
    sampleRecord(name, { arxivId: `2603.${name.slice(-5)}`, edition: { by: 'arxiv', version }, ...fields });

  it('amends a message whose paper was withdrawn, once', async () => {
    const paper = arxiv('withdrawn00001', 1);
    await takeIn([paper]);
    const place = await openPlace(store());
    await postPapers(store(), place, '2026-05-01', ['x', paper.paper.id], now);
    expect(await due(place)).toEqual([]);
    await takeIn([arxiv('withdrawn00001', 2, { withdrawn: true })]);
    const [amendment, ...others] = await due(place);
    expect(others).toEqual([]);
    expect(amendment).toMatchObject({
      place,
      localDate: '2026-05-01',
      number: 0,
      reason: 'withdrawn',
      paper: { id: paper.paper.id, withdrawn: true },
      before: { title: paper.paper.title },
      ref: { id: 'm2026-05-01' },
      key: `${place.channel}x20260501`,
      card: sampleCard,
    });
    if (amendment === undefined) return;
    await store().postponeAmendment(amendment, now + 100);
    expect(await due(place, now + 99)).toEqual([]);
    expect(await due(place, now + 100)).toHaveLength(1);
    const card = { ...sampleCard, title: 'amended' };
    expect(await store().finishAmendment(amendment, card, now)).toBe(true);
    expect(await store().finishAmendment(amendment, sampleCard, now)).toBe(false);
    expect((await store().issue(place, '2026-05-01'))?.parts[0]?.card.title).toBe('amended');
    await takeIn([arxiv('withdrawn00001', 3, { title: 'Another name altogether for it' })]);
    expect(await due(place, now + 200)).toEqual([]);
  });

  it('says what the title was, and prefers a withdrawal to a new title', async () => {
    const first = arxiv('retitled00002', 1);
    await takeIn([first]);
    const place = await openPlace(store());
    await postPapers(store(), place, '2026-05-01', [first.paper.id], now);
    await takeIn([arxiv('retitled00002', 2, { title: first.paper.title.toUpperCase() })]);
    expect(await due(place)).toEqual([]);
    await takeIn([arxiv('retitled00002', 3, { title: 'The second name of this paper' })]);
    await takeIn([arxiv('retitled00002', 4, { title: 'The third name of this paper' })]);
    const said = (await due(place)).map(({ reason, paper, before }) => [reason, paper.title, before.title]);
    expect(said).toEqual([['retitled', 'The third name of this paper', first.paper.title.toUpperCase()]]);
    const [retitled] = await due(place);
    await takeIn([arxiv('retitled00002', 5, { withdrawn: true })]);
    if (retitled) expect(await store().finishAmendment(retitled, retitled.card, now)).toBe(false);
    const [withdrawn] = await due(place);
    expect(withdrawn?.reason).toBe('withdrawn');
    if (withdrawn) expect(await store().finishAmendment(withdrawn, withdrawn.card, now)).toBe(true);
    expect(await due(place)).toEqual([]);
  });

  it('amends one thing in a message at a time', async () => {
    const papers = ['pair00003', 'pair00004'].map((name) => arxiv(name, 1));
    await takeIn(papers);
    const place = await openPlace(store());
    const ids = papers.map(({ paper }) => paper.id);
    await postPapers(store(), place, '2026-05-01', ids, now);
    await takeIn(['pair00003', 'pair00004'].map((name) => arxiv(name, 2, { withdrawn: true })));
    const amended: string[] = [];
    for (let [next] = await due(place); next !== undefined; [next] = await due(place)) {
      amended.push(`${next.card.title} ${next.paper.id}`);
      await store().finishAmendment(next, { ...next.card, title: `${next.card.title}!` }, now);
    }
    expect(amended).toEqual([...ids].sort().map((id, n) => `T${'!'.repeat(n)} ${id}`));
  });

  it('leaves messages alone that are old, not posted, or in a place that has stopped', async () => {
    const paper = arxiv('alone00005', 1);
    await takeIn([paper]);
    const [old, unsent, stopped] = [
      await openPlace(store()),
      await openPlace(store()),
      await openPlace(store()),
    ];
    await postPapers(store(), old, '2026-05-01', [paper.paper.id], now - 15 * dayMs);
    await planPapers(store(), unsent, '2026-05-01', [paper.paper.id], now);
    await postPapers(store(), stopped, '2026-05-01', [paper.paper.id], now);
    await store().stopPlace(stopped, { at: 1, reason: 'archived', remedy: 'unarchive it' });
    await takeIn([arxiv('alone00005', 2, { withdrawn: true })]);
    expect(await Promise.all([old, unsent, stopped].map((place) => due(place)))).toEqual([[], [], []]);
    await store().stopPlace(stopped, undefined);
    const part = { place: unsent, localDate: '2026-05-01', number: 0 };
    await store().claimPart(part, now, 1);
    await store().completePart(part, { id: 'late' });
    expect((await due(unsent)).map(({ ref }) => ref)).toEqual([{ id: 'late' }]);
    expect(await due(stopped)).toHaveLength(1);
    expect(await due(stopped, now + 15 * dayMs)).toEqual([]);
  });

  it('moves an amendment with its place, and with its paper', async () => {
    const [early, late] = [
      arxiv('early00006', 1, { edition: { by: 'huggingface' } }),
      sampleRecord('later00006'),
    ];
    await takeIn([early]);
    await takeIn([late]);
    const place = await openPlace(store());
    const moved = { ...place, channel: `${place.channel}moved` };
    await postPapers(store(), place, '2026-05-01', [late.paper.id], now, cardOf(late));
    await store().movePlace(place, moved);
    await takeIn([sampleRecord('later00006', { withdrawn: true, edition: { by: 'arxiv', version: 2 } })]);
    expect((await due(moved)).map(({ paper }) => paper.id)).toEqual([late.paper.id]);
    const both = { arxivId: early.paper.arxivId ?? '', edition: { by: 'arxiv', version: 3 } } as const;
    await takeIn([sampleRecord('later00006', both)]);
    const [amendment, ...others] = await due(moved);
    expect(others).toEqual([]);
    expect(amendment).toMatchObject({ paper: { id: early.paper.id }, ids: [early.paper.id, late.paper.id] });
    const amended = amendment && amendCard(amendment);
    expect(JSON.stringify(amended?.blocks)).toContain(`“${late.paper.title}” have withdrawn it`);
  });
}
