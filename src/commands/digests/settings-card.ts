import { button, buttons, facts, hint, sentence, text, typed } from '../../cards/builders.ts';
import type { Span } from '../../cards/card.ts';
import { type Forecast, forecast } from '../../digest/plan/forecast.ts';
import {
  dateInWords,
  momentInWords,
  pauseInWords,
  rangeInWords,
  rangesInWords,
  scheduleInWords,
} from '../../topics/calendar/in-words.ts';
import { dateAt } from '../../topics/calendar/local-date.ts';
import { formatDateRange, inForce } from '../../topics/calendar/schedule.ts';
import type { DigestMode, WhenEmpty } from '../../topics/place.ts';
import { type Answer, answer } from '../command.ts';
import type { ReadablePlace, StateOf } from '../place-handle.ts';
import type { ReadingServices } from '../services.ts';
import { reviewInWords } from './review-setting.ts';

/** What comes on a day without new papers. */
export const emptyDays: Readonly<Record<WhenEmpty, string>> = {
  archive: 'up to 3 older papers that match and were not posted yet',
  note: 'one line that says so',
  silent: 'nothing at all',
};

/** What a digest has of each paper. */
export const modesInWords: Readonly<Record<DigestMode, string>> = {
  headline: 'titles and facts only',
  short: 'what each paper claims, and the abstracts in a thread',
  full: 'the abstract of each paper',
};

/** The settings of a place as they are in force, with what the scheduler will do next. */
export async function settingsAnswer(
  state: StateOf<ReadablePlace>,
  { store, clock }: ReadingServices,
): Promise<Answer> {
  const { size, whenEmpty, mode = 'short', review, stopped } = state;
  const now = clock.now();
  const today = dateAt(state.schedule.zone, now);
  const schedule = inForce(state.schedule, today);
  const topics = await store.subscriptions(state.place);
  const next = forecast(state, topics.length, now);
  return answer({
    title: 'The digest here',
    summary: `Digests come ${scheduleInWords(schedule)}.`,
    tone: stopped === undefined ? 'plain' : 'warning',
    blocks: [
      stopped && text(...sentence(`It has stopped: ${stopped.reason}. ${stopped.remedy ?? ''}`.trim())),
      facts({
        When: scheduleInWords(schedule),
        Next: nextText(next, state, now),
        Paused:
          schedule.paused &&
          (schedule.paused.until === undefined
            ? 'until you resume it'
            : `until ${dateInWords(schedule.paused.until, today)}`),
        Skipped: schedule.skips.length > 0 && rangesInWords(schedule.skips, today),
        Size: `at most ${size} ${size === 1 ? 'paper' : 'papers'}`,
        'Nothing new': emptyDays[whenEmpty],
        Mode: `${mode}: ${modesInWords[mode]}`,
        'Weekly review': review === undefined ? 'off' : reviewInWords(review, schedule),
      }),
      buttons(
        button('Preview', 'digest preview'),
        schedule.paused === undefined && stopped === undefined
          ? button('Pause', 'digest pause')
          : button('Resume', 'digest resume'),
        ...schedule.skips
          .slice(-2)
          .map((skip) =>
            button(
              `Unskip ${rangeInWords(skip, today)}`.slice(0, 30),
              `digest unskip ${formatDateRange(skip)}`,
            ),
          ),
      ),
      stopped === undefined &&
        hint(
          'Change it: ',
          typed('digest at 9:30 zone Berlin days mon-fri'),
          ', ',
          typed('digest pause until monday'),
          '.',
        ),
    ],
  });
}

/** A change of settings: what it did, when the next digest comes, and how to take it back. */
export async function changedAnswer(
  state: StateOf<ReadablePlace>,
  sentence: string,
  undo: string | undefined,
  { store, clock }: ReadingServices,
): Promise<Answer> {
  const now = clock.now();
  const next = forecast(state, (await store.subscriptions(state.place)).length, now);
  return answer({
    title: 'Digest',
    summary: sentence,
    blocks: [
      text(sentence),
      text(...('at' in next ? [`Next: ${nextText(next, state, now)}.`] : whyNone(next.none))),
      buttons(undo !== undefined && { label: 'Undo', line: undo }, button('All settings', 'digest')),
    ],
  });
}

const whyNone = (why: Extract<Forecast, { none: string }>['none']) => {
  if (why === 'no topics')
    return [
      'Nothing is followed here yet, so no digest comes. Try ',
      typed('follow mixture of experts'),
      '.',
    ];
  return why === 'stopped'
    ? ['The digest has stopped here. To go on: ', typed('digest resume')]
    : ['Resume any time: ', typed('digest resume')];
};

/** On which days digests come, or why none does. @param also what more there is to say of digests that come */
export function comesText(
  { schedule: set, stopped }: Pick<StateOf<ReadablePlace>, 'schedule' | 'stopped'>,
  now: number,
  also = '',
): (string | Span)[] {
  if (stopped !== undefined) return ['The digest has stopped here. To go on: ', typed('digest resume')];
  const today = dateAt(set.zone, now);
  const schedule = inForce(set, today);
  const more = schedule.paused === undefined ? also : pauseInWords(schedule, today);
  return [`Digests come ${scheduleInWords(schedule)}${more}.`];
}

/** When the next digest comes, the same wherever people read it, in the zone of the place. */
export function nextText(
  next: Forecast,
  { schedule: { zone } }: Pick<StateOf<ReadablePlace>, 'schedule'>,
  now: number,
): string {
  if ('at' in next) return next.at <= now ? 'within a minute' : momentInWords(next.at, zone, now);
  if (next.none === 'no topics') return 'none: nothing is followed here';
  return next.none === 'stopped' ? 'none until you resume it' : 'none while it is paused';
}
