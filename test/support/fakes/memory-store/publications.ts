import type { Publication, PublicationStore } from '../../../../src/ports/store/publications.ts';
import { parsePlace, placeKey } from '../../../../src/topics/place.ts';
import type { memoryPlaces } from './places.ts';

/** The links to what was posted, in memory. */
export function memoryPublications({ rows }: ReturnType<typeof memoryPlaces>) {
  const publications = new Map<string, Publication>();
  const store: PublicationStore = {
    async setPublication(place, made) {
      if (made === undefined) publications.delete(placeKey(place));
      else if (rows.has(placeKey(place))) publications.set(placeKey(place), made);
      else throw new Error('no such place');
    },
    publication: async (place) => publications.get(placeKey(place)),
    async publishedPlace(hash) {
      const [key] = [...publications].find(([, made]) => made.hash === hash) ?? [];
      return key === undefined ? undefined : parsePlace(key);
    },
  };
  return { publications, store };
}
