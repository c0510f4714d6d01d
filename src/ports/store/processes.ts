/** A process of the bot, as it says itself. */
export interface ProcessReport {
  /** Of one start of a process: a later one has another id. */
  readonly id: string;
  /** `all`, `web`, `worker` or `gateway`. */
  readonly role: string;
  /** The gateways that it would connect to: `discord`. */
  readonly gateways: readonly string[];
  /** It posts digests. */
  readonly posts: boolean;
}

/** The processes that share a database. */
export interface ProcessStore {
  /**
   * Says that the process lives, and forgets those that have not said so for `silentMs`, by the database's own clock.
   * @returns all that live, this one among them, the one that began first at first; a process that was forgotten begins anew
   */
  reportProcess(report: ProcessReport, silentMs: number): Promise<readonly ProcessReport[]>;
  /** The process ends. */
  forgetProcess(id: string): Promise<void>;
}
