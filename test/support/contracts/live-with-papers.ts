import fc from 'fast-check';
import { expect } from 'vitest';
import type { Paper } from '../../../src/corpus/paper.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { forms } from './paper-forms.ts';
import { openPlace, planPapers, postPapers } from './sample-place.ts';

/** Records that come in together: which paper, in which form. */
interface Page {
  readonly quiet: boolean;
  readonly records: readonly (readonly [paper: number, form: number])[];
}

/** An issue is composed after the pages `before`, and recorded after the pages `between`. */
export interface Round {
  readonly before: readonly Page[];
  readonly between: readonly Page[];
  /** What the place gets on a day without news. */
  readonly whenEmpty: 'archive' | 'silent';
  readonly post: boolean;
}

const papers = 3;
const page: fc.Arbitrary<Page> = fc.record({
  quiet: fc.boolean(),
  records: fc.array(fc.tuple(fc.nat(papers - 1), fc.nat(2)), { minLength: 1, maxLength: 4 }),
});
export const round: fc.Arbitrary<Round> = fc.record({
  before: fc.array(page, { maxLength: 2 }),
  between: fc.array(page, { maxLength: 2 }),
  whenEmpty: fc.constantFrom('archive', 'silent'),
  post: fc.boolean(),
});

const of = (form: number, quiet = false): Page => ({ quiet, records: [[0, form]] });
const [early, late, both] = [of(0), of(1), of(2)];
const quietEarly = of(0, true);
const issue = (before: readonly Page[], between: readonly Page[] = []): Round => ({
  before,
  between,
  whenEmpty: 'silent',
  post: true,
});

/** Each of these once lost a paper or posted it twice. */
export const lives: [Round[]][] = [
  [[issue([quietEarly]), issue([late, both])]],
  [[issue([quietEarly]), issue([early])]],
  [[issue([early, late], [both])]],
  [[issue([late]), issue([early], [both])]],
  [[issue([quietEarly]), issue([late]), { ...issue([], [both]), whenEmpty: 'archive' }]],
];

const now = Date.parse('2026-02-20T12:00:00Z');

/** The life of a place and three papers, each of which has three forms. */
export async function startLife(store: Store, name: string) {
  const place = await openPlace(store);
  const [revision, start] = [await store.latestRevision(), await store.latestArrival()];
  const records = Array.from({ length: papers }, (_, n) =>
    Object.values(forms(`${name}paper${n}`, { published: '2026-02-10' })),
  );
  /** Papers of which a form came in a page that is not quiet. */
  const loud = new Set<number>();
  const told: string[] = [];
  let seen = start;
  let day = 0;

  const liveIds = (ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => (await store.arrivalOf(id))?.paper.id ?? `${id} is gone`));

  async function takeInPage(page: readonly PaperRecord[], quiet: boolean) {
    const intake = { source: name, records: page, rejects: [], skipped: 0, cursor: null };
    const counts = await store.takeIn({ ...intake, ...(quiet && { quietBefore: '2026-02-15' }) }, now);
    expect(counts.added + counts.merged + counts.known).toBe(page.length);
    return counts;
  }

  /** Chooses papers as digests do. */
  async function compose(whenEmpty: Round['whenEmpty']) {
    const upTo = await store.latestArrival();
    const before = await store.postedPapers(place);
    const untold = (all: readonly Paper[]) => all.map(({ id }) => id).filter((id) => !before.has(id));
    const news = untold((await store.arrivals(seen, upTo)).map(({ paper }) => paper));
    const all = await store.changedPapers(revision, 1_000);
    if (news.length > 0 || whenEmpty === 'silent') return { ids: news, upTo };
    return { ids: untold(all.flatMap(({ paper }) => paper ?? [])), upTo };
  }

  async function plan({ ids, upTo }: Awaited<ReturnType<typeof compose>>, post: boolean): Promise<void> {
    const write = post ? postPapers : planPapers;
    await write(store, place, `2026-06-${String(day + 1).padStart(2, '0')}`, ids);
    day++;
    seen = upTo;
    const [live, before] = [await liveIds(ids), await liveIds(told)];
    expect(new Set(live).size).toBe(ids.length);
    expect(live.filter((id) => before.includes(id))).toEqual([]);
    told.push(...ids);
  }

  async function takeIn(pages: readonly Page[]): Promise<void> {
    for (const { records: named, quiet } of pages) {
      if (!quiet) for (const [paper] of named) loud.add(paper);
      await takeInPage(
        named.map(([paper, form]) => records[paper]?.[form] as PaperRecord),
        quiet,
      );
    }
  }

  return {
    async take({ before, between, whenEmpty, post }: Round): Promise<void> {
      await takeIn(before);
      const draft = await compose(whenEmpty);
      await takeIn(between);
      // A refused draft is composed again, and is not refused a second time.
      await plan(draft, post).catch(async (error) => {
        if (!/turned out to be another one|was told to/.test(String(error))) throw error;
        await plan(await compose(whenEmpty), post);
      });
    },
    /** Brings in what joins the forms of each paper, and posts all that is news. */
    async end(): Promise<void> {
      await takeInPage(
        records.map(([, , both]) => both as PaperRecord),
        true,
      );
      await plan(await compose('silent'), true);
      const changes = await store.changedPapers(revision, 1_000);
      const live = new Set(changes.flatMap(({ id, paper }) => (paper === undefined ? [] : [id])));
      expect(live.size).toBe(papers);
      expect(changes.filter(({ becameId }) => becameId !== undefined && !live.has(becameId))).toEqual([]);
      expect([...(await store.postedPapers(place))].filter((id) => !live.has(id))).toEqual([]);
      const news = await store.arrivals(start, await store.latestArrival());
      expect(news).toHaveLength(loud.size);
      expect(await liveIds(told)).toEqual(expect.arrayContaining(news.map(({ paper }) => paper.id)));
      expect((await takeInPage(records.flat(), true)).added).toBe(0);
    },
  };
}
