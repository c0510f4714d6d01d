import type { RestLike } from './rest.ts';

/** To be called once the request is answered. */
type Release = () => void;

/**
 * Tokens come 15 % faster than the limit allows, so that requests which a busy process could not start in time follow soon;
 * the count of requests in flight and just answered keeps the limit.
 */
const refillFactor = 1.15;
/** Tokens that may be saved up while the process was busy, at least. */
const minTokens = 2;
/** The same as a share of a second's requests. */
const tokenShare = 1 / 12;
/** Round trips among which the shortest is taken as the present network delay. */
const sampleSize = 100;
/** A longer round trip, in milliseconds, was a stall: how long answers travel back is not known then. */
const stallMs = 500;

/**
 * A rate limit that holds on Discord's clock: no second there sees more than `perSecond` requests, however long each
 * request travels. Resolves to a function that the caller calls once its request is answered.
 *
 * A request arrives at some time between its start and its answer. So only requests in flight, and those answered
 * within the last second, can share a second with the next one. Half of the shortest round trip is subtracted from
 * that second, since an answer travels back at least that long, unless there was a stall: after one, what waited comes at once.
 *
 * discord.js's own limit sends fifty at once and then waits, so that two bursts can meet within one second: of 500
 * measured posts, thirteen were answered 429. Even spacing alone fails as well, when one side stalls.
 * @param perSecond may change: other processes share the limit
 * @param now milliseconds, from any start
 */
export function createRateLimit(perSecond: number | (() => number), now = () => performance.now()) {
  const limit = typeof perSecond === 'number' ? () => perSecond : perSecond;
  const waiting: ((release: Release) => void)[] = [];
  const answeredAt: number[] = [];
  const roundTripsMs: number[] = [];
  let inFlight = 0;
  const maxTokens = () => Math.max(minTokens, limit() * tokenShare);
  let tokens = minTokens;
  let refilledAt = now();
  let timer: NodeJS.Timeout | undefined;

  const shortestWayBackMs = () =>
    roundTripsMs.length === 0 || Math.max(...roundTripsMs) > stallMs ? 0 : Math.min(...roundTripsMs) / 2;

  /** Milliseconds until the next request may start; 0 when it may now. */
  function delayMs(at: number): number {
    const windowMs = 1_000 - Math.min(500, shortestWayBackMs());
    while (answeredAt[0] !== undefined && answeredAt[0] <= at - windowMs) answeredAt.shift();
    if (inFlight + answeredAt.length >= limit()) {
      return Math.max(1, (answeredAt[0] ?? at) + windowMs - at);
    }
    return tokens >= 1 ? 0 : Math.max(1, ((1 - tokens) * 1_000) / (limit() * refillFactor));
  }

  function startWaiting(): void {
    clearTimeout(timer);
    timer = undefined;
    const at = now();
    tokens = Math.min(maxTokens(), tokens + ((at - refilledAt) * limit() * refillFactor) / 1_000);
    refilledAt = at;
    while (waiting.length > 0) {
      const ms = delayMs(at);
      if (ms > 0) {
        timer = setTimeout(startWaiting, ms);
        return;
      }
      tokens -= 1;
      inFlight += 1;
      waiting.shift()?.(() => finish(at));
    }
  }

  function finish(startedAt: number): void {
    const at = now();
    inFlight -= 1;
    answeredAt.push(at);
    roundTripsMs.push(at - startedAt);
    if (roundTripsMs.length > sampleSize) roundTripsMs.shift();
  }

  return (): Promise<Release> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (timer === undefined) startWaiting();
    });
}

/** The client, whose every request waits for a token. */
export function rateLimited(rest: RestLike, takeToken: () => Promise<Release>): RestLike {
  const limit =
    (method: keyof RestLike): RestLike['get'] =>
    async (route, options) => {
      const release = await takeToken();
      return rest[method](route, options).finally(release);
    };
  return {
    get: limit('get'),
    post: limit('post'),
    put: limit('put'),
    patch: limit('patch'),
    delete: limit('delete'),
  };
}
