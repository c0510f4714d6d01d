import type { ConnectionOptions, PostgresConnectionOptions } from 'bullmq';

/** What BullMQ needs of the place where jobs are kept. */
export type Connection = {
  /** Frees what was opened; after the queue and the worker. */
  close(): Promise<void>;
} & (
  | { readonly kind: 'redis'; readonly producer: ConnectionOptions; readonly worker: ConnectionOptions }
  | {
      readonly kind: 'postgres';
      readonly producer: PostgresConnectionOptions;
      readonly worker: PostgresConnectionOptions;
    }
);

/** Reports a problem without repeating itself. */
export type Report = (problem: string) => void;
