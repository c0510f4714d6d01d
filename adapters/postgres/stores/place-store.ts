import { defined } from '../../../src/defined.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Change, PlaceStore } from '../../../src/ports/store/places.ts';
import { defaultSchedule } from '../../../src/topics/calendar/schedule.ts';
import { type Place, placeKey } from '../../../src/topics/place.ts';
import {
  type PlaceState,
  type Stopped,
  type Subscription,
  unreadableSchedule,
  type WhenEmpty,
} from '../../../src/topics/subscription.ts';
import { type Topic, topicKey, topicOfKey } from '../../../src/topics/topic.ts';
import type { Database, Sql } from '../database/database.ts';
import { readPlace } from './read-place.ts';
import { readSchedule, readTopic } from './read-row.ts';

interface PlaceRow {
  readonly key: string;
  /** A schedule, or anything if somebody else wrote the row. */
  readonly schedule: unknown;
  readonly size: number;
  readonly when_empty: WhenEmpty;
  readonly owner: string;
  readonly since: number;
  readonly last_date: string | null;
  readonly next_at: number | null;
  readonly seen: number;
  readonly checked_at: number | null;
  readonly stopped: Stopped | null;
}

interface SubscriptionRow {
  readonly topic_key: string;
  /** A topic, or anything if somebody else wrote the row. */
  readonly topic: unknown;
  readonly added_by: string;
  readonly added_by_name: string | null;
  readonly added_at: number;
  readonly baseline: number;
  readonly last_match_at: number | null;
}

export function createPlaceStore(database: Database, logger: Logger): PlaceStore {
  const toState = (row: PlaceRow): PlaceState[] => {
    const place = readPlace(row.key, logger);
    if (place === undefined) return [];
    const schedule = readSchedule(row.schedule);
    const state = { ...toSettings(row), place, schedule: schedule ?? defaultSchedule };
    if (schedule !== undefined) return [state];
    logger.error({ place: row.key }, 'a stored schedule cannot be read: its place has stopped');
    return [{ ...state, stopped: { at: row.checked_at ?? row.since, ...unreadableSchedule } }];
  };
  const toTopic = (place: Place, { topic, topic_key }: SubscriptionRow): Topic => {
    const read = readTopic(topic);
    if (read !== undefined) return read;
    logger.warn(
      { place: placeKey(place), topic: topic_key },
      'a stored topic cannot be read: what its key tells is followed instead',
    );
    return topicOfKey(topic_key);
  };
  return {
    async place(place) {
      const { rows } = await database.query<PlaceRow>('SELECT * FROM place WHERE key = $1', [
        placeKey(place),
      ]);
      return rows.flatMap(toState)[0];
    },
    async savePlace(state) {
      await database.query(
        `INSERT INTO place (key, schedule, size, when_empty, owner, since, last_date, next_at, seen, checked_at, stopped)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (key) DO UPDATE SET schedule = $2, size = $3, when_empty = $4, owner = $5, since = $6, next_at = $8,
           stopped = $11`,
        placeValues(state),
      );
    },
    async duePlaces(now, limit) {
      const { rows } = await database.query<PlaceRow>(
        'SELECT * FROM place WHERE next_at <= $1 AND stopped IS NULL ORDER BY next_at, key LIMIT $2',
        [now, limit],
      );
      return rows.flatMap(toState).filter(({ stopped }) => stopped === undefined);
    },
    async placesOf(platform, workspace) {
      const { rows } = await database.query<PlaceRow>(
        'SELECT * FROM place WHERE starts_with(key, $1) ORDER BY key',
        [workspaceKey(platform, workspace)],
      );
      return rows.flatMap(toState);
    },
    async stopWorkspace(platform, workspace, stopped) {
      await database.query('UPDATE place SET stopped = $2 WHERE starts_with(key, $1) AND stopped IS NULL', [
        workspaceKey(platform, workspace),
        JSON.stringify(stopped),
      ]);
    },
    async removeGone(before) {
      const { rowCount } = await database.query(
        "DELETE FROM place WHERE stopped IS NOT NULL AND stopped->>'remedy' IS NULL AND (stopped->>'at')::double precision < $1",
        [before],
      );
      return rowCount ?? 0;
    },
    movePlace: (from, to) => database.transaction((sql) => movePlace(sql, placeKey(from), placeKey(to))),
    async stopPlace(place, stopped) {
      await database.query('UPDATE place SET stopped = $2 WHERE key = $1', [
        placeKey(place),
        stopped === undefined ? null : JSON.stringify(stopped),
      ]);
    },
    async subscriptions(place) {
      const { rows } = await database.query<SubscriptionRow>(
        'SELECT * FROM subscription WHERE place = $1 ORDER BY added_at, topic_key',
        [placeKey(place)],
      );
      return rows.map((row) => toSubscription(place, toTopic(place, row), row));
    },
    async follow({ place, topic, addedBy, addedByName, addedAt, baseline }) {
      const { rowCount } = await database.query(
        `INSERT INTO subscription (place, topic_key, topic, added_by, added_by_name, added_at, baseline)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [
          placeKey(place),
          topicKey(topic),
          JSON.stringify(topic),
          addedBy,
          addedByName ?? null,
          addedAt,
          baseline,
        ],
      );
      return rowCount === 1;
    },
    async unfollow(place, key) {
      const { rowCount } = await database.query(
        'DELETE FROM subscription WHERE place = $1 AND topic_key = $2',
        [placeKey(place), key],
      );
      return rowCount === 1;
    },
    async recordChange(place, { at, person, what }) {
      await database.query('INSERT INTO change (place, at, person, what) VALUES ($1, $2, $3, $4)', [
        placeKey(place),
        at,
        person,
        what,
      ]);
    },
    async changes(place, limit) {
      const { rows } = await database.query<Change>(
        'SELECT at, person, what FROM change WHERE place = $1 ORDER BY id DESC LIMIT $2',
        [placeKey(place), limit],
      );
      return rows;
    },
  };
}

/** What the keys of the places of a workspace begin with. */
const workspaceKey = (platform: string, workspace: string) => placeKey({ platform, workspace, channel: '' });

async function movePlace(sql: Sql, from: string, to: string): Promise<void> {
  const { rowCount } = await sql.query(
    'UPDATE place SET key = $2 WHERE key = $1 AND NOT EXISTS (SELECT 1 FROM place WHERE key = $2)',
    [from, to],
  );
  if (rowCount === 0) return;
  for (const table of ['issue', 'posted', 'mark', 'change'])
    await sql.query(`UPDATE ${table} SET place = $2 WHERE place = $1`, [from, to]);
}

const placeValues = (state: PlaceState) => [
  placeKey(state.place),
  JSON.stringify(state.schedule),
  state.size,
  state.whenEmpty,
  state.owner,
  state.since,
  state.lastDate ?? null,
  state.nextAt ?? null,
  state.seen,
  state.checkedAt ?? null,
  state.stopped === undefined ? null : JSON.stringify(state.stopped),
];

const toSettings = (row: PlaceRow): Omit<PlaceState, 'place' | 'schedule'> => ({
  size: row.size,
  whenEmpty: row.when_empty,
  owner: row.owner,
  since: row.since,
  seen: row.seen,
  ...defined({
    lastDate: row.last_date,
    nextAt: row.next_at,
    checkedAt: row.checked_at,
    stopped: row.stopped,
  }),
});

const toSubscription = (place: Place, topic: Topic, row: SubscriptionRow): Subscription => ({
  place,
  topic,
  addedBy: row.added_by,
  addedAt: row.added_at,
  baseline: row.baseline,
  ...defined({ addedByName: row.added_by_name, lastMatchAt: row.last_match_at }),
});
