import { expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store/store.ts';
import type { Place } from '../../../src/topics/place.ts';
import { sampleRecord } from '../fixtures/sample-records.ts';
import { forms } from './paper-forms.ts';

const page = { source: 'links', rejects: [], skipped: 0, cursor: null };

/** Previewed links. */
export function sharedLinkCases(storeOf: () => Store, newPlace: () => Place): void {
  const quiet = 30;
  const note = (place: Place, now: number, paper = 'p1') =>
    storeOf().noteSharedLink(place, paper, now, quiet);

  it('notes a link once in a while, and knows the first time in each place', async () => {
    const [place, other] = [newPlace(), newPlace()];
    expect(await note(place, 100)).toBe(100);
    expect(await note(place, 129)).toBeUndefined();
    expect(await note(place, 130)).toBe(100);
    expect(await note(place, 159)).toBeUndefined();
    expect(await note(place, 131, 'p2')).toBe(131);
    expect(await note(other, 131)).toBe(131);
  });

  it('notes one of several links that come at once', async () => {
    const place = newPlace();
    const all = await Promise.all(Array.from({ length: 5 }, () => note(place, 100)));
    expect(all.filter((first) => first !== undefined)).toEqual([100]);
  });

  it('is not kept quiet by a clock that was ahead', async () => {
    const place = newPlace();
    await note(place, 9_000);
    expect(await note(place, 100)).toBe(100);
    expect(await note(place, 110)).toBeUndefined();
  });

  it('forgets links that were not shared for long', async () => {
    const place = newPlace();
    for (const [now, paper] of [
      [1, 'old'],
      [1, 'again'],
      [60, 'again'],
    ] as const)
      await note(place, now, paper);
    await storeOf().forgetSharedLinks(50);
    expect([await note(place, 200, 'old'), await note(place, 200, 'again')]).toEqual([200, 1]);
  });

  it('goes along when a place is moved, and joins what both know', async () => {
    const [from, to] = [newPlace(), newPlace()];
    await note(from, 10, 'both');
    await note(to, 20, 'both');
    await note(from, 30, 'one');
    await storeOf().movePlace(from, to);
    expect([await note(to, 100, 'both'), await note(to, 100, 'one')]).toEqual([10, 30]);
    expect(await note(from, 100, 'one')).toBe(100);
  });

  it('goes along when papers turn out to be one', async () => {
    const [store, place, other] = [storeOf(), newPlace(), newPlace()];
    const { early, late, both } = forms('links');
    const [stays, gone] = [early.paper.id, late.paper.id];
    for (const record of [early, late, sampleRecord('links, another')])
      await store.takeIn({ ...page, records: [record] }, 1);
    await note(place, 10, gone);
    await note(place, 40, stays);
    await note(other, 15, gone);
    await store.takeIn({ ...page, records: [both] }, 2);
    expect(await note(place, 60, stays)).toBeUndefined();
    expect(await note(place, 100, gone)).toBe(10);
    expect(await note(place, 110, stays)).toBeUndefined();
    expect(await note(other, 100, stays)).toBe(15);
  });
}
