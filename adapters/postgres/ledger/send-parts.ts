import type { Card } from '../../../src/cards/card.ts';
import type { MessageRef } from '../../../src/ports/messenger.ts';
import type { LedgerStore, PartKey } from '../../../src/ports/store/ledger.ts';
import type { LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { type Place, placeKey } from '../../../src/topics/place.ts';
import type { Database } from '../database/database.ts';
import { inBatches } from '../database/in-batches.ts';
import { clockToleranceMs } from '../stores/forget-future.ts';

type Claim = Awaited<ReturnType<LedgerStore['claimPart']>>;

interface ClaimCall {
  readonly part: PartKey;
  readonly now: number;
  readonly leaseMs: number;
}

interface CompleteCall {
  readonly part: PartKey;
  readonly ref: MessageRef;
  readonly card: Card | undefined;
}

interface FinishCall {
  readonly place: Place;
  readonly localDate: LocalDate;
  readonly now: number;
}

const keyOf = ({ place, localDate, number }: PartKey) => `${placeKey(place)} ${localDate} ${number}`;

/** The names of parts, as lists for `unnest`. */
const listsOf = (calls: readonly { readonly part: PartKey }[]) => [
  calls.map(({ part }) => placeKey(part.place)),
  calls.map(({ part }) => part.localDate),
  calls.map(({ part }) => part.number),
];

/** How parts are sent: many digests at a time in few statements. */
export function createSending(
  database: Database,
): Pick<LedgerStore, 'claimPart' | 'completePart' | 'finishIssue'> {
  const claim = inBatches<ClaimCall, Claim>(
    async (calls) => {
      const { rows } = await database.query<{
        place: string;
        local_date: string;
        number: number;
        claim: Claim;
      }>(
        `UPDATE part SET status = 'sending', leased_until = until,
           tried_at = CASE before WHEN 'planned' THEN at ELSE coalesce(part.tried_at, at) END
         FROM (
           SELECT place, local_date, number, status AS before, at, until
           FROM unnest($1::text[], $2::text[], $3::integer[], $4::double precision[], $5::double precision[])
             AS given (place, local_date, number, at, until) JOIN part USING (place, local_date, number)
           ORDER BY place, local_date, number FOR UPDATE OF part) AS old
         WHERE part.place = old.place AND part.local_date = old.local_date AND part.number = old.number
           AND (before = 'planned' OR (before = 'sending' AND (
             leased_until IS NULL OR leased_until <= at OR leased_until > until + ${clockToleranceMs})))
         RETURNING part.place, part.local_date, part.number, CASE before WHEN 'planned' THEN 'fresh' ELSE 'doubtful' END AS claim`,
        [...listsOf(calls), calls.map(({ now }) => now), calls.map(({ now, leaseMs }) => now + leaseMs)],
      );
      const claims = new Map(
        rows.map(({ place, local_date, number, claim }) => [`${place} ${local_date} ${number}`, claim]),
      );
      return calls.map(({ part }) => claims.get(keyOf(part)) ?? 'busy');
    },
    ({ part }) => keyOf(part),
  );
  const complete = inBatches<CompleteCall, void>(
    async (calls) => {
      await database.query(
        `WITH sent AS (
           UPDATE part SET status = 'sent', ref = given.ref::jsonb, card = coalesce(given.card::jsonb, part.card), leased_until = NULL
           FROM unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::text[]) AS given (place, local_date, number, ref, card)
           WHERE part.place = given.place AND part.local_date = given.local_date AND part.number = given.number
           RETURNING part.place, papers, part.local_date)
         INSERT INTO posted (place, paper, local_date) SELECT place, unnest(papers), local_date FROM sent ON CONFLICT DO NOTHING`,
        [
          ...listsOf(calls),
          calls.map(({ ref }) => JSON.stringify(ref)),
          calls.map(({ card }) => (card === undefined ? null : JSON.stringify(card))),
        ],
      );
      return calls.map(() => undefined);
    },
    ({ part }) => keyOf(part),
  );
  const finish = inBatches<FinishCall, void>(
    async (calls) => {
      await database.query(
        `UPDATE issue SET done_at = now, retry_at = NULL, problem = NULL
         FROM unnest($1::text[], $2::text[], $3::double precision[]) AS given (place, local_date, now)
         WHERE issue.place = given.place AND issue.local_date = given.local_date AND done_at IS NULL`,
        [
          calls.map(({ place }) => placeKey(place)),
          calls.map(({ localDate }) => localDate),
          calls.map(({ now }) => now),
        ],
      );
      return calls.map(() => undefined);
    },
    ({ place, localDate }) => `${placeKey(place)} ${localDate}`,
  );
  return {
    claimPart: (part, now, leaseMs) => claim({ part, now, leaseMs }),
    completePart: (part, ref, card) => complete({ part, ref, card }),
    finishIssue: (place, localDate, now) => finish({ place, localDate, now }),
  };
}
