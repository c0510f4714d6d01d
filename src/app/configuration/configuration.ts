import type { Settings } from '../../commands/digests/setting-readers.ts';
import type { WorkspaceRule } from '../../ports/store/configuration.ts';
import type { LocalDate } from '../../topics/calendar/local-date.ts';
import type { DateRange } from '../../topics/calendar/schedule.ts';
import type { Place } from '../../topics/place.ts';
import type { Topic } from '../../topics/topic.ts';

/** What a configuration file says. What it does not name stays as it is. */
export interface Configuration {
  readonly places: readonly PlaceSettings[];
  readonly rules: readonly WorkspaceRule[];
}

/** What the file says of a place. */
export interface PlaceSettings {
  readonly place: Place;
  /** The platform's id of the person who is told about problems. */
  readonly owner: string;
  readonly settings: Settings;
  /** Null: not paused. Without `until`: until a person resumes. */
  readonly paused?: { readonly until?: LocalDate } | null;
  readonly skips?: readonly DateRange[];
  /** All that the place follows. */
  readonly topics?: readonly Topic[];
}

/** What is wrong with a file, and how to put it right. Lines and columns count from 1. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The keys of a place's digest in the file, and the settings that they name. */
export const settingKeys = {
  at: 'time',
  zone: 'zone',
  days: 'days',
  size: 'size',
  empty: 'whenEmpty',
  mode: 'mode',
  review: 'review',
} as const;

/** A place as people read it: `slack T01 C02`. */
export const placeName = ({ platform, workspace, channel }: Place): string =>
  `${platform} ${workspace} ${channel}`;
