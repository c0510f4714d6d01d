import type { Paper } from '../../../../src/corpus/paper.ts';
import { possibleIds } from '../../../../src/corpus/paper-id.ts';
import { type FormerFacts, paperVersions } from '../../../../src/corpus/paper-versions.ts';
import type { PaperRecord } from '../../../../src/corpus/record.ts';
import { defined } from '../../../../src/defined.ts';
import { decideRecords, keyRecord } from '../../../../src/intake/decide/decide-records.ts';
import { type NewsRules, newsRules } from '../../../../src/intake/decide/news.ts';
import { newPapers, paperWrites, type StoredPaper } from '../../../../src/intake/decide/record-set.ts';
import { countIntake } from '../../../../src/intake/rounds/counts.ts';
import type { IntakeStore, PaperChange } from '../../../../src/ports/store/intake.ts';
import type { Arrival, PaperStore } from '../../../../src/ports/store/papers.ts';
import { memorySources } from './sources.ts';

interface Row {
  readonly id: string;
  /** Absent for a paper that turned out to be another one. */
  paper?: Paper;
  became?: string;
  quiet: boolean;
  arrival: number;
  revision: number;
  firstSeenAt: number;
  readonly former: { readonly arrival: number; readonly facts: FormerFacts }[];
}

/** Papers in memory, decided by the same rules. @param onJoin what is known of `gone` is known of `stays` from now on */
export function memoryPapers(onJoin: (gone: string, stays: string) => void) {
  const rows = new Map<string, Row>();
  const keys = new Map<string, Set<string>>();
  const sources = memorySources();
  const all = () => [...rows.values()];
  const latest = (field: 'arrival' | 'revision') => all().reduce((max, row) => Math.max(max, row[field]), 0);
  const live = (id: string): Row | undefined => {
    const row = rows.get(id);
    return row?.became === undefined ? row : rows.get(row.became);
  };
  const announced = () => all().filter(({ quiet, became }) => !quiet && became === undefined);
  const toArrival = (
    { paper, arrival: present, firstSeenAt, quiet, former }: Row,
    upTo: number,
  ): Arrival[] => {
    if (paper === undefined) return [];
    const known = paperVersions({ paper, arrival: present }, former).filter(({ arrival }) => arrival <= upTo);
    const last = known.at(-1);
    if (last === undefined) return [];
    const earlier = known.length > 1 ? known.slice(0, -1) : undefined;
    return [{ ...last, firstSeenAt, ...defined({ earlier, quiet: quiet || undefined }) }] as Arrival[];
  };
  const learn = (key: string, paper: string) => {
    const known = keys.get(key) ?? new Set();
    keys.set(key, known.add(paper));
  };
  const storedFor = (wanted: ReadonlySet<string>): StoredPaper[] => {
    const found = new Map<string, string[]>();
    for (const key of wanted)
      for (const id of keys.get(key) ?? []) found.set(id, [...(found.get(id) ?? []), key]);
    return [...found]
      .flatMap(([id, own]) => {
        const row = rows.get(id);
        return row?.paper === undefined ? [] : [{ ...row, paper: row.paper, keys: own }];
      })
      .sort((a, b) => a.arrival - b.arrival);
  };

  function join(gone: string, stays: string): void {
    for (const known of keys.values()) if (known.delete(gone)) known.add(stays);
    onJoin(gone, stays);
    for (const row of all().filter(({ id, became }) => id === gone || became === gone)) {
      row.became = stays;
      delete row.paper;
      row.former.length = 0;
      row.revision = latest('revision') + 1;
    }
  }

  function takeInRecords(
    records: readonly PaperRecord[],
    rules: NewsRules,
    now: number,
    keepGivenIds: boolean,
  ) {
    const keyed = records.map(keyRecord);
    const decided = decideRecords(keyed, storedFor(new Set(keyed.flatMap((each) => each.keys))), rules);
    const given = new Set<string>();
    for (const each of newPapers(decided.papers)) {
      const id = freeId(each.paper, (one) => rows.has(one) || given.has(one));
      given.add(id);
      each.paper = { ...each.paper, id };
    }
    const writes = paperWrites(decided.papers, rules, now);
    const add = (id: string, row: Partial<Row>) =>
      rows.set(id, {
        ...{ id, quiet: false, firstSeenAt: now, former: [] },
        arrival: latest('arrival') + 1,
        revision: latest('revision') + 1,
        ...row,
      });
    for (const { paper, quiet } of writes.added) add(paper.id, { paper, quiet });
    for (const { paper, quiet } of writes.changed)
      Object.assign(rows.get(paper.id) ?? {}, { paper, quiet, revision: latest('revision') + 1 });
    for (const { paper } of writes.nowNews)
      Object.assign(rows.get(paper.id) ?? {}, { arrival: latest('arrival') + 1, firstSeenAt: now });
    for (const { paper, arrival, facts } of writes.lookedAtAgain) {
      rows.get(paper)?.former.push({ arrival, facts });
      Object.assign(rows.get(paper) ?? {}, { arrival: latest('arrival') + 1 });
    }
    for (const { gone, stays } of writes.joined) join(gone, stays);
    for (const { key, paper } of writes.newKeys) learn(key, paper);
    for (const { gone, stays } of keepGivenIds ? writes.otherIds : [])
      if (!rows.has(gone)) add(gone, { became: stays });
    const counts = { added: 0, merged: 0, known: 0, skipped: 0 };
    for (const outcome of decided.outcomes) counts[outcome]++;
    return counts;
  }

  const { forgetFuture, record: recordSource, ...ofSources } = sources;
  const store: PaperStore & IntakeStore = {
    ...ofSources,
    addPapers: async (papers, now) =>
      takeInRecords(
        papers.map((paper) => ({ paper, isNew: true })),
        { areFactsOld: true },
        now,
        true,
      ).added,
    async takeIn(intake, now) {
      for (const { excerpt } of intake.rejects) if (excerpt === undefined) throw new Error('no excerpt');
      const rules = newsRules(intake.quietBefore, now);
      const counts = countIntake(intake, takeInRecords(intake.records, rules, now, false));
      recordSource(intake, counts, now);
      return counts;
    },
    arrivals: async (after, upTo) =>
      announced()
        .filter(({ arrival, former }) =>
          [arrival, ...former.map((each) => each.arrival)].some((each) => each > after && each <= upTo),
        )
        .flatMap((row) => toArrival(row, upTo))
        .sort((a, b) => a.arrival - b.arrival),
    async arrivalOf(paperId) {
      const row = live(paperId);
      return row && toArrival(row, Number.POSITIVE_INFINITY)[0];
    },
    latestArrival: async () => latest('arrival'),
    latestRevision: async () => latest('revision'),
    countArrivalsSince: async (instant) =>
      announced().filter(({ firstSeenAt }) => firstSeenAt >= instant).length,
    countArrivals: async (after) =>
      announced().filter(
        ({ arrival, former }) => Math.min(arrival, ...former.map((each) => each.arrival)) > after,
      ).length,
    changedPapers: async (after, limit) =>
      all()
        .filter(({ revision }) => revision > after)
        .sort((a, b) => a.revision - b.revision)
        .slice(0, limit)
        .flatMap(({ id, revision, paper, became }): PaperChange[] => {
          if (became !== undefined) return [{ id, revision, becameId: became }];
          return paper === undefined ? [] : [{ id, revision, paper }];
        }),
  };
  return { store, forgetFuture, liveId: (id: string) => live(id)?.id ?? id };
}

function freeId(paper: Paper, isTaken: (id: string) => boolean): string {
  for (const id of possibleIds(paper)) if (!isTaken(id)) return id;
  return paper.id;
}
