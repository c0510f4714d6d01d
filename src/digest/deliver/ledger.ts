import type { Card } from '../../cards/card.ts';
import type { MessageRef } from '../../ports.ts';
import type { LocalDate } from '../../topics/calendar/local-date.ts';
import type { Place } from '../../topics/place.ts';

/** What became of a paper in an issue. `archive`: an old one, offered on a day without new ones. */
export type Outcome = 'new' | 'archive' | 'over' | 'hidden';

export interface IssuePaper {
  readonly id: string;
  readonly outcome: Outcome;
  /** The texts of the topics that it matched. */
  readonly topics: readonly string[];
  readonly words: readonly string[];
}

/** `none`: nothing to post that day, by the place's own wish. */
export type IssueKind = 'papers' | 'archive' | 'note' | 'none';

/** One day's digest in one place, before it is posted. The key is (place, local date). */
export interface PlannedIssue {
  readonly place: Place;
  readonly localDate: LocalDate;
  /** The place's last issue when this one was composed: it holds what that one does not. */
  readonly previous?: LocalDate;
  readonly kind: IssueKind;
  readonly papers: readonly IssuePaper[];
  readonly parts: readonly PlannedPart[];
  /** The keys of the topics that new papers matched. */
  readonly matchedTopics: readonly string[];
}

/** One message of an issue. The first stands in the place, the others below it. */
export interface PlannedPart {
  /** The same for every try: see {@link Outgoing}. */
  readonly key: string;
  readonly card: Card;
  /** Papers that count as posted once this part is sent. */
  readonly papers: readonly string[];
}

/**
 * `planned`: not tried. `sending`: tried, and nobody knows. `sent`: it stands there. Only `sending` may be in doubt,
 * and only until the platform has been asked.
 */
export type PartStatus = 'planned' | 'sending' | 'sent';

export interface Part extends PlannedPart {
  readonly number: number;
  readonly status: PartStatus;
  readonly ref?: MessageRef;
  /** When it was first tried. */
  readonly triedAt?: number;
  /** Until then the worker that tried it may still be at it. */
  readonly leasedUntil?: number;
}

export interface Issue extends Omit<PlannedIssue, 'parts' | 'matchedTopics' | 'previous'> {
  readonly parts: readonly Part[];
  readonly plannedAt: number;
  readonly doneAt?: number;
  /** How often delivery was put off, and until when. */
  readonly tries: number;
  readonly retryAt?: number;
  readonly problem?: string;
}
