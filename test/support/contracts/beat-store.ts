import { expect, it } from 'vitest';
import type { BeatStore } from '../../../src/ports/store/beats.ts';

/** The clock of all processes together. */
export function beatCases(store: () => BeatStore): void {
  it('gives a beat to one of many who ask at once, and to nobody until its time has passed', async () => {
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => store().claimBeat('tick', 100_000, 15_000)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await store().claimBeat('tick', 114_999, 15_000)).toBe(false);
    expect(await store().claimBeat('feeds', 100_000, 60_000)).toBe(true);
    expect(await store().claimBeat('tick', 115_000, 15_000)).toBe(true);
  });
  it('remembers when a beat last ran to its end, and not that it was claimed', async () => {
    expect(await store().claimBeat('watch', 5_000, 60_000)).toBe(true);
    expect(await store().lastBeat('watch')).toBeUndefined();
    await store().finishBeat('watch', 6_000);
    expect(await store().lastBeat('watch')).toBe(6_000);
    expect(await store().claimBeat('watch', 65_000, 60_000)).toBe(true);
    expect(await store().lastBeat('watch')).toBe(6_000);
  });
  it('is not silenced by a process whose clock is ahead', async () => {
    expect(await store().claimBeat('rescue', 900_000, 30_000)).toBe(true);
    expect(await store().claimBeat('rescue', 300_000, 30_000)).toBe(true);
    expect(await store().claimBeat('rescue', 329_999, 30_000)).toBe(false);
    expect(await store().claimBeat('rescue', 330_000, 30_000)).toBe(true);
  });
}
