import { commandLine } from '../../cards/builders.ts';
import { plural } from '../../cards/text.ts';
import { dateInWords, daysInWords, rangesInWords, zoneCity } from '../../topics/calendar/in-words.ts';
import { dateAt, type LocalDate } from '../../topics/calendar/local-date.ts';
import { type DateRange, formatDateRange, formatDays, inForce } from '../../topics/calendar/schedule.ts';
import type { PlaceState } from '../../topics/place.ts';
import { type ReviewSetting, reviewInWords, reviewName } from './review-setting.ts';
import { emptyDays, modesInWords } from './settings-card.ts';
import { withoutRanges } from './skips.ts';
import type { Wanted } from './words.ts';

interface Change {
  /** For the list of changes, after the name of the person. */
  readonly log: string;
  /** For the person; nothing where another change says it. */
  readonly say?: string;
}

/** What was changed, as the log of changes says it. */
export const logOf = (changes: readonly Change[]): string => changes.map(({ log }) => log).join(', ');

/** What a change did, in words. @param state after the change */
export function changesOf(wanted: Wanted, state: PlaceState, now: number): readonly Change[] {
  const today = dateAt(state.schedule.zone, now);
  return [
    ...pauseChanges(wanted, today),
    ...skipChanges(wanted, state, today),
    ...settingChanges(wanted, state),
  ];
}

function pauseChanges({ verb, until }: Wanted, today: LocalDate): Change[] {
  const on = until === undefined ? '' : ` until ${dateInWords(until, today)}`;
  if (verb === 'pause' || (verb === 'resume' && until !== undefined))
    return [{ log: `paused the digest${on}`, say: `Paused${on}.` }];
  return verb === 'resume' ? [{ log: 'resumed the digest', say: 'Resumed.' }] : [];
}

function skipChanges(
  { verb, dates, count = 1 }: Wanted,
  { schedule }: PlaceState,
  today: LocalDate,
): Change[] {
  if (verb === 'unskip' && dates === undefined)
    return [{ log: 'took back all skips', say: 'No date is skipped now.' }];
  const ranges = dates ?? schedule.skips.slice(-count);
  const [first] = ranges;
  if (first === undefined) return [];
  const which = rangesInWords(ranges, today);
  const preposition = ranges.length > 1 || first.first === first.last ? 'on' : 'from';
  if (verb === 'skip') return [{ log: `skipped ${which}`, say: `No digest ${preposition} ${which}.` }];
  return verb === 'unskip'
    ? [{ log: `took back the skip of ${which}`, say: `Digests come ${preposition} ${which} again.` }]
    : [];
}

function settingChanges(
  { time, zone, days, size, whenEmpty, mode, review }: Wanted,
  { schedule }: PlaceState,
): Change[] {
  const when = [
    time !== undefined && `the time to ${time}`,
    zone !== undefined && `the zone to ${zoneCity(zone)}`,
    days !== undefined && `the days to ${formatDays(days)}`,
  ].filter((each) => each !== false);
  const come = `${daysInWords(schedule.days)} at ${schedule.time} (${zoneCity(schedule.zone)})`;
  return [
    ...(when.length > 0 ? [{ log: `set ${when.join(', ')}`, say: `Digests come ${come} now.` }] : []),
    ...(size === undefined
      ? []
      : [{ log: `set the size to ${size}`, say: `At most ${plural(size, 'paper')} in a digest now.` }]),
    ...(whenEmpty === undefined
      ? []
      : [
          {
            log: `set an empty day to ${whenEmpty}`,
            say: `With nothing new, I’ll post ${emptyDays[whenEmpty]}.`,
          },
        ]),
    ...(mode === undefined
      ? []
      : [{ log: `set the mode to ${mode}`, say: `Digests have ${modesInWords[mode]} now.` }]),
    ...(review === undefined
      ? []
      : [{ log: `set the weekly review to ${reviewName(review)}`, say: reviewSaid(review, schedule) }]),
  ];
}

const reviewSaid = (review: ReviewSetting, schedule: PlaceState['schedule']): string =>
  review === 'off'
    ? 'No more weekly reviews.'
    : `A review of the week comes ${reviewInWords(review, schedule)}.`;

/** The command line that brings back what was; nothing where one line cannot. @param before the settings before the change, and `after` it */
export function undoLine(
  before: PlaceState,
  after: PlaceState,
  wanted: Wanted,
  now: number,
): string | undefined {
  const { verb, until } = wanted;
  const today = dateAt(before.schedule.zone, now);
  const skipsOf = ({ schedule }: PlaceState) => inForce(schedule, today).skips;
  const [were, are] = [skipsOf(before), skipsOf(after)];
  const { paused } = inForce(before.schedule, today);
  const pauseAgain = paused && commandLine('digest', { do: 'pause', until: paused.until });
  switch (verb) {
    case 'pause':
      return pauseAgain ?? 'digest resume';
    case 'resume':
      return pauseAgain ?? (until === undefined ? undefined : 'digest resume');
    case 'skip':
      return rangesLine('unskip', withoutRanges(are, were));
    case 'unskip':
      return rangesLine('skip', withoutRanges(were, are));
    default:
      return settingsLine(before, wanted);
  }
}

const rangesLine = (verb: string, ranges: readonly DateRange[]): string | undefined =>
  ranges.length === 0 ? undefined : `digest ${verb} ${ranges.map(formatDateRange).join(', ')}`;

const settingsLine = (
  { schedule, size, whenEmpty, mode = 'short', review }: PlaceState,
  wanted: Wanted,
): string =>
  commandLine('digest', {
    at: wanted.time && schedule.time,
    zone: wanted.zone && schedule.zone,
    days: wanted.days && formatDays(schedule.days),
    size: wanted.size && size,
    empty: wanted.whenEmpty && whenEmpty,
    mode: wanted.mode && mode,
    review: wanted.review && reviewName(review),
  });
