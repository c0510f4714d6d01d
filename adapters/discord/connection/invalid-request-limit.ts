/**
 * Discord bans an address after 10,000 answers of 401, 403 or 429 within 10 minutes; a 429 of a shared resource does
 * not count (docs, topics/rate-limits). Posting stops long before that.
 */
export interface RequestBudget {
  note(status: number, scope: string | null): void;
  /** Milliseconds until there may be posted again, or 0. */
  waitMs(): number;
}

const windowMs = 10 * 60_000;
const LIMIT = 2_000;

export function createRequestBudget(now: () => number = Date.now, limit = LIMIT): RequestBudget {
  let endsAt = 0;
  let invalid = 0;

  const turn = () => {
    if (now() < endsAt) return;
    invalid = 0;
    endsAt = now() + windowMs;
  };

  return {
    note(status, scope) {
      if (![401, 403, 429].includes(status) || scope === 'shared') return;
      turn();
      invalid += 1;
    },
    waitMs() {
      turn();
      return invalid >= limit ? endsAt - now() : 0;
    },
  };
}
