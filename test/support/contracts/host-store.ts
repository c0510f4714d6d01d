import { expect, it } from 'vitest';
import type { HostLease, HostStore } from '../../../src/ports/store/intake.ts';

const tokenOf = (lease: HostLease): string => ('token' in lease ? lease.token : '');

/** Leases of hosts. */
export function hostCases(store: () => HostStore): void {
  it('leases a host to one caller, and again after the pause', async () => {
    const token = tokenOf(await store().takeLease('h1', 1_000, 60_000));
    expect(token).not.toBe('');
    expect(await store().takeLease('h1', 1_500, 60_000)).toEqual({ waitMs: 1_000 });
    expect(await store().takeLease('other', 1_500, 60_000)).toHaveProperty('token');
    await store().releaseLease('stale', 'h1', 1_600, 3_000);
    expect(await store().takeLease('h1', 60_900, 60_000)).toEqual({ waitMs: 100 });
    expect(await store().host('h1')).toEqual({ host: 'h1', refusals: 0 });
    await store().releaseLease(token, 'h1', 1_600, 3_000);
    expect(await store().host('h1')).toEqual({ host: 'h1', refusals: 0 });
    expect(await store().takeLease('h1', 2_000, 60_000)).toEqual({ waitMs: 2_600 });
    const next = tokenOf(await store().takeLease('h1', 4_600, 100));
    await store().releaseLease(token, 'h1', 4_650, 9_000);
    expect(await store().takeLease('h1', 4_650, 100)).toEqual({ waitMs: 50 });
    await store().releaseLease(next, 'h1', 4_650, 0);
    expect(await store().takeLease('h1', 4_650, 100)).toHaveProperty('token');
  });

  it('leases a host again when a lease has run out', async () => {
    const lost = tokenOf(await store().takeLease('h2', 0, 500));
    expect(await store().takeLease('h2', 499, 500)).toEqual({ waitMs: 1 });
    const token = tokenOf(await store().takeLease('h2', 500, 500));
    expect(token).not.toBe('');
    await store().releaseLease(lost, 'h2', 600, 0);
    expect(await store().takeLease('h2', 999, 500)).toEqual({ waitMs: 1 });
  });

  it('remembers refusals until the host answers', async () => {
    await store().refuse('h3', 9_000, 'it refused (429)');
    await store().refuse('h3', 5_000, 'it refused (406)');
    const state = await store().host('h3');
    expect(state).toEqual({
      host: 'h3',
      refusedUntil: 9_000,
      refusal: 'it refused (429)',
      refusals: 2,
    });
    expect(await store().takeLease('h3', 8_000, 1)).toEqual({ waitMs: 1_000, refused: 'it refused (429)' });
    expect(await store().takeLease('h3', 9_000, 1)).toHaveProperty('token');
    await store().refuse('h3', 12_000, 'it refused (503)');
    expect(await store().host('h3')).toMatchObject({ refusal: 'it refused (503)', refusals: 3 });
    await store().forgive('h3');
    expect(await store().host('h3')).toEqual({ host: 'h3', refusals: 0 });
    expect(await store().host('nobody')).toBeUndefined();
  });

  it('has at most one lease of a host at a time, however many ask', async () => {
    let inside = 0;
    let most = 0;
    let leases = 0;
    const side = async () => {
      for (let now = 0; now < 12; now++) {
        const lease = await store().takeLease('h4', now, 1_000);
        if (!('token' in lease)) continue;
        most = Math.max(most, ++inside);
        leases++;
        await store().host('h4');
        inside--;
        await store().releaseLease(lease.token, 'h4', now, 1);
      }
    };
    await Promise.all(Array.from({ length: 6 }, side));
    expect(most).toBe(1);
    expect(leases).toBeGreaterThanOrEqual(2);
  });
}
