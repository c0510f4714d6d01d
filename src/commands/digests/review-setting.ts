import { attempt, UserError } from '../../errors.ts';
import { type Weekday, weekdayNames } from '../../topics/calendar/local-date.ts';
import { parseDays } from '../../topics/calendar/parse-schedule.ts';
import type { Schedule } from '../../topics/calendar/schedule.ts';
import type { PlaceState } from '../../topics/place.ts';

/** The day whose digest brings the review of the week, or none. */
export type ReviewSetting = Weekday | 'off';

/** @throws UserError for what is neither one day of the week nor `off` */
export function readReview(text: string): ReviewSetting {
  if (/^(?:off|none|no|never)$/i.test(text)) return 'off';
  const days = daysIn(text.replace(/^(?:on|every|each)\s+/i, ''));
  if (days?.length === 1 && days[0] !== undefined) return days[0];
  throw new UserError(
    'bad-review',
    'On which day should the review of the week come?',
    'It comes with that day’s digest: `digest review friday`. To end it: `digest review off`.',
    ['digest review:friday', 'digest review:off'],
  );
}

function daysIn(text: string): readonly Weekday[] | undefined {
  const days = attempt(() => parseDays(text));
  return days instanceof UserError ? undefined : days;
}

/** As it is typed: `friday`, `off`. */
export const reviewName = (review: ReviewSetting = 'off'): string =>
  review === 'off' ? 'off' : (weekdayNames[review - 1] ?? '').toLowerCase();

/** When the review of the week comes. */
export function reviewInWords(review: Weekday, { days }: Pick<Schedule, 'days'>): string {
  const day = weekdayNames[review - 1] ?? '';
  return days.includes(review) ? `with the digest of ${day}` : `with the first digest after ${day}`;
}

/** The state with another setting; the same where none is given. */
export function withReview(state: PlaceState, review: ReviewSetting | undefined): PlaceState {
  if (review === undefined) return state;
  const { review: _review, ...rest } = state;
  return review === 'off' ? rest : { ...rest, review };
}
