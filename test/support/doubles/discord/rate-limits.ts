/** Discord's limits, as a bot can observe them: a global one, and one for each bucket of routes. */
export interface LimitSettings {
  readonly perSecond: number;
  /** Messages in one channel per window. Discord was observed to allow 5 in 5 s. */
  readonly perChannel: number;
  readonly channelWindowMs: number;
}

export const discordLimits: LimitSettings = { perSecond: 50, perChannel: 5, channelWindowMs: 5_000 };

export interface Verdict {
  readonly headers: Record<string, string>;
  readonly limited?: { readonly retryAfter: number; readonly global: boolean };
}

export function createRateLimits(settings: LimitSettings, now: () => number) {
  /** When the requests of the last second arrived. */
  let recent: number[] = [];
  const buckets = new Map<string, { used: number; resetAt: number }>();

  function checkGlobal(): Verdict | undefined {
    const at = now();
    recent = recent.filter((time) => time > at - 1_000);
    if (recent.length >= settings.perSecond) {
      const retryAfter = ((recent[0] ?? at) + 1_000 - at) / 1_000;
      return {
        headers: {
          'retry-after': String(Math.ceil(retryAfter)),
          'x-ratelimit-global': 'true',
          'x-ratelimit-scope': 'global',
        },
        limited: { retryAfter, global: true },
      };
    }
    recent.push(at);
    return undefined;
  }

  function checkBucket(key: string): Verdict {
    const at = now();
    const found = buckets.get(key);
    const bucket =
      found === undefined || found.resetAt <= at
        ? { used: 0, resetAt: at + settings.channelWindowMs }
        : found;
    buckets.set(key, bucket);
    const resetAfter = (bucket.resetAt - at) / 1_000;
    const isOver = bucket.used >= settings.perChannel;
    if (!isOver) bucket.used += 1;
    const headers = {
      'x-ratelimit-bucket': 'messages',
      'x-ratelimit-limit': String(settings.perChannel),
      'x-ratelimit-remaining': String(settings.perChannel - bucket.used),
      'x-ratelimit-reset': String((bucket.resetAt / 1_000).toFixed(3)),
      'x-ratelimit-reset-after': resetAfter.toFixed(3),
    };
    if (!isOver) return { headers };
    return {
      headers: { ...headers, 'retry-after': String(Math.ceil(resetAfter)), 'x-ratelimit-scope': 'user' },
      limited: { retryAfter: resetAfter, global: false },
    };
  }

  /** Interaction endpoints do not count against the global limit (docs.discord.com, topics/rate-limits). */
  return (method: string, path: string): Verdict => {
    if (/^\/(interactions|webhooks)\//.test(path)) return { headers: {} };
    const over = checkGlobal();
    if (over !== undefined) return over;
    const channel = method === 'POST' ? /^\/channels\/(\d+)\/messages$/.exec(path)?.[1] : undefined;
    return channel === undefined ? { headers: {} } : checkBucket(channel);
  };
}
