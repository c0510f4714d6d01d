/** One piece of work, to be done at least once: it may run twice, and a crash never loses it. */
export interface NewJob {
  readonly name: string;
  /** While a job of this id waits or runs, another of it is left out; once it is done or given up, not any more. */
  readonly id?: string;
  /** JSON. */
  readonly data?: unknown;
}

export interface Job {
  readonly name: string;
  readonly id: string;
  readonly data: unknown;
  /** 1 for the first try. */
  readonly attempt: number;
}

export interface QueueCounts {
  readonly waiting: number;
  /** Waiting for a later time: a retry or the next run of `every`. */
  readonly delayed: number;
  readonly active: number;
  /** Given up, of the kept ones (the last thousand without an id). */
  readonly failed: number;
}

export interface Queue {
  /** @throws Error within seconds when the queue cannot be reached; nothing was added then, as far as we know. */
  add(job: NewJob): Promise<void>;
  /** As `add`, all or none. */
  addMany(jobs: readonly NewJob[]): Promise<void>;
  /** Starts to run jobs, called once. A handler that throws is tried again later, a bounded number of times. */
  work(handler: (job: Job) => Promise<void>, options: { readonly concurrency: number }): Promise<void>;
  /** Adds a job of this name now and every `everyMs`; the same for every process that asks. Missed runs are skipped. */
  every(name: string, everyMs: number): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Takes no more jobs and waits for the running ones. False when they outlast the deadline: they run again later. */
  stop(deadlineMs: number): Promise<boolean>;
}
