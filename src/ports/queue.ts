/** One piece of work, done at least once: it may run twice, and a crash does not lose it. */
export interface NewJob {
  /** What kind of work it is: the handler chooses by it. */
  readonly name: string;
  /** While a job with this id waits or runs, another one with it is not added. Default: an id of its own. */
  readonly id?: string;
  /** JSON. */
  readonly data?: unknown;
}

/** Work for one worker. It may run twice, so it must be repeatable. */
export interface Job {
  /** As it was added. */
  readonly name: string;
  /** As it was added, or the id that the queue gave it. */
  readonly id: string;
  /** JSON, as it was added; from another version perhaps, so the handler checks it. */
  readonly data: unknown;
}

/** Runs jobs: each at least once, one at a time for each id, across all processes. */
export interface Queue {
  /**
   * @throws Error after 15 s at most when the queue does not answer. The job may have been added then, unless the queue had
   *   stopped before.
   */
  add(job: NewJob): Promise<void>;
  /** As `add`, all jobs or none. */
  addMany(jobs: readonly NewJob[]): Promise<void>;
  /**
   * Starts to run jobs; to be called once. A job whose handler throws runs again later, a limited number of times.
   * @param options.concurrency jobs at a time, at least 1
   */
  work(handler: (job: Job) => Promise<void>, options: { readonly concurrency: number }): Promise<void>;
  /** The ids of the jobs that wait or run. @throws Error after 15 s at most when the queue does not answer */
  pending(): Promise<readonly string[]>;
  /** How many jobs wait or run. @throws Error after 15 s at most when the queue does not answer */
  waiting(): Promise<number>;
  /**
   * Takes no more jobs, and waits `deadlineMs` milliseconds at most for the running ones.
   * @returns false when some are still running: they run again later
   */
  stop(deadlineMs: number): Promise<boolean>;
}
