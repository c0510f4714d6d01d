import { addDays, utcDate } from '../../../src/topics/calendar/local-date.ts';
import type { Sql } from '../database/database.ts';

/** Clocks of several processes may differ by this much without harm. */
export const clockToleranceMs = 2 * 60 * 60_000;
/** The longest that a host is left alone after a refusal (`adapters/feeds/http/etiquette.ts`). */
const maxRefusalMs = 24 * 60 * 60_000;

/**
 * Puts right what a process wrote whose clock was ahead: it would wait until then.
 * @param places their keys; undefined for all
 */
export async function forgetFuture(sql: Sql, now: number, places?: readonly string[]): Promise<void> {
  const tooLate = now + clockToleranceMs;
  await sql.query(
    `WITH failed AS (
       UPDATE issue SET retry_at = $1, failed_at = $1, not_before = $1
       WHERE done_at IS NULL AND failed_at > $3 AND ($4::text[] IS NULL OR place = ANY($4)))
     UPDATE place SET since = least(since, $1), checked_at = least(checked_at, $1), next_at = $1,
       last_date = (SELECT max(local_date) FROM issue WHERE place = key AND planned_at <= $1 AND local_date <= $2)
     WHERE ($4::text[] IS NULL OR key = ANY($4)) AND (since > $3 OR checked_at > $3 OR last_date > $2)`,
    [now, addDays(utcDate(now), 2), tooLate, places ?? null],
  );
  if (places !== undefined) return;
  await sql.query(
    `UPDATE place SET next_at = $1
     WHERE next_at > $1 AND EXISTS (SELECT FROM beat WHERE name = 'tick' AND done_at > $2)`,
    [now, tooLate],
  );
  await sql.query(
    `WITH host AS (
       UPDATE host SET turn = NULL, busy_until = NULL, next_at = 0,
         refused_until = CASE WHEN refused_until <= $3 THEN refused_until END
       WHERE greatest(next_at, busy_until) > $2 OR refused_until > $3)
     UPDATE source SET next_at = $1, last_attempt_at = least(last_attempt_at, $1),
       last_success_at = least(last_success_at, $1), last_added_at = least(last_added_at, $1)
     WHERE greatest(last_attempt_at, last_success_at, last_added_at) > $2`,
    [now, tooLate, tooLate + maxRefusalMs],
  );
}
