/**
 * Stops posting long before Discord bans the bot's address, which it does after 10,000 invalid requests within 10
 * minutes. Invalid are answers of 401, 403 and 429, but not a 429 of a shared resource (docs.discord.com,
 * topics/rate-limits).
 */
export interface InvalidRequestLimit {
  /** @param scope the answer's header `x-ratelimit-scope` */
  count(status: number, scope: string | null): void;
  /** Milliseconds until posting is allowed again; 0 when it is allowed now. */
  waitMs(): number;
}

const windowMs = 10 * 60_000;
const maxInvalidRequests = 2_000;

export function createInvalidRequestLimit(
  now: () => number = Date.now,
  max = maxInvalidRequests,
): InvalidRequestLimit {
  let windowEndsAt = 0;
  let count = 0;

  const startWindowIfOver = () => {
    if (now() < windowEndsAt) return;
    count = 0;
    windowEndsAt = now() + windowMs;
  };

  return {
    count(status, scope) {
      if (![401, 403, 429].includes(status) || scope === 'shared') return;
      startWindowIfOver();
      count += 1;
    },
    waitMs() {
      startWindowIfOver();
      return count >= max ? windowEndsAt - now() : 0;
    },
  };
}
