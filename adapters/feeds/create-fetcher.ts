import { FeedError } from '../../src/errors.ts';
import type { Clock, HostStore, Logger } from '../../src/ports.ts';
import type { Etiquette, HostName } from './etiquette.ts';
import type { Fetcher } from './fetcher.ts';

export type * from './fetcher.ts';

export interface FetcherOptions {
  readonly host: HostName;
  readonly store: HostStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From `userAgent`. */
  readonly userAgent: string;
  readonly sleep?: (ms: number) => Promise<void>;
  /** Other figures than those of the table, for tests. */
  readonly limits?: Partial<Etiquette>;
}

export function createFetcher(_options: FetcherOptions): Fetcher {
  return {
    async get() {
      throw new FeedError('unreachable', 'not built yet');
    },
  };
}
