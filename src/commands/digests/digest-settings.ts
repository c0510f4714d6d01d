import { commandLine } from '../../cards/builders.ts';
import { defined } from '../../defined.ts';
import { UserError } from '../../errors.ts';
import { dateAt } from '../../topics/calendar/local-date.ts';
import { everyDay, formatDays, inForce } from '../../topics/calendar/schedule.ts';
import type { PlaceState } from '../../topics/place.ts';
import type { Answer, Caller } from '../command.ts';
import { type ChangeablePlace, readable } from '../place-handle.ts';
import { type ChangingServices, changeState, type ReadingStore, stateOf } from '../services.ts';
import { changesOf, logOf, undoLine } from './changes-in-words.ts';
import { reviewName, withReview } from './review-setting.ts';
import { changedAnswer } from './settings-card.ts';
import { changedSkips } from './skips.ts';
import type { Wanted } from './words.ts';

/** @throws UserError for dates that cannot be, and for a resume of what is not paused */
export async function changeSettings(
  asked: Wanted,
  place: ChangeablePlace,
  caller: Caller,
  services: ChangingServices,
): Promise<Answer> {
  const now = services.clock.now();
  const before = await stateOf(place, caller, services);
  const wanted = withDays(asked, before);
  // Mistakes are told before anything is done.
  changedState(before, wanted, now);
  // Another hour or other days must not take away what is due now, so that is written down first.
  if (setsTime(wanted)) await services.digests.planDue(place);
  const saved = await changeState(
    place,
    caller,
    (state) => changedState(state, wanted, now),
    (state) => logOf(changesOf(wanted, state, now)),
    services,
  );
  const said = changesOf(wanted, saved, now).flatMap(({ say }) => say ?? []);
  return changedAnswer(saved, said.join(' '), undoLine(before, saved, wanted, now), services);
}

const setsTime = ({ time, zone, days }: Wanted): boolean =>
  [time, zone, days].some((value) => value !== undefined);

/** Days that are added or taken away, as the days that are left. @throws UserError when none is */
function withDays({ alsoDays = [], withoutDays = [], ...wanted }: Wanted, { schedule }: PlaceState): Wanted {
  if (alsoDays.length + withoutDays.length === 0) return wanted;
  const before = new Set([...(wanted.days ?? schedule.days), ...alsoDays]);
  const days = everyDay.filter((day) => before.has(day) && !withoutDays.includes(day));
  if (days.length > 0) return { ...wanted, days };
  throw new UserError('bad-days', 'That leaves no day for the digest.', 'To stop it for a while, pause it.', [
    'digest pause',
  ]);
}

function changedState(state: PlaceState, wanted: Wanted, now: number): PlaceState {
  const { verb, until, time, zone, days, size, whenEmpty, mode, review } = wanted;
  const { stopped: _stopped, ...running } = state;
  const { paused: _paused, ...active } = state.schedule;
  const isResumed = verb === 'resume' && until === undefined;
  if (
    verb === 'resume' &&
    until !== undefined &&
    inForce(state.schedule, dateAt(state.schedule.zone, now)).paused === undefined
  )
    throw new UserError(
      'not-paused',
      'The digest isn’t paused.',
      'To pause it until then: `digest pause until …`',
      [commandLine('digest', { do: 'pause', until })],
    );
  const isPaused = verb === 'pause' || (verb === 'resume' && !isResumed);
  return {
    ...withReview(isResumed ? running : state, review),
    schedule: {
      ...(isResumed ? active : state.schedule),
      ...defined({
        time,
        zone,
        days,
        paused: isPaused ? defined({ until }) : undefined,
        skips: changedSkips(state, wanted, now),
      }),
    },
    ...defined({ size, whenEmpty, mode }),
  };
}

/** What the fields of a command's form show when it opens, by option: for `digest`, the place's settings. */
export async function formFields(
  command: string,
  caller: Caller,
  store: Pick<ReadingStore, 'place'>,
): Promise<Readonly<Record<string, string>>> {
  const state = command === 'digest' ? await store.place(await readable(caller)) : undefined;
  if (state === undefined) return {};
  const { schedule, size, whenEmpty, mode = 'short', review } = state;
  return {
    at: schedule.time,
    zone: schedule.zone,
    days: formatDays(schedule.days),
    size: String(size),
    empty: whenEmpty,
    mode,
    review: reviewName(review),
  };
}
