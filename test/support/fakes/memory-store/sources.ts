import { storableText } from '../../../../adapters/postgres/stores/rows.ts';
import { defined } from '../../../../src/defined.ts';
import { addCounts, noCounts, rejectsKept } from '../../../../src/intake/rounds/counts.ts';
import type { Counts } from '../../../../src/ports/feed.ts';
import type { Intake, IntakeStore, SourceState } from '../../../../src/ports/store/intake.ts';

type Rejects = Awaited<ReturnType<IntakeStore['rejects']>>;

/** What is remembered of sources, in memory. */
export function memorySources() {
  const states = new Map<string, SourceState>();
  const rejects = new Map<string, Rejects>();
  const of = (name: string): SourceState => states.get(name) ?? { name, totals: noCounts, failures: 0 };
  const store: Pick<IntakeStore, 'source' | 'sources' | 'endRound' | 'rejects'> = {
    source: async (name) => states.get(name),
    sources: async () => [...states.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    async endRound(name, { at, nextAt, counts, failure, note }) {
      const { nextAt: _, note: __, lastSuccessAt, lastRound, failures, ...before } = of(name);
      const failed = failure !== undefined;
      states.set(name, {
        ...before,
        lastAttemptAt: at,
        failures: failed ? failures + 1 : 0,
        ...defined({
          nextAt,
          lastSuccessAt: failed ? lastSuccessAt : at,
          lastRound: counts ?? lastRound,
          note: storableText(failure ?? note ?? '') || undefined,
        }),
      });
    },
    rejects: async (name, limit) => (rejects.get(name) ?? []).slice(0, limit),
  };
  return {
    ...store,
    forgetFuture(now: number): void {
      for (const state of states.values()) {
        const { lastAttemptAt = 0, lastSuccessAt = 0, lastAddedAt = 0 } = state;
        if (Math.max(lastAttemptAt, lastSuccessAt, lastAddedAt) <= now + 2 * 60 * 60_000) continue;
        const upToNow = (at: number) => (at === 0 ? undefined : Math.min(at, now));
        const instants = [lastAttemptAt, lastSuccessAt, lastAddedAt].map(upToNow);
        const [attempt, success, added] = instants;
        const healed = { lastAttemptAt: attempt, lastSuccessAt: success, lastAddedAt: added, nextAt: now };
        states.set(state.name, { ...state, ...defined(healed) });
      }
    },
    record({ source, cursor, rejects: said }: Intake, counts: Counts, now: number): void {
      const { cursor: _, lastAddedAt, totals, ...before } = of(source);
      states.set(source, {
        ...before,
        totals: addCounts(totals, counts),
        ...defined({ cursor, lastAddedAt: counts.added > 0 ? now : lastAddedAt }),
      });
      const fresh = said
        .map((each) => ({
          at: now,
          item: storableText(each.item),
          reason: storableText(each.reason),
          excerpt: storableText(each.excerpt),
        }))
        .reverse();
      const isAgain = (old: Rejects[number]) =>
        fresh.some(({ item, reason }) => item === old.item && reason === old.reason);
      const kept = (rejects.get(source) ?? []).filter((old) => !isAgain(old));
      rejects.set(source, [...fresh, ...kept].slice(0, rejectsKept));
    },
  };
}
