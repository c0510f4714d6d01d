import type { ConnectionOptions, PostgresConnectionOptions } from 'bullmq';

/** The connections to the place where jobs are kept. */
export type Connection = {
  /** To be called after the producer and the worker are closed. */
  close(): Promise<void>;
} & (
  | { readonly kind: 'redis'; readonly producer: ConnectionOptions; readonly worker: ConnectionOptions }
  | {
      readonly kind: 'postgres';
      readonly producer: PostgresConnectionOptions;
      readonly worker: PostgresConnectionOptions;
    }
);

/** Logs a problem, but not each time it occurs. */
export type Report = (problem: string) => void;
