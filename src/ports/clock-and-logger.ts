/** Tells the time. Tests pass a clock that they move. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}

/** A part of pino's logger: fields first, then a constant message. */
export interface Logger {
  /** For somebody who traces one run; not written by default. */
  debug(fields: object, message: string): void;
  /** What happened as it should: started, posted, read. */
  info(fields: object, message: string): void;
  /** Trouble that may pass by itself, such as a feed that does not answer. */
  warn(fields: object, message: string): void;
  /** A bug, or trouble that somebody has to see to. */
  error(fields: object, message: string): void;
}
