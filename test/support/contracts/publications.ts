import { expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store/store.ts';
import type { Place } from '../../../src/topics/place.ts';

interface PublicationCases {
  readonly store: () => Store;
  /** A place that is saved. */
  readonly newPlace: () => Promise<Place>;
}

/** Links to what was posted. */
export function publicationCases({ store: storeOf, newPlace }: PublicationCases): void {
  it('knows a published place by the hash of its last link only', async () => {
    const [store, place] = [storeOf(), await newPlace()];
    expect(await store.publication(place)).toBeUndefined();
    await store.setPublication(place, { hash: `a ${place.channel}`, at: 5 });
    expect(await store.publishedPlace(`a ${place.channel}`)).toEqual(place);
    await store.setPublication(place, { hash: `b ${place.channel}`, at: 6 });
    expect(await store.publication(place)).toEqual({ hash: `b ${place.channel}`, at: 6 });
    expect(await store.publishedPlace(`a ${place.channel}`)).toBeUndefined();
    await store.setPublication(place, undefined);
    expect(await store.publishedPlace(`b ${place.channel}`)).toBeUndefined();
  });

  it('publishes no place that was never saved, and goes along when a place is moved', async () => {
    const [store, from, to] = [storeOf(), await newPlace(), await newPlace()];
    const unknown = { ...from, channel: `${from.channel} unknown` };
    await expect(store.setPublication(unknown, { hash: 'c', at: 5 })).rejects.toThrow();
    await store.setPublication(from, { hash: `d ${from.channel}`, at: 5 });
    await store.movePlace(from, to);
    expect(await store.publishedPlace(`d ${from.channel}`)).toEqual(to);
  });
}
