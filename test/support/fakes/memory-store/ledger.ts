import { defined } from '../../../../src/defined.ts';
import { StaleIssueError } from '../../../../src/errors.ts';
import type { Issue, IssueDraft, LedgerStore, Part, PartKey } from '../../../../src/ports/store/ledger.ts';
import type { Overdue, PlaceStore } from '../../../../src/ports/store/places.ts';
import { addDays, type LocalDate, utcDate } from '../../../../src/topics/calendar/local-date.ts';
import { type Place, parsePlace, placeKey } from '../../../../src/topics/place.ts';
import { topicKey } from '../../../../src/topics/topic.ts';
import type { memoryPlaces } from './places.ts';

type Mutable<Noun> = { -readonly [Field in keyof Noun]: Noun[Field] };
type PartRow = Mutable<Part> & { leasedUntil?: number };
type IssueRow = Mutable<Omit<Issue, 'parts'>> & { parts: PartRow[]; failedAt?: number; notBefore?: number };

const clockToleranceMs = 2 * 60 * 60_000;

/** What was planned and posted, in memory. @param becameOther whether a paper turned out to be another one */
export function memoryLedger(places: ReturnType<typeof memoryPlaces>, becameOther: (id: string) => boolean) {
  const issues = new Map<string, IssueRow[]>();
  const posted = new Map<string, Map<string, LocalDate>>();
  const issuesOf = (place: Place) => issues.get(placeKey(place)) ?? [];
  const find = (place: Place, localDate: LocalDate) =>
    issuesOf(place).find((issue) => issue.localDate === localDate);
  const partOf = ({ place, localDate, number }: PartKey) =>
    find(place, localDate)?.parts.find((part) => part.number === number);
  const toIssue = ({ failedAt: _, notBefore: __, parts, ...issue }: IssueRow): Issue => ({
    ...issue,
    parts: parts.map(({ leasedUntil: ___, ...part }) => ({ ...part })),
  });
  const isOpen = ({ doneAt, retryAt = 0 }: IssueRow, now: number) => doneAt === undefined && retryAt <= now;
  const promised = (place: Place) =>
    issuesOf(place)
      .filter(({ doneAt }) => doneAt === undefined)
      .flatMap(({ parts }) => parts.flatMap(({ papers }) => papers));
  const told = (place: Place) =>
    new Set([...(posted.get(placeKey(place))?.keys() ?? []), ...promised(place)]);

  function refuseStale({ place, localDate, papers, parts }: IssueDraft): void {
    if (papers.some(({ id }) => becameOther(id)))
      throw new StaleIssueError(
        `a paper turned out to be another one while the issue of ${localDate} was composed`,
      );
    const before = told(place);
    if (parts.some((part) => part.papers.some((id) => before.has(id))))
      throw new StaleIssueError(
        `a paper was told to ${placeKey(place)} while the issue of ${localDate} was composed`,
      );
  }

  const store: LedgerStore = {
    async recordIssue(draft, progress, now) {
      const { place, localDate, dueAt, kind, papers, parts, previous, matchedTopics } = draft;
      const row = places.rows.get(placeKey(place));
      const isPrevious = row !== undefined && row.state.lastDate === previous;
      const known = find(place, localDate);
      if (known === undefined) {
        refuseStale(draft);
        if (!isPrevious) throw new StaleIssueError(`another issue of ${placeKey(place)} was written`);
        const written: IssueRow = {
          ...{ place, localDate, kind, papers, plannedAt: now, tries: 0, ...defined({ dueAt }) },
          parts: parts.map((part, number) => ({ ...part, number, status: 'planned' })),
        };
        issues.set(placeKey(place), [...issuesOf(place), written]);
        row.subscriptions = row.subscriptions.map((each) =>
          matchedTopics.includes(topicKey(each.topic)) ? { ...each, lastMatchAt: now } : each,
        );
        row.state = {
          ...row.state,
          seen: Math.max(row.state.seen, progress.seen),
          ...defined({ checkedAt: progress.checkedAt }),
        };
      }
      if (isPrevious) {
        const { nextAt: _, ...state } = row.state;
        const dates = [state.lastDate, progress.lastDate].filter((date) => date !== undefined);
        row.state = { ...state, ...defined({ lastDate: dates.sort().at(-1), nextAt: progress.nextAt }) };
      }
      const issue = find(place, localDate);
      if (issue === undefined) throw new Error('it vanished');
      return toIssue(issue);
    },
    async issue(place, localDate) {
      const issue = find(place, localDate);
      return issue && toIssue(issue);
    },
    postedIssues: async (place, limit) =>
      issuesOf(place)
        .filter(({ parts }) => parts.some(({ status }) => status === 'sent'))
        .toSorted((a, b) => (a.localDate < b.localDate ? 1 : -1))
        .slice(0, limit)
        .map(toIssue),
    async latestIssue(place, now) {
      const [latest] = issuesOf(place)
        .filter(({ plannedAt }) => plannedAt <= now)
        .toSorted((a, b) => b.plannedAt - a.plannedAt || (a.localDate > b.localDate ? -1 : 1));
      return latest && toIssue(latest);
    },
    placesToDeliver: async (now, limit) =>
      [...issues]
        .map(([key, all]) => ({ key, open: all.filter((issue) => isOpen(issue, now)) }))
        .filter(({ key, open }) => open.length > 0 && places.rows.get(key)?.state.stopped === undefined)
        .filter(({ key }) => places.rows.has(key))
        .sort((a, b) => plannedFirst(a.open) - plannedFirst(b.open))
        .slice(0, limit)
        .map(({ key }) => parsePlace(key)),
    openIssues: async (place, now) =>
      issuesOf(place)
        .filter((issue) => isOpen(issue, now))
        .toSorted((a, b) => (a.localDate < b.localDate ? -1 : 1))
        .map(toIssue),
    async claimPart(key, now, leaseMs) {
      const part = partOf(key);
      const { leasedUntil = 0 } = part ?? {};
      const isLeased = leasedUntil > now && leasedUntil <= now + leaseMs + clockToleranceMs;
      const isDoubtful = part?.status === 'sending' && !isLeased;
      if (part === undefined || (part.status !== 'planned' && !isDoubtful)) return 'busy';
      const claim = part.status === 'planned' ? 'fresh' : 'doubtful';
      part.triedAt = claim === 'fresh' ? now : (part.triedAt ?? now);
      part.status = 'sending';
      part.leasedUntil = now + leaseMs;
      return claim;
    },
    async releasePart(key) {
      const part = partOf(key);
      if (part?.status !== 'sending') return;
      part.status = 'planned';
      delete part.leasedUntil;
    },
    async completePart(key, ref) {
      const part = partOf(key);
      if (part === undefined) return;
      Object.assign(part, { status: 'sent', ref });
      const own = posted.get(placeKey(key.place)) ?? new Map<string, LocalDate>();
      for (const id of part.papers) if (!own.has(id)) own.set(id, key.localDate);
      posted.set(placeKey(key.place), own);
    },
    async recordPosted(place, localDate, papers) {
      const own = posted.get(placeKey(place)) ?? new Map<string, LocalDate>();
      for (const id of papers) if (!own.has(id)) own.set(id, localDate);
      posted.set(placeKey(place), own);
    },
    async postponeIssue(place, localDate, { failedAt, notBefore, retryAt, problem }) {
      const issue = find(place, localDate);
      if (issue === undefined || issue.doneAt !== undefined) return;
      Object.assign(issue, { tries: issue.tries + 1, retryAt, problem, failedAt, notBefore });
    },
    async retryWhereAnswered(now) {
      const all = [...issues.values()].flat();
      for (const late of all) {
        const { doneAt, retryAt = 0, notBefore = now + 1, failedAt = now } = late;
        const isWaiting =
          doneAt === undefined && retryAt > now && notBefore <= now && failedAt <= now - 60_000;
        const isAnswered = all.some(
          (good) =>
            (good.doneAt ?? 0) > failedAt &&
            good.kind !== 'none' &&
            good.place.platform === late.place.platform,
        );
        if (isWaiting && isAnswered) late.retryAt = now;
      }
    },
    async finishIssue(place, localDate, now) {
      const issue = find(place, localDate);
      if (issue === undefined || issue.doneAt !== undefined) return;
      issue.doneAt = now;
      delete issue.retryAt;
      delete issue.problem;
    },
    async endLeases() {
      for (const part of [...issues.values()].flat().flatMap(({ parts }) => parts)) delete part.leasedUntil;
    },
    async posted(place, ids) {
      const own = posted.get(placeKey(place));
      return new Map([...(own ?? [])].filter(([id]) => ids.includes(id)));
    },
    postedPapers: async (place) => told(place),
    consideredPapers: async (place) =>
      new Set(issuesOf(place).flatMap(({ papers }) => papers.map(({ id }) => id))),
    async newByTopic(place, since) {
      return issuesOf(place)
        .filter(({ localDate }) => localDate >= since)
        .toSorted((a, b) => (a.localDate < b.localDate ? -1 : 1))
        .flatMap(({ localDate, papers }) => {
          const counts = new Map<string, number>();
          for (const { outcome, topics } of papers)
            if (outcome === 'new' || outcome === 'over')
              for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
          return [...counts]
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([topic, count]) => ({ topic, localDate, papers: count }));
        });
    },
    async postedSince(place, since) {
      const shown = issuesOf(place)
        .filter(({ localDate }) => localDate >= since)
        .toSorted((a, b) => (a.localDate > b.localDate ? -1 : 1))
        .flatMap(({ papers }) => papers.filter(({ outcome }) => !['over', 'hidden'].includes(outcome)));
      return [...new Set(shown.map(({ id }) => id))];
    },
    async leftOut(place, since, limit) {
      const own = posted.get(placeKey(place));
      const found = issuesOf(place)
        .filter(({ localDate }) => localDate >= since)
        .toSorted((a, b) => (a.localDate > b.localDate ? -1 : 1))
        .flatMap(({ papers }) => papers.map((paper, rank) => ({ paper, rank })))
        .filter(({ paper }) => paper.outcome === 'over' && !own?.has(paper.id));
      const newest = new Map(found.toReversed().map((each) => [each.paper.id, each]));
      return [...newest.values()]
        .toReversed()
        .toSorted((a, b) => a.rank - b.rank)
        .slice(0, limit)
        .map(({ paper }) => paper);
    },
    paperHistory: async (place, paperId) =>
      issuesOf(place)
        .toSorted((a, b) => (a.localDate > b.localDate ? -1 : 1))
        .flatMap(({ papers, localDate }) =>
          papers.filter(({ id }) => id === paperId).map((paper) => ({ ...paper, localDate })),
        ),
  };

  const placesWithIssues: Pick<PlaceStore, 'forgetFuture' | 'overdue'> = {
    async forgetFuture(now, place) {
      const lastReal = addDays(utcDate(now), 2);
      for (const row of places.rows.values()) {
        if (place !== undefined && placeKey(row.state.place) !== placeKey(place)) continue;
        const { since, checkedAt, lastDate, nextAt: _, ...state } = row.state;
        const isAhead = (instant = 0) => instant > now + clockToleranceMs;
        for (const issue of issuesOf(state.place).filter(({ doneAt }) => doneAt === undefined)) {
          if (isAhead(issue.failedAt)) Object.assign(issue, { retryAt: now, failedAt: now, notBefore: now });
        }
        if (!isAhead(since) && !isAhead(checkedAt) && (lastDate ?? '') <= lastReal) continue;
        const dates = issuesOf(state.place).filter(
          (issue) => issue.plannedAt <= now && issue.localDate <= lastReal,
        );
        row.state = {
          ...state,
          since: Math.min(since, now),
          nextAt: now,
          ...defined({
            checkedAt: checkedAt === undefined ? undefined : Math.min(checkedAt, now),
            lastDate: dates
              .map(({ localDate }) => localDate)
              .sort()
              .at(-1),
          }),
        };
      }
    },
    async overdue(before, limit) {
      const late = [...places.rows].flatMap(([key, { state, subscriptions }]) => {
        const { place, schedule, stopped, nextAt = before + 1 } = state;
        if (stopped !== undefined || subscriptions.length === 0) return [];
        const due: { at: number; overdue: Overdue }[] =
          nextAt <= before ? [{ at: nextAt, overdue: { place, schedule } }] : [];
        const [first] = (issues.get(key) ?? [])
          .filter(
            ({ doneAt, retryAt, plannedAt }) => doneAt === undefined && (retryAt ?? plannedAt) <= before,
          )
          .toSorted((a, b) => (a.localDate < b.localDate ? -1 : 1));
        if (first === undefined) return due;
        const { localDate, plannedAt, retryAt = plannedAt } = first;
        return [...due, { at: retryAt, overdue: { place, schedule, issue: { localDate, plannedAt } } }];
      });
      return late
        .sort((a, b) => a.at - b.at)
        .slice(0, limit)
        .map(({ overdue }) => overdue);
    },
  };

  return {
    datesOf: (place: Place) => issuesOf(place).map(({ localDate }) => localDate),
    store: { ...store, ...placesWithIssues },
    issues,
    posted,
    /** What is known of `gone` is known of `stays` from now on. */
    join(gone: string, stays: string): void {
      const renamed = (ids: readonly string[]) => [...new Set(ids.map((id) => (id === gone ? stays : id)))];
      for (const issue of [...issues.values()].flat()) {
        for (const part of issue.parts) if (part.papers.includes(gone)) part.papers = renamed(part.papers);
        const isThere = issue.papers.some(({ id }) => id === stays);
        issue.papers = issue.papers.flatMap((paper) =>
          paper.id !== gone ? [paper] : isThere ? [] : [{ ...paper, id: stays }],
        );
      }
      for (const own of posted.values()) {
        const date = own.get(gone);
        if (date === undefined) continue;
        own.delete(gone);
        own.set(stays, [date, own.get(stays) ?? date].sort()[0] ?? date);
      }
    },
  };
}

const plannedFirst = (issues: readonly { readonly plannedAt: number }[]): number =>
  Math.min(...issues.map(({ plannedAt }) => plannedAt));
