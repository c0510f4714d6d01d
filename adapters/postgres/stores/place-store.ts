import { defined } from '../../../src/defined.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { Change, Overdue, PlaceStore } from '../../../src/ports/store/places.ts';
import { defaultSchedule } from '../../../src/topics/calendar/schedule.ts';
import {
  type Place,
  type PlaceState,
  placeKey,
  type Subscription,
  unreadableSchedule,
} from '../../../src/topics/place.ts';
import { type Topic, topicOfKey } from '../../../src/topics/topic.ts';
import type { Database, Sql } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import { follow, unfollow } from '../places/follow.ts';
import { movePlace } from '../places/move-place.ts';
import { forgetFuture } from './forget-future.ts';
import { type RowOf, readByPlace, readPlace, readSchedule, readTopic, toNoun } from './rows.ts';

interface PlaceRow extends RowOf<Omit<PlaceState, 'place' | 'schedule'>> {
  readonly key: string;
  /** A schedule, or anything if somebody else wrote the row. */
  readonly schedule: unknown;
}

const placeColumns = `key, schedule, size, when_empty AS "whenEmpty", mode, review, owner, since, last_date AS "lastDate",
  next_at AS "nextAt", seen, checked_at AS "checkedAt", stopped,
  (SELECT array_agg(local_date ORDER BY local_date) FROM issue
   WHERE issue.place = place.key AND (last_date IS NULL OR local_date > last_date)) AS ahead`;

interface SubscriptionRow extends RowOf<Omit<Subscription, 'place' | 'topic'>> {
  readonly place: string;
  readonly topic_key: string;
  /** A topic, or anything if somebody else wrote the row. */
  readonly topic: unknown;
}

const subscriptionColumns = `place, topic_key, topic, added_by AS "addedBy", added_by_name AS "addedByName", added_at AS "addedAt",
  baseline, last_match_at AS "lastMatchAt"`;

/** The places in PostgreSQL. */
export function createPlaceStore(database: Database, logger: Logger): PlaceStore {
  const toState = ({ key, schedule: stored, ...settings }: PlaceRow): PlaceState[] => {
    const place = readPlace(key, logger);
    if (place === undefined) return [];
    const schedule = readSchedule(stored);
    const state: PlaceState = { ...toNoun(settings), place, schedule: schedule ?? defaultSchedule };
    if (schedule !== undefined) return [state];
    logger.error({ place: key }, 'a stored schedule cannot be read: its place has stopped');
    return [{ ...state, stopped: { at: state.checkedAt ?? state.since, ...unreadableSchedule } }];
  };
  const selectPlaces = async (where: string, values: readonly unknown[]): Promise<PlaceState[]> => {
    const { rows } = await database.query<PlaceRow>(
      `SELECT ${placeColumns} FROM place WHERE ${where}`,
      values,
    );
    return rows.flatMap(toState);
  };
  const toTopic = (place: Place, key: string, stored: unknown): Topic => {
    const topic = readTopic(stored);
    if (topic !== undefined) return topic;
    logger.warn(
      { place: placeKey(place), topic: key },
      'a stored topic cannot be read: what its key tells is followed instead',
    );
    return topicOfKey(key);
  };
  const forgetFutureOf = inBatches<{ readonly now: number; readonly place: Place }, void>(async (calls) => {
    const latest = Math.max(...calls.map(({ now }) => now));
    await forgetFuture(
      database,
      latest,
      calls.map(({ place }) => placeKey(place)),
    );
    return calls.map(() => undefined);
  });
  return {
    place: readByPlace<PlaceRow & { readonly place: string }, PlaceState | undefined>(
      database,
      `SELECT key AS place, ${placeColumns} FROM place WHERE key = ANY($1)`,
      (rows) => rows.flatMap(({ place: _, ...row }) => toState(row))[0],
    ),
    savePlace: (state) => savePlace(database, state),
    changePlace: (first, change) =>
      database.transaction(async (sql) => {
        const { rowCount } = await sql.query('SELECT FROM place WHERE key = $1 FOR UPDATE', [
          placeKey(first.place),
        ]);
        if (rowCount === 0) await savePlace(sql, first);
        const { rows } = await sql.query<PlaceRow>(
          `SELECT ${placeColumns} FROM place WHERE key = $1 FOR UPDATE`,
          [placeKey(first.place)],
        );
        const [state = first] = rows.flatMap(toState);
        const changed = change(state);
        await savePlace(sql, changed);
        return changed;
      }),
    forgetFuture: (now, place) =>
      place === undefined ? forgetFuture(database, now) : forgetFutureOf({ now, place }),
    async duePlaces(now, limit) {
      const due = 'next_at <= $1 AND stopped IS NULL ORDER BY next_at, key LIMIT $2';
      return (await selectPlaces(due, [now, limit])).filter(({ stopped }) => stopped === undefined);
    },
    async overdue(before, limit) {
      const { rows } = await database.query<{
        key: string;
        schedule: unknown;
        issue: Overdue['issue'] | null;
      }>(
        `SELECT key, schedule, issue FROM (
           SELECT key, schedule, next_at AS due, NULL AS issue FROM place WHERE stopped IS NULL AND next_at <= $1
           UNION ALL
           (SELECT DISTINCT ON (key) key, schedule, coalesce(retry_at, planned_at),
              jsonb_build_object('localDate', local_date, 'plannedAt', planned_at)
            FROM issue JOIN place ON place.key = issue.place
            WHERE done_at IS NULL AND coalesce(retry_at, planned_at) <= $1 AND stopped IS NULL
            ORDER BY key, local_date)) AS late
         WHERE EXISTS (SELECT FROM subscription WHERE subscription.place = late.key) ORDER BY due, key LIMIT $2`,
        [before, limit],
      );
      return rows.flatMap(({ key, schedule: stored, issue }) => {
        const place = readPlace(key, logger);
        // A place whose schedule cannot be read has stopped.
        const schedule = readSchedule(stored);
        if (place === undefined || schedule === undefined) return [];
        return [{ place, schedule, ...defined({ issue: issue ?? undefined }) }];
      });
    },
    placesOf: (platform, workspace) =>
      selectPlaces('starts_with(key, $1) ORDER BY key', [workspaceKey(platform, workspace)]),
    async stopWorkspace(platform, workspace, stopped) {
      await database.query('UPDATE place SET stopped = $2 WHERE starts_with(key, $1) AND stopped IS NULL', [
        workspaceKey(platform, workspace),
        stopped,
      ]);
    },
    removeGone: (before) =>
      database.transaction(async (sql) => {
        const { rows } = await sql.query<{ key: string }>(
          "DELETE FROM place WHERE stopped IS NOT NULL AND stopped->>'remedy' IS NULL AND (stopped->>'at')::double precision < $1 RETURNING key",
          [before],
        );
        if (rows.length > 0)
          await forgetFeedsOf(
            sql,
            rows.map(({ key }) => key),
          );
        return rows.length;
      }),
    movePlace: (from, to) => database.transaction((sql) => movePlace(sql, placeKey(from), placeKey(to))),
    async stopPlace(place, stopped) {
      await database.query('UPDATE place SET stopped = $2 WHERE key = $1', [placeKey(place), stopped]);
    },
    subscriptions: readByPlace<SubscriptionRow, readonly Subscription[]>(
      database,
      `SELECT ${subscriptionColumns} FROM subscription WHERE place = ANY($1) ORDER BY added_at, topic_key`,
      (rows, place) =>
        rows.map(({ place: _, topic_key, topic, ...rest }) => ({
          ...toNoun(rest),
          place,
          topic: toTopic(place, topic_key, topic),
        })),
    ),
    follow: (subscription) => database.transaction((sql) => follow(sql, subscription)),
    unfollow: (place, key, now) => unfollow(database, place, key, now),
    async recordChange(place, { at, person, what }, scope = 'place') {
      const workspace = scope === 'workspace' ? workspaceKey(place.platform, place.workspace) : null;
      await database.query(
        `INSERT INTO change (place, at, person, what)
         SELECT key, $2, $3, $4 FROM (SELECT $1 AS key UNION SELECT key FROM place WHERE starts_with(key, $5)) AS places`,
        [placeKey(place), at, person, what, workspace],
      );
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

/** A workspace whose last place is gone has left: its feeds are read for nobody. */
async function forgetFeedsOf(sql: Sql, gone: readonly string[]): Promise<void> {
  await sql.query(
    `DELETE FROM added_feed
     WHERE workspace <> '' AND EXISTS (SELECT FROM unnest($1::text[]) AS gone WHERE starts_with(gone, workspace))
       AND NOT EXISTS (SELECT FROM place WHERE starts_with(key, workspace))`,
    [gone],
  );
}

async function savePlace(sql: Sql, state: PlaceState): Promise<void> {
  await sql.query(
    `INSERT INTO place (key, schedule, size, when_empty, owner, since, last_date, next_at, seen, checked_at, stopped,
       mode, review)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (key) DO UPDATE SET schedule = $2, size = $3, when_empty = $4, owner = $5, since = $6, next_at = $8,
       stopped = $11, mode = $12, review = $13`,
    [
      placeKey(state.place),
      state.schedule,
      state.size,
      state.whenEmpty,
      state.owner,
      state.since,
      state.lastDate,
      state.nextAt,
      state.seen,
      state.checkedAt,
      state.stopped,
      state.mode,
      state.review,
    ],
  );
}

/** What the keys of the places of a workspace begin with. */
const workspaceKey = (platform: string, workspace: string) => placeKey({ platform, workspace, channel: '' });
