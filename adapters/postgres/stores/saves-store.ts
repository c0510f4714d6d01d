import { amendableMs } from '../../../src/intake/decide/record-set.ts';
import type { Logger } from '../../../src/ports/clock-and-logger.ts';
import type { SavesChange, SavesStore } from '../../../src/ports/store/saves.ts';
import { utcDate } from '../../../src/topics/calendar/local-date.ts';
import { placeKey } from '../../../src/topics/place.ts';
import type { Database } from '../database/database.ts';
import { readPlace } from './rows.ts';

/** Milliseconds between two edits of one message. Slack takes 50 edits a minute in a workspace, Discord five in five seconds in a channel. */
const editEveryMs = 5_000;
/** Longer than any messenger waits for its platform. */
const leaseMs = 30_000;

const partIs = 'place = $1 AND local_date = $2 AND number = $3';
const partValues = ({ place, localDate, number }: SavesChange) => [placeKey(place), localDate, number];

const dueParts = `FROM part JOIN place ON place.key = part.place
  WHERE saves_changed > saves_shown AND (saves_due_at IS NULL OR saves_due_at <= $1) AND status = 'sent' AND stopped IS NULL`;

/** The changes are columns of the messages. */
export function createSavesStore(database: Database, logger: Logger): SavesStore {
  return {
    async noteSavesChange(place, paperId, now) {
      await database.query(
        `UPDATE part SET saves_changed = saves_changed + 1
         WHERE place = $1 AND $2 = ANY(papers) AND status = 'sent' AND local_date >= $3`,
        [placeKey(place), paperId, utcDate(now - amendableMs)],
      );
    },
    async areSavesChangesDue(now) {
      const { rows } = await database.query<{ due: boolean }>(`SELECT EXISTS (SELECT ${dueParts}) AS due`, [
        now,
      ]);
      return rows[0]?.due === true;
    },
    async takeSavesChanges(now, limit) {
      const { rows } = await database.query<Omit<SavesChange, 'place'> & { readonly place: string }>(
        `UPDATE part SET saves_due_at = $1::double precision + ${leaseMs}
         WHERE (place, local_date, number) IN (
           SELECT part.place, local_date, number ${dueParts}
           ORDER BY saves_due_at NULLS FIRST LIMIT $2 FOR UPDATE OF part SKIP LOCKED)
         RETURNING place, local_date AS "localDate", number, ref, key, card, saves_changed AS change`,
        [now, limit],
      );
      return rows.flatMap(({ place, ...row }) => {
        const own = readPlace(place, logger);
        return own === undefined ? [] : [{ ...row, place: own }];
      });
    },
    async finishSavesChange(change, card, now) {
      await database.query(
        `UPDATE part SET saves_shown = $4, saves_due_at = $5, card = coalesce($6, card) WHERE ${partIs}`,
        [...partValues(change), change.change, now + editEveryMs, card],
      );
    },
    async postponeSavesChange(change, retryAt) {
      await database.query(`UPDATE part SET saves_due_at = $4 WHERE ${partIs}`, [
        ...partValues(change),
        retryAt,
      ]);
    },
  };
}
