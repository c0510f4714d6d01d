/** What a host sent with a body, to ask later whether the body has changed. Plain data, so a cursor can keep it. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface FetchOptions {
  /** Never empty: arXiv refuses requests without it. */
  readonly accept: string;
  readonly validators?: Validators;
}

export type FetchResult =
  | {
      /** The host answered 304: the validators are still valid. */
      readonly kind: 'unchanged';
    }
  | {
      readonly kind: 'body';
      /** Decompressed and decoded, without a byte order mark. Never empty. May have NUL and other control characters. */
      readonly text: string;
      readonly validators: Validators;
      /** Whether the `Link` header names a next page. Its address is not used: pages are asked for by number. */
      readonly hasNext: boolean;
    };

/** Asks one host as its etiquette wants: under a lease, after a pause, and never while the host refuses. */
export interface Fetcher {
  /**
   * @param url absolute
   * @throws FeedError and nothing else. `refused` and `unreachable` may pass, the others need a person. An error with
   *   `retryAfterMs`, or a HostLeasedError, says nothing about the address: the host is left alone, or our store fails.
   */
  get(url: string, options: FetchOptions): Promise<FetchResult>;
}
