import type { Etiquette } from './etiquette.ts';

export interface Refusal {
  readonly status: number;
  /** How long the host asked us to wait, in milliseconds; absent if it did not say. */
  readonly saidMs?: number;
}

/**
 * How long a host that refused a request is left alone: as long as it said, within bounds, or else longer each time.
 * @param before refusals since the last good answer
 * @returns milliseconds
 */
export function refusalTime({ status, saidMs }: Refusal, before: number, limits: Etiquette): number {
  const doubled = (ms: number) => Math.min(ms * 2 ** Math.min(before, 30), limits.maxRefusalMs);
  const min = status === 403 ? limits.blockedMs : 0;
  if (saidMs === undefined) return Math.max(doubled(limits.refusalMs), min);
  const bounded = Math.min(Math.max(saidMs, doubled(limits.minRetryAfterMs)), limits.maxRetryAfterMs);
  return Math.max(bounded, min);
}
