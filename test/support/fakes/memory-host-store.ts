import type { HostState, HostStore } from '../../../src/ports/store/intake.ts';

interface Kept extends HostState {
  readonly nextAt: number;
  readonly busyUntil?: number;
  readonly token?: string;
}

/** Milliseconds after which a waiting caller asks again at the latest. */
const askAgainMs = 1_000;

const hourMs = 60 * 60_000;

/** Leases and refusals of hosts, in memory. */
export function memoryHostStore(): HostStore & { forgetFuture(now: number): void } {
  const hosts = new Map<string, Kept>();
  let leases = 0;
  const of = (host: string): Kept => hosts.get(host) ?? { host, nextAt: 0, refusals: 0 };
  const keep = (state: Kept) => void hosts.set(state.host, state);

  return {
    forgetFuture(now) {
      for (const state of hosts.values()) {
        const { refusedUntil = 0, busyUntil = 0, nextAt } = state;
        if (Math.max(busyUntil, nextAt) <= now + 2 * hourMs && refusedUntil <= now + 26 * hourMs) continue;
        const { refusedUntil: _, busyUntil: __, token: ___, ...rest } = state;
        keep({
          ...rest,
          nextAt: 0,
          ...(refusedUntil > 0 && refusedUntil <= now + 26 * hourMs && { refusedUntil }),
        });
      }
    },
    async takeLease(host, now, leaseMs) {
      const state = of(host);
      const { refusedUntil = 0, busyUntil = 0, refusal = '', nextAt } = state;
      if (refusedUntil > now) return { waitMs: refusedUntil - now, refused: refusal };
      const waitMs = Math.max(Math.min(busyUntil - now, askAgainMs), nextAt - now);
      if (waitMs > 0) return { waitMs };
      leases++;
      keep({ ...state, busyUntil: now + leaseMs, token: String(leases) });
      return { token: String(leases) };
    },
    async releaseLease(token, host, now, pauseMs) {
      const { token: current, busyUntil: _, ...state } = of(host);
      if (current === token) keep({ ...state, nextAt: Math.max(state.nextAt, now + pauseMs) });
    },
    async refuse(host, until, reason) {
      const state = of(host);
      const longest = (state.refusedUntil ?? 0) > until ? {} : { refusedUntil: until, refusal: reason };
      keep({ ...state, ...longest, refusals: state.refusals + 1 });
    },
    async forgive(host) {
      const { refusedUntil: _, refusal: __, ...state } = of(host);
      keep({ ...state, refusals: 0 });
    },
    async host(name) {
      const kept = hosts.get(name);
      if (kept === undefined) return undefined;
      const { token: _, nextAt: __, busyUntil: ___, ...state } = kept;
      return state;
    },
  };
}
