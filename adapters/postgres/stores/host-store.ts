import { randomUUID } from 'node:crypto';
import type { HostLease, HostState, HostStore } from '../../../src/ports/store/intake.ts';
import type { Database } from '../database/database.ts';
import { type RowOf, toNoun } from './rows.ts';

/** Milliseconds after which a waiting caller asks again, because a lease mostly ends early. */
const askAgainMs = 1_000;

type HostWait = Exclude<HostLease, { readonly token: string }>;

const waitColumns = `greatest(least(coalesce(busy_until, 0) - $2, ${askAgainMs}), next_at - $2, refused_until - $2, 1) AS "waitMs",
  CASE WHEN refused_until > $2 THEN coalesce(refusal, 'it refused us') END AS refused`;

/** Every method is one statement, so that processes on one database share the leases. The column `turn` has the token. */
export function createHostStore(database: Database): HostStore {
  const read = async <Noun extends object>(
    columns: string,
    values: readonly [name: string, now?: number],
  ) => {
    const { rows } = await database.query<RowOf<Noun>>(`SELECT ${columns} FROM host WHERE name = $1`, values);
    return rows[0] && toNoun(rows[0]);
  };
  return {
    async takeLease(host, now, leaseMs) {
      const token = randomUUID();
      const { rowCount } = await database.query(
        `INSERT INTO host (name, turn, busy_until) VALUES ($1, $2, $4)
         ON CONFLICT (name) DO UPDATE SET turn = $2, busy_until = $4
         WHERE greatest(host.next_at, host.busy_until, host.refused_until) <= $3::double precision`,
        [host, token, now, now + leaseMs],
      );
      return rowCount === 1 ? { token } : ((await read<HostWait>(waitColumns, [host, now])) ?? { waitMs: 1 });
    },
    async releaseLease(token, host, now, pauseMs) {
      await database.query(
        `UPDATE host SET turn = NULL, busy_until = NULL, next_at = greatest(next_at, $3)
         WHERE name = $1 AND turn = $2`,
        [host, token, now + pauseMs],
      );
    },
    async refuse(host, until, reason) {
      await database.query(
        `INSERT INTO host (name, refused_until, refusal, refusals) VALUES ($1, $2, $3, 1)
         ON CONFLICT (name) DO UPDATE SET refusals = host.refusals + 1,
           refused_until = greatest(host.refused_until, $2),
           refusal = CASE WHEN host.refused_until > $2 THEN host.refusal ELSE $3 END`,
        [host, until, reason],
      );
    },
    async forgive(host) {
      await database.query(
        'UPDATE host SET refused_until = NULL, refusal = NULL, refusals = 0 WHERE name = $1 AND refusals > 0',
        [host],
      );
    },
    host: (name) =>
      read<HostState>('name AS host, refused_until AS "refusedUntil", refusal, refusals', [name]),
  };
}
