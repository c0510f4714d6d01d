import type { Etiquette } from './etiquette.ts';

export interface Refusal {
  readonly status: number;
  /** How long the host asked us to wait, in milliseconds, where it said. */
  readonly saidMs?: number;
}

/**
 * How long a host that refused us is left alone: as long as it says, within bounds, else longer each time.
 * @param before refusals since it last answered as it should
 * @returns milliseconds
 */
export function refusalTime({ status, saidMs }: Refusal, before: number, limits: Etiquette): number {
  const doubled = (ms: number) => Math.min(ms * 2 ** Math.min(before, 30), limits.mostRefusalMs);
  const least = status === 403 ? limits.blockedMs : 0;
  if (saidMs === undefined) return Math.max(doubled(limits.refusalMs), least);
  const obeyed = Math.min(Math.max(saidMs, doubled(limits.leastRetryAfterMs)), limits.mostRetryAfterMs);
  return Math.max(obeyed, least);
}
