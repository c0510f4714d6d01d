import type { Mark, MarkStore } from '../../../../src/ports/store/papers.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import { placeKey } from '../../../../src/topics/place.ts';
import { memoryHostStore } from '../memory-host-store.ts';
import { memoryAddedFeeds } from './added-feeds.ts';
import { memoryLedger } from './ledger.ts';
import { createMemoryVectors } from './memory-vectors.ts';
import { moveInMemory } from './move-place.ts';
import { memoryPapers } from './papers.ts';
import { memoryBeats, memoryPlaces, memoryPlatforms } from './places.ts';
import { memoryPublications } from './publications.ts';
import { memorySharedLinks } from './shared-links.ts';

/**
 * A store in memory, a hundred times faster than PGlite, for tests that live through many days. The contract of stores holds
 * it to what PostgreSQL does. It makes no amendments, and notes no changes of saves.
 */
export function createMemoryStore(): Store {
  const marks = new Map<string, Mark[]>();
  const papers = memoryPapers((gone, stays) => {
    ledger.join(gone, stays);
    shared.join(gone, stays);
    for (const [key, own] of marks) marks.set(key, joinMarks(own, gone, stays));
  });
  const { vectors, keepVectors } = createMemoryVectors();
  const places = memoryPlaces((place) => ledger.datesOf(place));
  const ledger: ReturnType<typeof memoryLedger> = memoryLedger(places, (id) => papers.liveId(id) !== id);
  const { forgetWorkspacesWithout, ...addedFeeds } = memoryAddedFeeds(places);
  const published = memoryPublications(places);
  const shared: ReturnType<typeof memorySharedLinks> = memorySharedLinks(papers.liveId);
  const hosts = memoryHostStore();
  const beats = memoryBeats();
  const marksStore = memoryMarks(marks, papers.liveId);
  return {
    ...papers.store,
    ...hosts,
    ...beats,
    ...places.store,
    ...ledger.store,
    ...marksStore,
    ...published.store,
    ...shared.store,
    ...memoryPlatforms(),
    ...addedFeeds,
    // Which papers lack something is a question of SQL.
    papersToEnrich: async () => [],
    rememberAsked: async () => {},
    async removeGone(before) {
      const keys = [...places.rows.keys()];
      const count = await places.store.removeGone(before);
      forgetWorkspacesWithout(keys.filter((key) => !places.rows.has(key)));
      return count;
    },
    vectors,
    keepVectors,
    async forgetFuture(now, place) {
      await ledger.store.forgetFuture(now, place);
      if (place !== undefined) return;
      const lastTickAt = (await beats.lastBeat('tick')) ?? 0;
      for (const row of lastTickAt > now + 2 * 60 * 60_000 ? places.rows.values() : [])
        if ((row.state.nextAt ?? 0) > now) row.state = { ...row.state, nextAt: now };
      hosts.forgetFuture(now);
      papers.forgetFuture(now);
    },
    async movePlace(from, to) {
      moveInMemory({ places, ledger, marks, links: shared.links, ...published }, from, to);
    },
    noteSavesChange: async () => {},
    areSavesChangesDue: async () => false,
    takeSavesChanges: async () => [],
    finishSavesChange: async () => {},
    postponeSavesChange: async () => {},
    dueAmendments: async () => [],
    finishAmendment: async () => false,
    postponeAmendment: async () => {},
    close: async () => {},
  };
}

const personOf = ({ person, personId = person }: Pick<Mark, 'person' | 'personId'>) => personId;

function memoryMarks(marks: Map<string, Mark[]>, liveId: (id: string) => string): MarkStore {
  return {
    async mark(place, { paperId, ...mark }) {
      const id = liveId(paperId);
      const isOwn = (each: Mark) =>
        each.paperId === id &&
        (personOf(each) === personOf(mark) || each.personId === undefined) &&
        each.person === mark.person;
      const others = (marks.get(placeKey(place)) ?? []).filter((each) => !isOwn(each));
      marks.set(placeKey(place), [...others, { ...mark, paperId: id }]);
    },
    async unmark(place, { paperId, kind, ...who }) {
      const all = marks.get(placeKey(place)) ?? [];
      const isMeant = (each: Mark) =>
        each.paperId === liveId(paperId) &&
        each.kind === kind &&
        (personOf(each) === personOf(who) || (each.personId === undefined && each.person === who.person));
      const left = all.filter((each) => !isMeant(each));
      marks.set(placeKey(place), left);
      return left.length < all.length;
    },
    marks: async (place) =>
      (marks.get(placeKey(place)) ?? []).toSorted((a, b) => b.at - a.at || (a.paperId < b.paperId ? -1 : 1)),
  };
}

/** Of two marks of one person, the later one stays. */
function joinMarks(all: readonly Mark[], gone: string, stays: string): Mark[] {
  const byPerson = new Map<string, Mark>();
  for (const mark of all.map((each) => (each.paperId === gone ? { ...each, paperId: stays } : each))) {
    const key = JSON.stringify([mark.paperId, personOf(mark)]);
    const known = byPerson.get(key);
    if (known === undefined || known.at < mark.at) byPerson.set(key, mark);
  }
  return [...byPerson.values()];
}
