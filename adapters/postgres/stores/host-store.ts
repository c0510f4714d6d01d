import { randomUUID } from 'node:crypto';
import { defined } from '../../../src/defined.ts';
import type { HostState, HostStore } from '../../../src/ports/store/intake.ts';
import type { Database } from '../database/database.ts';

interface HostRow {
  readonly next_at: number;
  readonly busy_until: number | null;
  readonly refused_until: number | null;
  readonly refusal: string | null;
  readonly refusals: number;
}

/** Milliseconds after which a waiting caller asks again, because a lease mostly ends early. */
const askAgainMs = 1_000;

/** Every method is one statement, so that processes on one database share the leases. The column `turn` has the token. */
export function createHostStore(database: Database): HostStore {
  const read = async (name: string) => {
    const { rows } = await database.query<HostRow>(
      'SELECT next_at, busy_until, refused_until, refusal, refusals FROM host WHERE name = $1',
      [name],
    );
    return rows[0];
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
      return rowCount === 1 ? { token } : describeWait(await read(host), now);
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
    async host(name) {
      const row = await read(name);
      return row && toState(name, row);
    },
  };
}

function describeWait(row: HostRow | undefined, now: number): { waitMs: number; refused?: string } {
  const { next_at = 0, busy_until, refused_until, refusal } = row ?? {};
  const busyMs = Math.min((busy_until ?? 0) - now, askAgainMs);
  const refusedMs = (refused_until ?? 0) - now;
  const waitMs = Math.max(busyMs, next_at - now, refusedMs, 1);
  return { waitMs, ...defined({ refused: refusedMs > 0 ? (refusal ?? 'it refused us') : undefined }) };
}

const toState = (host: string, row: HostRow): HostState => ({
  host,
  refusals: row.refusals,
  ...defined({ refusedUntil: row.refused_until, refusal: row.refusal }),
});
