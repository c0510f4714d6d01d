/** What the core asks of the world, on one page; what it asks of a store stands in `store.ts`. Types only. */

import type { Card } from './cards/card.ts';
import type { Note, Paper } from './corpus/paper.ts';
import type { Profile } from './search/profile.ts';
import type { Query } from './search/query.ts';
import type { Hit, Results, SearchPage, Suggestion } from './search/results.ts';
import type { Place } from './topics/place.ts';

export type * from './ports/feed.ts';
export type * from './store.ts';

/** Finds papers and notes. Asynchronous so that an engine may live in another process. */
export interface PaperIndex {
  /** Best first; equal scores are ordered by id, so that the same query always gives the same pages. */
  search(query: Query, page: SearchPage): Promise<Results>;
  /** Completions of the text being typed (not trimmed: a space at its end closes the last word). */
  suggest(text: string, options: SuggestOptions): Promise<readonly Suggestion[]>;
  /** What is nearest to a paper or a note by its whole text, itself left out. Unknown id: nothing. */
  similar(id: string, limit: { readonly papers: number; readonly notes: number }): Promise<Similar>;
  /** What a text is about, measured by the texts that are here; the text itself need not be. */
  profile(title: string, body: string): Promise<Profile>;
  /** Papers nearest to a profile, best first. */
  near(profile: Profile, limit: number): Promise<readonly Paper[]>;
  /**
   * Adds papers, or replaces those of the same id, one after the other, in the order of the calls: searches meanwhile
   * see what has come so far, and a large number of them keeps nobody waiting.
   */
  put(papers: readonly Paper[]): Promise<void>;
  /** Takes a paper out, if it is here. With `becameId` its id leads to that paper from now on, also in `similar`. */
  remove(id: string, becameId?: string): Promise<void>;
  /** By its id, one that it had, or its arXiv id, `2405.18425`. */
  paper(id: string): Promise<Paper | undefined>;
  note(id: string): Promise<Note | undefined>;
  size(): Promise<{ readonly papers: number; readonly notes: number }>;
}

export interface SuggestOptions {
  readonly limit: number;
  /** Only suggestions of these kinds; every kind when left out. */
  readonly kinds?: readonly Suggestion['kind'][];
}

export interface Similar {
  readonly papers: readonly Hit<Paper>[];
  readonly notes: readonly Hit<Note>[];
}

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}

/** pino's shape: fields first, then a constant message. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

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

/** A message that stands in a place. */
export interface MessageRef {
  /** The platform's own id: a Slack `ts`, a Discord message id. */
  readonly id: string;
  /** Where answers to it stand, where that is not the message itself: a Discord thread's or forum post's id. */
  readonly thread?: string;
}

export interface Outgoing {
  readonly place: Place;
  readonly card: Card;
  /** The same for every try of one message, 1 to 25 characters of `[a-z0-9]`. */
  readonly key: string;
  /** Details belong under this message, not into the channel. */
  readonly under?: MessageRef;
}

/** A message that was sent, and where it stands. */
export interface Standing extends Pick<Outgoing, 'place' | 'key'> {
  readonly ref: MessageRef;
}

/** `absent`: it was certainly never posted. `unknowable`: the platform does not let us look. */
export type Lookup = MessageRef | 'absent' | 'unknowable';

/** Posts cards of its own accord, on one platform. Every method throws DeliveryError and nothing else. */
export interface Messenger {
  /** Posts once: a messenger never tries again by itself after the platform may have accepted a message. */
  send(message: Outgoing): Promise<MessageRef>;
  /** The message that carries the key. `since`: milliseconds since 1970, before the first try. */
  find(message: Pick<Outgoing, 'place' | 'key' | 'under'>, since: number): Promise<Lookup>;
  /**
   * Puts another card in the place of one that stands there. Harmless when done twice, so its errors are `later` or
   * `gone`. Absent where a platform cannot take words back.
   */
  readonly edit?: (message: Standing, card: Card) => Promise<void>;
  /** Says something to one person in private. */
  tell(workspace: string, person: string, card: Card): Promise<void>;
  /** What keeps it from posting there, a sentence each with how to mend it; empty when nothing does. */
  preflight(place: Place): Promise<readonly string[]>;
}
