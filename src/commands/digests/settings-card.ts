import { button, buttons, facts, hint, moment, text } from '../../cards/builders.ts';
import type { Span } from '../../cards/card.ts';
import { type Forecast, forecast } from '../../digest/plan/forecast.ts';
import { dateAt } from '../../topics/calendar/local-date.ts';
import { describeSchedule, formatDateRange, inForce } from '../../topics/calendar/schedule.ts';
import type { WhenEmpty } from '../../topics/place.ts';
import { type Answer, answer } from '../command.ts';
import type { ReadablePlace, StateOf } from '../place-handle.ts';
import type { ReadingServices } from '../services.ts';

const emptyDays: Readonly<Record<WhenEmpty, string>> = {
  archive: 'up to three older papers that were not posted yet',
  note: 'one line that nothing was new',
  silent: 'nothing at all',
};

/** The settings of a place as they are in force, with what the scheduler will do next. */
export async function settingsAnswer(
  state: StateOf<ReadablePlace>,
  { store, clock }: ReadingServices,
  sentence?: string,
): Promise<Answer> {
  const { size, whenEmpty, stopped } = state;
  const now = clock.now();
  const schedule = inForce(state.schedule, dateAt(state.schedule.zone, now));
  const topics = await store.subscriptions(state.place);
  const next = forecast(state, topics.length, now);
  return answer({
    title: 'The digest here',
    summary: describeSchedule(schedule),
    tone: stopped === undefined ? 'plain' : 'warning',
    blocks: [
      sentence !== undefined && text(sentence),
      stopped && text(`It has stopped: ${stopped.reason}. ${stopped.remedy ?? ''}`.trim()),
      facts({
        When: describeSchedule(schedule),
        Next: nextText(next, now),
        Skipped: schedule.skips.length > 0 && schedule.skips.map(formatDateRange).join(', '),
        Size: `${size} papers`,
        'Empty day': emptyDays[whenEmpty],
      }),
      buttons(
        button('Preview', 'digest preview'),
        schedule.paused === undefined && stopped === undefined
          ? button('Pause', 'digest pause')
          : button('Resume', 'digest resume'),
        ...schedule.skips
          .slice(-2)
          .map((skip) =>
            button(`Take back ${formatDateRange(skip)}`, `digest unskip ${formatDateRange(skip)}`),
          ),
      ),
      hint('Change it with: digest at 09:00 zone:Europe/Berlin days:mon-fri'),
    ],
  });
}

/** What `Next` says, the same wherever people read it. */
export function nextText(next: Forecast, now: number): string | Span {
  if ('at' in next) return next.at <= now ? 'within a minute' : moment(next.at);
  if (next.none === 'no topics') return 'none: nothing is followed here';
  return next.none === 'stopped' ? 'none until it is resumed' : 'none: it is paused';
}
