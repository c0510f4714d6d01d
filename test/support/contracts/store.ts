import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defined } from '../../../src/defined.ts';
import type { IssueDraft, IssuePaper, PaperOutcome, PartKey } from '../../../src/ports/store/ledger.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { defaultSchedule } from '../../../src/topics/calendar/schedule.ts';
import type { Place, PlaceState, Subscription } from '../../../src/topics/place.ts';
import { type Topic, topicKey } from '../../../src/topics/topic.ts';
import { samplePaper } from '../fixtures/sample-papers.ts';
import { addedFeedCases } from './added-feeds.ts';
import { amendmentCases } from './amendment-store.ts';
import { beatCases } from './beat-store.ts';
import { hostCases } from './host-store.ts';
import { intakeCases } from './intake-store.ts';
import { joinCases } from './join-papers.ts';
import { publicationCases } from './publications.ts';
import { sharedLinkCases } from './shared-links.ts';
import { vectorCases } from './vector-store.ts';

const topic = (query: string): Topic => ({ kind: 'query', query });
const card = { title: 'T', summary: 'S', tone: 'plain', blocks: [] } as const;

let places = 0;
const newPlace = (): Place => ({ platform: 'console', workspace: 'lab: 1', channel: `c${++places}` });

const state = (place: Place, fields: Partial<PlaceState> = {}): PlaceState => ({
  place,
  schedule: defaultSchedule,
  size: 10,
  whenEmpty: 'archive',
  owner: 'ada',
  since: 1_000,
  seen: 0,
  ...fields,
});

const issue = (place: Place, localDate: string, papers: readonly string[] = ['p1']): IssueDraft => ({
  place,
  localDate,
  kind: 'papers',
  papers: papers.map((id) => ({ id, outcome: 'new', topics: ['moe'], words: ['moe'] })),
  matchedTopics: ['query:moe'],
  parts: [
    { key: `${place.channel}${localDate.replaceAll('-', '')}0`, card, papers },
    { key: `${place.channel}${localDate.replaceAll('-', '')}1`, card, papers: [] },
  ],
});

/**
 * What every store must do. All cases share one database; each uses its own places.
 * @param options `amends`: whether it makes amendments
 */
export function storeContract(
  name: string,
  open: () => Promise<Store>,
  { amends = true }: { readonly amends?: boolean } = {},
): void {
  describe(`Store: ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    it('numbers papers by their arrival, each paper once', async () => {
      const before = await store.latestArrival();
      expect(
        await store.addPapers(
          [samplePaper({ id: 'a1' }), samplePaper({ id: 'a2' }), samplePaper({ id: 'a1' })],
          5,
        ),
      ).toBe(2);
      expect(
        await store.addPapers(
          [samplePaper({ id: 'a2' }), samplePaper({ id: 'a3', title: '“Quotes” & \\ 論文' })],
          9,
        ),
      ).toBe(1);
      const arrivals = await store.arrivals(before, await store.latestArrival());
      expect(
        arrivals.map(({ paper, arrival, firstSeenAt }) => [paper.id, arrival - before, firstSeenAt]),
      ).toEqual([
        ['a1', 1, 5],
        ['a2', 2, 5],
        ['a3', 3, 9],
      ]);
      expect(arrivals[2]?.paper).toEqual(samplePaper({ id: 'a3', title: '“Quotes” & \\ 論文' }));
      expect((await store.arrivalOf('a3'))?.firstSeenAt).toBe(9);
      expect(await store.arrivalOf('none')).toBeUndefined();
      expect(await store.countArrivalsSince(9)).toBe(1);
    });

    it('adds papers from many callers at once, without gaps and repeats', async () => {
      const before = await store.latestArrival();
      const sides = Array.from({ length: 8 }, (_, i) =>
        store.addPapers([samplePaper({ id: `b${i % 4}` }), samplePaper({ id: `bb${i}` })], i),
      );
      const added = (await Promise.all(sides)).reduce((sum, each) => sum + each, 0);
      expect(added).toBe(12);
      const numbers = (await store.arrivals(before, before + 100)).map(({ arrival }) => arrival - before);
      expect(numbers).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    });

    it('keeps a place as it was saved, and the progress that it has', async () => {
      const place = newPlace();
      expect(await store.place(place)).toBeUndefined();
      const full = state(place, {
        nextAt: 2_000.5,
        lastDate: '2026-05-04',
        checkedAt: 7,
        stopped: { at: 1, reason: 'gone', remedy: 'invite me' },
      });
      await store.savePlace(full);
      expect(await store.place(place)).toEqual(full);
      await store.savePlace({ ...full, size: 5, lastDate: '2026-01-01', seen: 99, checkedAt: 1 });
      expect(await store.place(place)).toEqual({ ...full, size: 5 });
      await store.stopPlace(place, undefined);
      expect((await store.place(place))?.stopped).toBeUndefined();
    });

    it('finds places that are due and have not stopped', async () => {
      const [a, b, c, d] = [newPlace(), newPlace(), newPlace(), newPlace()];
      await store.savePlace(state(a, { nextAt: -20 }));
      await store.savePlace(state(b, { nextAt: -30 }));
      await store.savePlace(state(c, { nextAt: -25, stopped: { at: 0, reason: 'x' } }));
      await store.savePlace(state(d));
      expect((await store.duePlaces(-20, 10)).map(({ place }) => place)).toEqual([b, a]);
      expect(await store.duePlaces(-20, 1)).toHaveLength(1);
    });

    it('follows a topic once, unfollows it once', async () => {
      const place = newPlace();
      await store.savePlace(state(place));
      const wanted: Subscription = {
        place,
        topic: topic('MoE'),
        addedBy: 'ada',
        addedByName: 'Ada',
        addedAt: 3,
        baseline: 9,
      };
      expect(await store.follow(wanted)).toBe(true);
      expect(await store.follow({ ...wanted, topic: topic('moe'), addedAt: 8 })).toBe(false);
      expect(await store.subscriptions(place)).toEqual([wanted]);
      expect(await store.unfollow(place, topicKey(topic('moe')), 9)).toBe(true);
      expect(await store.unfollow(place, topicKey(topic('moe')), 9)).toBe(false);
    });

    it('writes down changes, the newest first', async () => {
      const place = newPlace();
      for (let i = 0; i < 12; i++)
        await store.recordChange(place, { at: i, person: 'ada', what: `change ${i}` });
      expect((await store.changes(place, 10)).map(({ what }) => what)[0]).toBe('change 11');
      expect(await store.changes(place, 10)).toHaveLength(10);
    });

    it('writes an issue once, with the progress of its place', async () => {
      const place = newPlace();
      await store.savePlace(state(place, { nextAt: -1 }));
      await store.follow({ place, topic: topic('moe'), addedBy: 'ada', addedAt: 0, baseline: 0 });
      const planners = [1, 2, 3].map((seen) =>
        store.recordIssue(
          issue(place, '2026-05-05', [`i${seen}`]),
          { lastDate: '2026-05-05', nextAt: 99, seen, checkedAt: 50 },
          50,
        ),
      );
      const written = await Promise.all(planners);
      expect(new Set(written.map(({ papers }) => papers[0]?.id)).size).toBe(1);
      const after = await store.place(place);
      expect([after?.lastDate, after?.nextAt, after?.checkedAt]).toEqual(['2026-05-05', 99, 50]);
      expect(after?.seen).toBe(Number(written[0]?.papers[0]?.id.slice(1)));
      expect((await store.subscriptions(place))[0]?.lastMatchAt).toBe(50);
      expect((await store.latestIssue(place, 50))?.localDate).toBe('2026-05-05');
    });

    it('knows when an issue was due, also after its place was renamed, and not for one of an older version', async () => {
      const [place, renamed] = [newPlace(), newPlace()];
      await store.savePlace(state(place));
      const dueAt = Date.parse('2026-05-05T09:00Z') + 0.5;
      const written = await store.recordIssue({ ...issue(place, '2026-05-05'), dueAt }, { seen: 0 }, 9);
      const older = await store.recordIssue(issue(place, '2026-05-06', ['p3']), { seen: 0 }, 9);
      expect([written.dueAt, 'dueAt' in older]).toEqual([dueAt, false]);
      await store.movePlace(place, renamed);
      const all = await store.openIssues(renamed, 10);
      expect(all.map((each) => each.dueAt)).toEqual([dueAt, undefined]);
      expect((await store.issue(renamed, '2026-05-05'))?.dueAt).toBe(dueAt);
    });

    it('leases a part to one worker, and says when it may have been sent', async () => {
      const place = newPlace();
      await store.savePlace(state(place));
      await store.recordIssue(issue(place, '2026-05-05'), { seen: 0 }, 1);
      const part: PartKey = { place, localDate: '2026-05-05', number: 0 };
      const claims = await Promise.all([store.claimPart(part, 10, 5), store.claimPart(part, 10, 5)]);
      expect(claims.sort()).toEqual(['busy', 'fresh']);
      expect(await store.claimPart(part, 14, 5)).toBe('busy');
      expect(await store.claimPart(part, 15, 5)).toBe('doubtful');
      expect((await store.issue(place, '2026-05-05'))?.parts[0]?.triedAt).toBe(10);
      await store.endLeases();
      expect(await store.claimPart(part, 16, 5)).toBe('doubtful');
      await store.releasePart(part);
      expect(await store.claimPart(part, 17, 5)).toBe('fresh');
      await store.completePart(part, { id: 'm1', thread: 't1' });
      expect(await store.claimPart(part, 99, 5)).toBe('busy');
      await store.releasePart(part);
      const [first] = (await store.issue(place, '2026-05-05'))?.parts ?? [];
      expect([first?.status, first?.ref]).toEqual(['sent', { id: 'm1', thread: 't1' }]);
      expect(await store.posted(place, ['p1', 'p2'])).toEqual(new Map([['p1', '2026-05-05']]));
      expect(await store.postedPapers(place)).toEqual(new Set(['p1']));
    });

    it('gives issues that are not done, when their time has come', async () => {
      const place = newPlace();
      await store.savePlace(state(place));
      await store.recordIssue(issue(place, '2026-05-06'), { seen: 0 }, -8);
      await store.recordIssue(issue(place, '2026-05-05', ['p3']), { seen: 0 }, -9);
      const open = async (now: number) =>
        (await store.openIssues(place, now)).map(({ localDate }) => localDate);
      expect(await open(0)).toEqual(['2026-05-05', '2026-05-06']);
      const postponed = { failedAt: 50, notBefore: 60, retryAt: 100, problem: 'rate limited' };
      await store.postponeIssue(place, '2026-05-05', postponed);
      expect(await open(99)).toEqual(['2026-05-06']);
      expect((await store.issue(place, '2026-05-05'))?.tries).toBe(1);
      await store.finishIssue(place, '2026-05-06', 60);
      expect(await open(100)).toEqual(['2026-05-05']);
      expect(await store.placesToDeliver(100, 1_000)).toContainEqual(place);
      await store.stopPlace(place, { at: 0, reason: 'x' });
      expect(await store.placesToDeliver(100, 1_000)).not.toContainEqual(place);
    });

    it('forgets what a clock wrote that was ahead, by hours or years', async () => {
      const [now, hour] = [1e12, 60 * 60_000];
      for (const ahead of [3 * hour, 10 * 365 * 24 * hour]) {
        const [place, then] = [newPlace(), now + ahead];
        const date = (at: number) => new Date(at).toISOString().slice(0, 10);
        const source = `ahead ${ahead}`;
        await store.savePlace(state(place, { since: then, nextAt: then + 9 }));
        const earlier = { lastDate: date(now - 48 * hour), seen: 0, nextAt: now };
        await store.recordIssue(issue(place, earlier.lastDate, ['a']), earlier, now - 48 * hour);
        const [previous, last] = [earlier.lastDate, date(then + 24 * hour)];
        const progress = { lastDate: last, seen: 0, nextAt: then + 9, checkedAt: then };
        await store.recordIssue({ ...issue(place, last, ['b']), previous }, progress, then);
        const problem = { failedAt: then, notBefore: then, retryAt: then + hour, problem: 'no' };
        await store.postponeIssue(place, last, problem);
        await store.claimPart({ place, localDate: last, number: 0 }, then, hour);
        await store.endRound(source, { at: then, nextAt: then + hour });
        await store.takeLease(source, then, hour);
        await store.refuse(`${source} refused`, then + 25 * hour, 'no');

        await store.forgetFuture(now);
        const healed = await store.place(place);
        expect(healed).toMatchObject({ since: now, nextAt: now, checkedAt: now, lastDate: previous });
        expect(healed?.ahead).toEqual([last]);
        expect((await store.openIssues(place, now)).map(({ localDate }) => localDate)).toContain(last);
        expect(await store.claimPart({ place, localDate: last, number: 0 }, now, hour)).toBe('doubtful');
        expect(await store.source(source)).toMatchObject({
          nextAt: now,
          lastAttemptAt: now,
          lastSuccessAt: now,
        });
        expect(await store.takeLease(source, now, hour)).toHaveProperty('token');
        expect(await store.takeLease(`${source} refused`, now, hour)).toHaveProperty('token');
        expect((await store.latestIssue(place, now))?.localDate).toBe(previous);
      }
    });

    it('looks at every place again when a tick ended in the future', async () => {
      const place = newPlace();
      await store.savePlace(state(place, { nextAt: 5e12 }));
      await store.finishBeat('tick', 3e12 + 2 * 60 * 60_000);
      await store.forgetFuture(3e12);
      expect((await store.place(place))?.nextAt).toBe(5e12);
      await store.finishBeat('tick', 3e12 + 2 * 60 * 60_000 + 1);
      await store.forgetFuture(3e12);
      expect((await store.place(place))?.nextAt).toBe(3e12);
      await store.finishBeat('tick', 1);
    });

    it('leaves alone what lies ahead for a reason', async () => {
      const [now, hour] = [2e12, 60 * 60_000];
      await store.endRound('later', { at: now, nextAt: now + 12 * hour });
      await store.refuse('later', now + 24 * hour, 'no');
      const place = newPlace();
      await store.savePlace(state(place, { since: now, nextAt: now + 9_000 * hour }));
      await store.forgetFuture(now);
      expect((await store.source('later'))?.nextAt).toBe(now + 12 * hour);
      expect(await store.takeLease('later', now, hour)).toEqual({ waitMs: 24 * hour, refused: 'no' });
      expect((await store.place(place))?.nextAt).toBe(now + 9_000 * hour);
    });

    it('gives what became of a paper', async () => {
      const place = newPlace();
      await store.savePlace(state(place));
      await store.recordIssue(issue(place, '2026-05-05'), { seen: 0 }, 1);
      expect(await store.paperHistory(place, 'p1')).toEqual([
        { id: 'p1', outcome: 'new', topics: ['moe'], words: ['moe'], localDate: '2026-05-05' },
      ]);
    });

    it('gives what had no room since a date and was not posted, the first left out first', async () => {
      const place = newPlace();
      await store.savePlace(state(place));
      const over = (...ids: readonly string[]) =>
        ids.map((id) => ({ id, outcome: 'over' as const, topics: ['moe'], words: [] }));
      const record = (localDate: string, papers: IssueDraft['papers'], previous?: string) =>
        store.recordIssue(
          { ...issue(place, localDate), papers, parts: [], ...defined({ previous }) },
          { seen: 0, lastDate: localDate },
          1,
        );
      await record('2026-05-01', over('old'));
      await record('2026-05-05', over('p1', 'p2', 'p3'), '2026-05-01');
      await record(
        '2026-05-06',
        [{ id: 'p9', outcome: 'hidden', topics: [], words: [] }, ...over('p2', 'p4')],
        '2026-05-05',
      );
      const idsOf = async (limit: number) =>
        (await store.leftOut(place, '2026-05-02', limit)).map(({ id }) => id);
      expect(await idsOf(9)).toEqual(['p1', 'p2', 'p4', 'p3']);
      expect(await idsOf(2)).toEqual(['p1', 'p2']);
    });

    it('counts what was new for each topic on each date, and knows what was posted since one', async () => {
      const place = newPlace();
      await store.savePlace(state(place));
      const of = (id: string, outcome: PaperOutcome, ...topics: string[]) => ({
        id,
        outcome,
        topics,
        words: [],
      });
      const record = (localDate: string, papers: readonly IssuePaper[], previous?: string) =>
        store.recordIssue(
          { ...issue(place, localDate), papers, parts: [], ...defined({ previous }) },
          { seen: 0, lastDate: localDate },
          1,
        );
      await record('2026-05-01', [of('p0', 'new', 'red')]);
      await record(
        '2026-05-05',
        [of('p1', 'new', 'red', 'blue'), of('p2', 'over', 'red'), of('p3', 'hidden', 'red')],
        '2026-05-01',
      );
      await record('2026-05-06', [of('p2', 'leftover', 'red'), of('p4', 'archive', 'blue')], '2026-05-05');
      expect(await store.newByTopic(place, '2026-05-02')).toEqual([
        { topic: 'blue', localDate: '2026-05-05', papers: 1 },
        { topic: 'red', localDate: '2026-05-05', papers: 2 },
      ]);
      expect(await store.postedSince(place, '2026-05-02')).toEqual(['p2', 'p4', 'p1']);
    });

    it('keeps one mark of each person for a paper in a place', async () => {
      const place = newPlace();
      await store.mark(place, { paperId: 'p1', kind: 'saved', person: 'ada', at: 1 });
      await store.mark(place, { paperId: 'p2', kind: 'saved', person: 'bob', at: 2 });
      await store.mark(place, { paperId: 'p1', kind: 'saved', person: 'bob', at: 3 });
      await store.mark(place, { paperId: 'p1', kind: 'hidden', person: 'bob', at: 4 });
      expect(await store.marks(place)).toEqual([
        { paperId: 'p1', kind: 'hidden', person: 'bob', at: 4 },
        { paperId: 'p2', kind: 'saved', person: 'bob', at: 2 },
        { paperId: 'p1', kind: 'saved', person: 'ada', at: 1 },
      ]);
      const bobs = { paperId: 'p1', person: 'bob' };
      expect(await store.unmark(place, { ...bobs, kind: 'saved' })).toBe(false);
      expect(await store.unmark(place, { ...bobs, kind: 'hidden' })).toBe(true);
      expect(await store.unmark(place, { ...bobs, kind: 'hidden' })).toBe(false);
      expect((await store.marks(place)).map(({ person }) => person)).toEqual(['bob', 'ada']);
    });

    it('tells people of one name apart, and gives a mark that is known by its name to its person', async () => {
      const place = newPlace();
      const paper = { paperId: 'p1', kind: 'saved', person: 'Sam' } as const;
      await store.mark(place, { ...paper, personId: 'U1', at: 1 });
      await store.mark(place, { ...paper, personId: 'U2', at: 2 });
      expect(await store.marks(place)).toHaveLength(2);
      expect(await store.unmark(place, { ...paper, personId: 'U1' })).toBe(true);
      expect(await store.marks(place)).toEqual([{ ...paper, personId: 'U2', at: 2 }]);
      await store.mark(place, { ...paper, paperId: 'p2', person: 'Eve', at: 3 });
      await store.mark(place, {
        ...paper,
        paperId: 'p2',
        person: 'Eve',
        personId: 'U3',
        kind: 'hidden',
        at: 4,
      });
      expect((await store.marks(place)).filter(({ person }) => person === 'Eve')).toEqual([
        { paperId: 'p2', kind: 'hidden', person: 'Eve', personId: 'U3', at: 4 },
      ]);
    });

    it('finds the places of a workspace, stops them, and moves a place with everything known of it', async () => {
      const workspace = `w%_:${++places}`;
      const place = (channel: string): Place => ({ platform: 'slack', workspace, channel });
      await store.savePlace(state(place('a')));
      await store.savePlace(state(place('b'), { stopped: { at: 1, reason: 'first' } }));
      await store.savePlace(state({ ...place('c'), workspace: `${workspace}x` }));
      const channels = async () =>
        (await store.placesOf('slack', workspace)).map((each) => each.place.channel);
      expect(await channels()).toEqual(['a', 'b']);

      await store.follow({ place: place('a'), topic: topic('moe'), addedBy: 'ada', addedAt: 0, baseline: 0 });
      await store.recordIssue(issue(place('a'), '2026-05-05', ['moved']), { seen: 0 }, 1);
      await store.completePart({ place: place('a'), localDate: '2026-05-05', number: 0 }, { id: 'm' });
      await store.mark(place('a'), { paperId: 'p1', kind: 'saved', person: 'ada', at: 1 });
      await store.movePlace(place('nowhere'), place('y'));
      await store.movePlace(place('a'), place('z'));
      expect(await channels()).toEqual(['b', 'z']);
      expect(await store.subscriptions(place('z'))).toHaveLength(1);
      expect(await store.postedPapers(place('z'))).toEqual(new Set(['moved']));
      expect((await store.latestIssue(place('z'), 1))?.parts).toHaveLength(2);
      expect(await store.marks(place('z'))).toHaveLength(1);

      await store.stopWorkspace('slack', workspace, { at: 9, reason: 'gone' });
      expect((await store.placesOf('slack', workspace)).map(({ stopped }) => stopped?.reason)).toEqual([
        'first',
        'gone',
      ]);
    });

    it('joins a place with the one that is at its new key already', async () => {
      const [from, to] = [newPlace(), newPlace()];
      const moe = { topic: topic('moe'), addedBy: 'ada', addedAt: 0, baseline: 3 };
      const mamba = { topic: topic('mamba'), addedBy: 'ada', addedAt: 0, baseline: 0 };
      const { schedule, since } = state(from);
      await store.savePlace(
        state(from, { size: 5, since: since - 5, stopped: { at: 1, reason: 'dead id' } }),
      );
      await store.savePlace(state(to, { size: 9, schedule: { ...schedule, time: '10:00' } }));
      await store.follow({ place: from, ...moe });
      await store.recordIssue(issue(from, '2026-05-05', ['old']), { seen: 2, lastDate: '2026-05-05' }, 1);
      const second = { ...issue(from, '2026-05-06', ['twice']), previous: '2026-05-05' };
      await store.recordIssue(second, { seen: 4, lastDate: '2026-05-06' }, 1);
      await store.completePart({ place: from, localDate: '2026-05-05', number: 0 }, { id: 'm' });
      const mark = { paperId: 'p1', kind: 'saved', person: 'ada', at: 1 } as const;
      await store.mark(from, mark);
      await store.mark(to, mark);
      await store.mark(to, { ...mark, paperId: 'p2' });
      await store.recordChange(from, { at: 1, person: 'ada', what: 'followed “moe”' });

      await store.movePlace(from, to);
      expect(await store.place(from)).toBeUndefined();
      const joined = await store.place(to);
      expect(joined).toMatchObject({ size: 5, since: since - 5, schedule, seen: 0, lastDate: '2026-05-06' });
      expect(joined).not.toHaveProperty('stopped');
      expect((await store.subscriptions(to)).map(({ baseline }) => baseline)).toEqual([3]);
      expect(await store.postedPapers(to)).toEqual(new Set(['old', 'twice']));
      expect((await store.marks(to)).map(({ paperId }) => paperId).sort()).toEqual(['p1', 'p2']);
      expect(await store.changes(to, 9)).toHaveLength(1);

      // Of two that follow something, the settings of the new one stay; what both have is there once.
      const other = newPlace();
      await store.savePlace(state(other, { size: 7 }));
      await store.follow({ place: other, ...moe, baseline: 8 });
      await store.follow({ place: other, ...mamba });
      await store.recordIssue(issue(other, '2026-05-06', ['new']), { seen: 9, lastDate: '2026-05-06' }, 1);
      await store.movePlace(to, other);
      expect(await store.place(other)).toMatchObject({ size: 7 });
      expect((await store.subscriptions(other)).map(({ baseline }) => baseline).sort()).toEqual([0, 8]);
      expect(await store.issue(other, '2026-05-06')).toMatchObject({ papers: [{ id: 'new' }] });
      expect(await store.issue(other, '2026-05-05')).toMatchObject({ papers: [{ id: 'old' }] });
    });

    it('removes places that are gone for good, after a while', async () => {
      const [gone, archived, fresh] = [newPlace(), newPlace(), newPlace()];
      await store.savePlace(state(gone, { stopped: { at: -100, reason: 'deleted' } }));
      await store.follow({ place: gone, topic: topic('moe'), addedBy: 'ada', addedAt: 0, baseline: 0 });
      await store.savePlace(
        state(archived, { stopped: { at: -100, reason: 'archived', remedy: 'unarchive it' } }),
      );
      await store.savePlace(state(fresh, { stopped: { at: -50, reason: 'deleted' } }));
      expect(await store.removeGone(-60)).toBe(1);
      expect(await store.place(gone)).toBeUndefined();
      expect(await store.subscriptions(gone)).toEqual([]);
      expect([
        (await store.place(archived))?.stopped?.reason,
        (await store.place(fresh))?.stopped?.reason,
      ]).toEqual(['archived', 'deleted']);
    });

    it('keeps rules, lines and installations of platforms', async () => {
      expect(await store.changeRule('slack', 'T1')).toBe('anyone');
      await store.setChangeRule('slack', 'T1', ['U1', 'U2']);
      await store.setChangeRule('slack', 'T1', 'owners');
      expect(await store.changeRule('slack', 'T1')).toBe('owners');
      await store.keepLine('k1', 'search "x"');
      await store.keepLine('k1', 'search "x"');
      expect([await store.lineOf('k1'), await store.lineOf('k2')]).toEqual(['search "x"', undefined]);
      await store.writeInstallation('T1', 'one');
      await store.writeInstallation('T1', 'two');
      expect(await store.readInstallation('T1')).toBe('two');
      await store.writeInstallation('T0', 'zero');
      expect(await store.installations()).toEqual([
        { workspace: 'T0', sealed: 'zero' },
        { workspace: 'T1', sealed: 'two' },
      ]);
      await store.removeInstallation('T1');
      expect(await store.readInstallation('T1')).toBeUndefined();
    });

    intakeCases(() => store);
    joinCases(() => store);
    if (amends) amendmentCases(() => store);
    hostCases(() => store);
    beatCases(() => store);
    vectorCases(() => store);
    addedFeedCases(() => store);
    sharedLinkCases(() => store, newPlace);
    publicationCases({
      store: () => store,
      newPlace: async () => {
        const place = newPlace();
        await store.savePlace(state(place));
        return place;
      },
    });
  });
}
