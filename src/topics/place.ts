import type { Progress } from './calendar/calendar.ts';
import type { LocalDate, Weekday } from './calendar/local-date.ts';
import type { Schedule } from './calendar/schedule.ts';
import type { Topic } from './topic.ts';

/** A channel of any platform: what follows topics and gets a digest. */
export interface Place {
  /** The adapter's name: `slack`, `discord`, `console`. */
  readonly platform: string;
  /** A Slack workspace or organisation, a Discord server; for direct messages the bot's own. */
  readonly workspace: string;
  readonly channel: string;
}

/** A place as one text, for keys and logs; {@link parsePlace} reads it back. */
export const placeKey = ({ platform, workspace, channel }: Place): string =>
  [platform, workspace, channel].map(encodeURIComponent).join(':');

/** @throws Error when the text is not the key of a place. */
export function parsePlace(key: string): Place {
  const [platform, workspace, channel, ...more] = key.split(':').map(decodeURIComponent);
  if (platform === undefined || workspace === undefined || channel === undefined || more.length > 0) {
    throw new Error(`“${key}” is not the key of a place`);
  }
  return { platform, workspace, channel };
}

/** The same for a text that people may have typed: undefined for one that is not the key of a place. */
export function readPlaceKey(key: string): Place | undefined {
  try {
    return parsePlace(key);
  } catch {
    return undefined;
  }
}

/** A place follows a topic. */
export interface Subscription {
  readonly place: Place;
  readonly topic: Topic;
  /** The person who added it: the platform's id, and the name at that time. */
  readonly addedBy: string;
  readonly addedByName?: string;
  /** In milliseconds since 1970, like all instants here. */
  readonly addedAt: number;
  /** The latest arrival number when the topic was added: papers up to it are not new. */
  readonly baseline: number;
  /** When a paper last matched the topic. */
  readonly lastMatchAt?: number;
}

/** The most topics that a place may follow. With more, its digest would be too long to read. */
export const maxTopics = 50;

/** What a place does on a day without new papers. */
export const whenEmptyChoices = ['archive', 'note', 'silent'] as const;
/** What a digest does on a day with nothing new. */
export type WhenEmpty = (typeof whenEmptyChoices)[number];

/**
 * | mode       | a digest has of each paper                                              |
 * |------------|-------------------------------------------------------------------------|
 * | `headline` | its title and its facts                                                 |
 * | `short`    | also what it claims; the abstracts are in the thread                    |
 * | `full`     | the abstract instead, three papers in a message                         |
 */
export const digestModes = ['headline', 'short', 'full'] as const;
/** How much a digest has of each paper: see `digestModes`. */
export type DigestMode = (typeof digestModes)[number];

/** Why a place gets no digests until a person resumes them. */
export interface Stopped {
  readonly at: number;
  readonly reason: string;
  /** What a person can do; left out when the place is gone for good. */
  readonly remedy?: string;
  /** Nobody could be told yet: the next command in the place tells it. */
  readonly untold?: true;
}

/** Why a place whose stored schedule cannot be read has stopped. */
export const unreadableSchedule: Omit<Stopped, 'at'> = {
  reason: 'I can’t read its schedule',
  remedy: 'Set it again with `digest at 9:00 zone Berlin days mon-fri`, then `digest resume`.',
};

/** A place, the settings of its digest, and its progress. */
export interface PlaceState extends Progress {
  readonly place: Place;
  readonly schedule: Schedule;
  /** The most papers in one issue, 1 to 50. */
  readonly size: number;
  readonly whenEmpty: WhenEmpty;
  /** How much a digest says of each paper. Default: `short`. */
  readonly mode?: DigestMode;
  /** The day whose digest brings the review of the week. Absent without reviews. */
  readonly review?: Weekday;
  /** The person who is told about problems: who followed the first topic, or last changed the digest. */
  readonly owner: string;
  /** When the next issue is due. Absent while the digest is stopped, or paused without an end. */
  readonly nextAt?: number;
  readonly lastDate?: LocalDate;
  /** The arrival number up to which papers have been considered. */
  readonly seen: number;
  /** When papers were last considered. */
  readonly checkedAt?: number;
  readonly stopped?: Stopped;
}
