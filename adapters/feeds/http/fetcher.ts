/** What a host gave along with a body, to ask next time whether it has changed. Plain data: a cursor may keep it. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface FetchOptions {
  /** Never empty: arXiv refuses who does not say it. */
  readonly accept: string;
  readonly validators?: Validators;
}

export type FetchResult =
  | {
      /** It answered 304: the validators still hold. */
      readonly kind: 'unchanged';
    }
  | {
      readonly kind: 'body';
      /** Decompressed, decoded, without a byte order mark; never empty. It may hold NUL and other control characters. */
      readonly text: string;
      readonly validators: Validators;
      /** Its `Link` header says that there is a next page. Where that leads is of no matter: pages are asked by number. */
      readonly hasNext: boolean;
    };

/** Asks one host, politely: in its turn, after its pause, and never while it refuses. */
export interface Fetcher {
  /**
   * @param url absolute
   * @throws FeedError and nothing else. `refused` and `unreachable` may pass; the others want a person. With a
   *   `retryAfterMs`, or as NoTurnError, it says nothing of the address: the host is left alone, or our memory of it fails.
   */
  get(url: string, options: FetchOptions): Promise<FetchResult>;
}
