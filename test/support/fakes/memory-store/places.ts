import { defined } from '../../../../src/defined.ts';
import type { BeatStore } from '../../../../src/ports/store/beats.ts';
import type { Change, ChangeRule, PlaceStore, PlatformStore } from '../../../../src/ports/store/places.ts';
import type { LocalDate } from '../../../../src/topics/calendar/local-date.ts';
import {
  type Place,
  type PlaceState,
  placeKey,
  type Stopped,
  type Subscription,
} from '../../../../src/topics/place.ts';
import { topicKey } from '../../../../src/topics/topic.ts';

const dayMs = 24 * 60 * 60_000;

interface Unfollowed {
  readonly baseline: number;
  readonly seen: number;
  readonly at: number;
}

interface PlaceRow {
  state: PlaceState;
  subscriptions: Subscription[];
  readonly unfollowed: Map<string, Unfollowed>;
}

type KeptPlaces = Omit<PlaceStore, 'forgetFuture' | 'overdue' | 'movePlace'>;

/**
 * Places, what they follow, and who changed what, in memory.
 * @param datesOf the dates of the issues of a place
 */
export function memoryPlaces(datesOf: (place: Place) => readonly LocalDate[]) {
  const withAhead = (state: PlaceState): PlaceState => {
    const ahead = datesOf(state.place)
      .filter((date) => date > (state.lastDate ?? ''))
      .toSorted();
    return ahead.length === 0 ? state : { ...state, ahead };
  };
  const rows = new Map<string, PlaceRow>();
  const changes = new Map<string, Change[]>();
  const states = () => [...rows.values()].map(({ state }) => withAhead(state));
  const setStopped = (row: PlaceRow, stopped: Stopped | undefined) => {
    const { stopped: _, ...state } = row.state;
    row.state = stopped === undefined ? state : { ...state, stopped };
  };
  const inWorkspace =
    (platform: string, workspace: string) =>
    ({ state: { place } }: PlaceRow) =>
      place.platform === platform && place.workspace === workspace;
  const save = (state: PlaceState): PlaceState => {
    const key = placeKey(state.place);
    const row = rows.get(key) ?? { state, subscriptions: [], unfollowed: new Map() };
    // The progress stays: only an issue moves it.
    const { lastDate: _, checkedAt: __, ahead: ___, ...settings } = state;
    const { lastDate, checkedAt, seen } = row.state;
    row.state = {
      ...settings,
      seen,
      ...defined({ lastDate, checkedAt }),
    };
    rows.set(key, row);
    return withAhead(row.state);
  };
  const store: KeptPlaces = {
    async place(place) {
      const row = rows.get(placeKey(place));
      return row && withAhead(row.state);
    },
    async savePlace(state) {
      save(state);
    },
    async changePlace(first, change) {
      const row = rows.get(placeKey(first.place));
      return save(change(row === undefined ? save(first) : withAhead(row.state)));
    },
    duePlaces: async (now, limit) =>
      states()
        .filter(({ nextAt, stopped }) => nextAt !== undefined && nextAt <= now && stopped === undefined)
        .sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0))
        .slice(0, limit),
    async stopPlace(place, stopped) {
      const row = rows.get(placeKey(place));
      if (row) setStopped(row, stopped);
    },
    placesOf: async (platform, workspace) =>
      [...rows.values()]
        .filter(inWorkspace(platform, workspace))
        .map(({ state }) => withAhead(state))
        .sort((a, b) => (placeKey(a.place) < placeKey(b.place) ? -1 : 1)),
    async stopWorkspace(platform, workspace, stopped) {
      for (const row of [...rows.values()].filter(inWorkspace(platform, workspace)))
        if (row.state.stopped === undefined) setStopped(row, stopped);
    },
    async removeGone(before) {
      const gone = states().filter(
        ({ stopped }) => stopped !== undefined && stopped.remedy === undefined && stopped.at < before,
      );
      for (const { place } of gone) rows.delete(placeKey(place));
      return gone.length;
    },
    subscriptions: async (place) =>
      [...(rows.get(placeKey(place))?.subscriptions ?? [])].sort(
        (a, b) => a.addedAt - b.addedAt || (topicKey(a.topic) < topicKey(b.topic) ? -1 : 1),
      ),
    async follow(subscription) {
      const row = rows.get(placeKey(subscription.place));
      if (row === undefined) throw new Error('no such place');
      const key = topicKey(subscription.topic);
      const former = row.unfollowed.get(key);
      row.unfollowed.delete(key);
      if (row.subscriptions.some(({ topic }) => topicKey(topic) === key)) return false;
      const isUndo = former !== undefined && former.at >= subscription.addedAt - dayMs;
      row.subscriptions.push(isUndo ? { ...subscription, baseline: former.baseline } : subscription);
      if (isUndo) row.state = { ...row.state, seen: Math.min(row.state.seen, former.seen) };
      return true;
    },
    async unfollow(place, key, now) {
      const row = rows.get(placeKey(place));
      const found = row?.subscriptions.find(({ topic }) => topicKey(topic) === key);
      if (row === undefined || found === undefined) return false;
      row.subscriptions = row.subscriptions.filter((each) => each !== found);
      row.unfollowed.set(key, { baseline: found.baseline, seen: row.state.seen, at: now });
      return true;
    },
    async recordChange(place, change, scope = 'place') {
      const isMeant = inWorkspace(place.platform, place.workspace);
      const others = scope === 'workspace' ? [...rows].filter(([, row]) => isMeant(row)) : [];
      for (const key of new Set([placeKey(place), ...others.map(([each]) => each)]))
        changes.set(key, [change, ...(changes.get(key) ?? [])]);
    },
    changes: async (place, limit) => (changes.get(placeKey(place)) ?? []).slice(0, limit),
  };
  return { rows, changes, store };
}

/** What adapters keep, in memory. */
export function memoryPlatforms(): PlatformStore {
  const rules = new Map<string, ChangeRule>();
  const lines = new Map<string, string>();
  const installations = new Map<string, string>();
  const keyOf = (...parts: readonly string[]) => JSON.stringify(parts);
  return {
    changeRule: async (platform, workspace) => rules.get(keyOf(platform, workspace)) ?? 'anyone',
    setChangeRule: async (platform, workspace, rule) => void rules.set(keyOf(platform, workspace), rule),
    keepLine: async (id, line) => void lines.set(id, lines.get(id) ?? line),
    lineOf: async (id) => lines.get(id),
    installations: async () =>
      [...installations].sort().map(([workspace, sealed]) => ({ workspace, sealed })),
    readInstallation: async (workspace) => installations.get(workspace),
    writeInstallation: async (workspace, sealed) => void installations.set(workspace, sealed),
    removeInstallation: async (workspace) => void installations.delete(workspace),
  };
}

/** The clock of all processes together, in memory. */
export function memoryBeats(): BeatStore {
  const claimed = new Map<string, number>();
  const done = new Map<string, number>();
  return {
    async claimBeat(name, now, everyMs) {
      if (Math.abs((claimed.get(name) ?? Number.NEGATIVE_INFINITY) - now) < everyMs) return false;
      claimed.set(name, now);
      return true;
    },
    async finishBeat(name, now) {
      claimed.set(name, claimed.get(name) ?? now);
      done.set(name, now);
    },
    lastBeat: async (name) => done.get(name),
  };
}
