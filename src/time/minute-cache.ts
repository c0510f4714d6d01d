const cacheMs = 60_000;
const maxCached = 2_000;

/** Remembers answers for a minute, by their keys. A question that failed is asked again. */
export function createMinuteCache<Value>({ now }: { readonly now: () => number }) {
  const known = new Map<string, { readonly until: number; readonly value: Promise<Value> }>();
  return (key: string, read: () => Promise<Value>): Promise<Value> => {
    const cached = known.get(key);
    if (cached !== undefined && cached.until > now()) return cached.value;
    const value = read();
    known.delete(key);
    known.set(key, { until: now() + cacheMs, value });
    const [oldest] = known.keys();
    if (known.size > maxCached && oldest !== undefined) known.delete(oldest);
    value.catch(() => known.delete(key));
    return value;
  };
}
