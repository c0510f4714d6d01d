import fc from 'fast-check';
import { expect } from 'vitest';
import type { PaperRecord } from '../../src/corpus/record.ts';
import type { Store } from '../../src/ports.ts';
import { forms } from './paper-forms.ts';
import { openPlace, planPapers, postPapers } from './sample-place.ts';

/** What happens: forms of papers come in, an issue is composed of what arrived, or the one that was is planned. */
export type Step =
  | { readonly do: 'takeIn'; readonly quiet: boolean; readonly page: readonly (readonly [number, number])[] }
  | { readonly do: 'compose' }
  | { readonly do: 'plan'; readonly post: boolean };

const papers = 3;
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('takeIn' as const),
      quiet: fc.boolean(),
      page: fc.array(fc.tuple(fc.nat(papers - 1), fc.nat(2)), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'compose' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('plan' as const), post: fc.boolean() }) },
);

const [early, late, both] = [0, 1, 2].map((form) => [[0, form]] as const) as [Page, Page, Page];
type Page = readonly [readonly [number, number]];
const takeIn = (page: Page, quiet = false): Step => ({ do: 'takeIn', quiet, page });
const issue: readonly Step[] = [{ do: 'compose' }, { do: 'plan', post: true }];

/** Each once lost or doubled a paper. */
export const lives: [Step[]][] = [
  [[takeIn(early, true), ...issue, takeIn(late), takeIn(both, true)]],
  [[takeIn(early, true), takeIn(late), takeIn([[1, 0]]), ...issue, takeIn(both, true)]],
  [[takeIn(early, true), ...issue, takeIn(early)]],
  [[takeIn(early), takeIn(late), { do: 'compose' }, takeIn(both), { do: 'plan', post: true }]],
  [[takeIn(late), ...issue, takeIn(early), { do: 'compose' }, takeIn(both), { do: 'plan', post: true }]],
  [[takeIn(early), { do: 'compose' }, takeIn(late), takeIn(both), { do: 'plan', post: false }]],
];

const now = Date.parse('2026-02-20T12:00:00Z');

/** A place and three papers, each in three forms. */
export async function startLife(store: Store, name: string) {
  const place = await openPlace(store);
  const [revision, start] = [await store.latestRevision(), await store.latestArrival()];
  const records = Array.from({ length: papers }, (_, n) =>
    Object.values(forms(`${name}paper${n}`, { published: '2026-02-10' })),
  );
  /** Of which a form came in a page that is not quiet. */
  const loud = new Set<number>();
  const told: string[] = [];
  let seen = start;
  let day = 0;
  let draft: { readonly ids: readonly string[]; readonly upTo: number } | undefined;

  const liveIds = (ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => (await store.arrivalOf(id))?.paper.id ?? `${id} is gone`));

  async function takeInPage(page: readonly PaperRecord[], quiet: boolean) {
    const intake = { source: name, records: page, rejects: [], skipped: 0, cursor: null };
    const counts = await store.takeIn({ ...intake, ...(quiet && { quietBefore: '2026-02-15' }) }, now);
    expect(counts.added + counts.merged + counts.known).toBe(page.length);
    return counts;
  }

  async function compose() {
    const upTo = await store.latestArrival();
    const before = await store.postedPapers(place);
    const ids = (await store.arrivals(seen, upTo))
      .map(({ paper }) => paper.id)
      .filter((id) => !before.has(id));
    return { ids, upTo };
  }

  async function plan({ ids, upTo }: NonNullable<typeof draft>, post: boolean): Promise<void> {
    const write = post ? postPapers : planPapers;
    await write(store, place, `2026-06-${String(day + 1).padStart(2, '0')}`, ids);
    day++;
    seen = upTo;
    const [live, before] = [await liveIds(ids), await liveIds(told)];
    expect(new Set(live).size).toBe(ids.length);
    expect(live.filter((id) => before.includes(id))).toEqual([]);
    told.push(...ids);
  }

  return {
    async take(step: Step): Promise<void> {
      if (step.do === 'compose') draft = await compose();
      else if (step.do === 'takeIn') {
        if (!step.quiet) for (const [paper] of step.page) loud.add(paper);
        const page = step.page.map(([paper, form]) => records[paper]?.[form] as PaperRecord);
        await takeInPage(page, step.quiet);
      } else if (draft !== undefined) {
        // Refused, it is composed anew, and is not refused again.
        await plan(draft, step.post).catch(async (error) => {
          if (!/turned out to be another one|was told to/.test(String(error))) throw error;
          await plan(await compose(), step.post);
        });
        draft = undefined;
      }
    },
    /** Whoever has not said so yet says now which forms are of one paper, and all that is news is told. */
    async end(): Promise<void> {
      await takeInPage(
        records.map(([, , both]) => both as PaperRecord),
        true,
      );
      await plan(await compose(), true);
      const changes = await store.changedPapers(revision, 1_000);
      const live = new Set(changes.flatMap(({ id, paper }) => (paper === undefined ? [] : [id])));
      expect(live.size).toBe(papers);
      expect(changes.filter(({ becameId }) => becameId !== undefined && !live.has(becameId))).toEqual([]);
      expect([...(await store.postedPapers(place))].filter((id) => !live.has(id))).toEqual([]);
      const news = await store.arrivals(start, await store.latestArrival());
      expect(news).toHaveLength(loud.size);
      expect(new Set(await liveIds(told))).toEqual(new Set(news.map(({ paper }) => paper.id)));
      expect((await takeInPage(records.flat(), true)).added).toBe(0);
    },
  };
}
