import type { Progress } from './calendar/calendar.ts';
import type { LocalDate } from './calendar/local-date.ts';
import type { Schedule } from './calendar/schedule.ts';
import type { Place } from './place.ts';
import type { Topic } from './topic.ts';

/** A place follows a topic. */
export interface Subscription {
  readonly place: Place;
  readonly topic: Topic;
  /** The platform's id of who added it, and the name at that time. */
  readonly addedBy: string;
  readonly addedByName?: string;
  /** Milliseconds since 1970, as every instant here. */
  readonly addedAt: number;
  /** Papers up to this arrival number were there when it was added: they are not new. */
  readonly baseline: number;
  /** When a paper last matched it. */
  readonly lastMatchAt?: number;
}

/** At most this many topics in a place: a digest of more is no digest. */
export const maxTopics = 50;

/** What a place does on a day without new papers. */
export const whenEmptyChoices = ['archive', 'note', 'silent'] as const;
export type WhenEmpty = (typeof whenEmptyChoices)[number];

/** Why a place gets nothing until a person mends it. */
export interface Stopped {
  readonly at: number;
  readonly reason: string;
  /** What a person can do; left out when the place is gone for good. */
  readonly remedy?: string;
}

/** Why a place whose stored schedule cannot be read has stopped. */
export const unreadableSchedule: Omit<Stopped, 'at'> = {
  reason: 'its schedule cannot be read any more',
  remedy: 'Set it again with: digest at 09:00 zone:Europe/Berlin days:mon-fri. Then: digest resume',
};

/** A place with its digest's settings, and how far it has come. */
export interface PlaceState extends Progress {
  readonly place: Place;
  readonly schedule: Schedule;
  /** Papers in one issue, 1 to 50. */
  readonly size: number;
  readonly whenEmpty: WhenEmpty;
  /** Who is told when something is wrong: the one who followed first, or last changed the digest. */
  readonly owner: string;
  /** When the next issue is planned; nothing while paused without end or stopped. */
  readonly nextAt?: number;
  readonly lastDate?: LocalDate;
  /** Papers up to this arrival number have been looked through. */
  readonly seen: number;
  /** When new papers were last looked for. */
  readonly checkedAt?: number;
  readonly stopped?: Stopped;
}
