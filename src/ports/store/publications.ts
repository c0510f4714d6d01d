import type { Place } from '../../topics/place.ts';

/** The links by which people who are not in a place read what was posted there. A place has at most one. */
export interface PublicationStore {
  /**
   * Publishes a place under the hash of a secret, in place of its former one; without `made`, under none any more.
   * @throws Error for a place that was never saved
   */
  setPublication(place: Place, made: Publication | undefined): Promise<void>;
  /** Undefined for a place that is not published. */
  publication(place: Place): Promise<Publication | undefined>;
  /** The place that is published under a hash. */
  publishedPlace(hash: string): Promise<Place | undefined>;
}

/** A link, without the secret in it. */
export interface Publication {
  /** SHA-256 of the secret, in hexadecimal: who reads the database cannot use the link. */
  readonly hash: string;
  /** When the link was made, in milliseconds since 1970. */
  readonly at: number;
}
