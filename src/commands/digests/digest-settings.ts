import { commandLine } from '../../cards/builders.ts';
import { defined } from '../../defined.ts';
import { UserError } from '../../errors.ts';
import { dateAt } from '../../topics/calendar/local-date.ts';
import { parseDate, parseDays, parseTime } from '../../topics/calendar/parse-schedule.ts';
import { describeSchedule, formatDays } from '../../topics/calendar/schedule.ts';
import { type PlaceState, type WhenEmpty, whenEmptyChoices } from '../../topics/place.ts';
import { parseZone } from '../../topics/zones/zones.ts';
import type { Answer, Caller } from '../command.ts';
import { type ChangeablePlace, readable } from '../place-handle.ts';
import { type ChangingServices, changeState, type ReadingStore, stateOf } from '../services.ts';
import { settingsAnswer } from './settings-card.ts';
import { changedSkips, refusePast } from './skips.ts';

/** The words that `digest` knows: what they do, and whether they take further words. */
export const verbs = {
  preview: { effect: 'shows', takes: false },
  now: { effect: 'changes', takes: false },
  at: { effect: 'changes', takes: true },
  size: { effect: 'changes', takes: true },
  'when-empty': { effect: 'changes', takes: true },
  pause: { effect: 'changes', takes: false },
  resume: { effect: 'changes', takes: false },
  skip: { effect: 'changes', takes: true },
  unskip: { effect: 'changes', takes: true },
} as const;
export type Verb = keyof typeof verbs;
export const verbNames = Object.keys(verbs) as readonly Verb[];

/** The word with which a text begins, if `digest` knows it. */
export const verbOf = (text: string): Verb | undefined => {
  const [word = ''] = text.trim().toLowerCase().split(/\s/u);
  return verbNames.find((each) => each === word);
};

type SettingTexts = Partial<Record<'at' | 'zone' | 'days' | 'size' | 'empty', unknown>>;

/** What a person typed. `digest at 09:00` means the same as `digest at:09:00`; so do `size` and `when-empty`. */
export interface WantedSettings {
  readonly verb?: Verb;
  /** The words after the verb. */
  readonly rest: string;
  readonly at?: string;
  readonly zone?: string;
  readonly days?: string;
  readonly size?: number;
  readonly empty?: WhenEmpty;
  readonly until?: string;
}

export const hasSettings = ({ at, zone, days, size, empty }: SettingTexts): boolean =>
  [at, zone, days, size, empty].some((value) => value !== undefined);

/** @throws UserError for a value that cannot be read. */
export async function changeSettings(
  wanted: WantedSettings,
  place: ChangeablePlace,
  caller: Caller,
  services: ChangingServices,
): Promise<Answer> {
  const now = services.clock.now();
  // Mistakes are told before anything is done.
  changedState(await stateOf(place, caller, services), wanted, now);
  // Another hour or other days must not take away what is due now, so that is written down first.
  if (setsTime(wanted)) await services.digests.planDue(place);
  const saved = await changeState(
    place,
    caller,
    (state) => changedState(state, wanted, now),
    (state) => describeChange(wanted, state),
    services,
  );
  return settingsAnswer(saved, services, 'The digest is set.');
}

const setsTime = ({ verb, at, zone, days }: WantedSettings): boolean =>
  verb === 'at' || [at, zone, days].some((value) => value !== undefined);

function changedState(
  state: PlaceState,
  { verb, rest, at, zone, days, size, empty, until }: WantedSettings,
  now: number,
): PlaceState {
  const { stopped: _stopped, ...running } = state;
  const { paused: _paused, ...active } = state.schedule;
  const isResumed = verb === 'resume';
  const today = dateAt(state.schedule.zone, now);
  if (verb === 'pause' && until !== undefined) refusePast(parseDate(until), today, 'digest resume');
  return {
    ...(isResumed ? running : state),
    schedule: {
      ...(isResumed ? active : state.schedule),
      ...defined({
        time: parsed(verb === 'at' ? rest : at, parseTime),
        zone: parsed(zone, parseZone),
        days: parsed(days, parseDays),
        paused: verb === 'pause' ? defined({ until: parsed(until, parseDate) }) : undefined,
        skips: changedSkips(state.schedule, verb, rest, today),
      }),
    },
    ...defined({
      size: verb === 'size' ? readSize(rest) : size,
      whenEmpty: verb === 'when-empty' ? readWhenEmpty(rest) : empty,
    }),
  };
}

const parsed = <Value>(text: string | undefined, parse: (text: string) => Value): Value | undefined =>
  text === undefined ? undefined : parse(text);

function readSize(text: string): number {
  const size = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (size >= 1 && size <= 50) return size;
  throw new UserError(
    'bad-size',
    `“${text}” is no size for a digest.`,
    'It is a number from 1 to 50, like: digest size 10',
  );
}

function readWhenEmpty(text: string): WhenEmpty {
  const choice = whenEmptyChoices.find((each) => each === text.toLowerCase());
  if (choice !== undefined) return choice;
  throw new UserError(
    'bad-when-empty',
    `“${text}” is no way to spend an empty day.`,
    `It is one of ${whenEmptyChoices.join(', ')}.`,
    whenEmptyChoices.map((empty) => commandLine('digest', { empty })),
  );
}

/** For the list of changes. */
function describeChange(wanted: WantedSettings, state: PlaceState): string {
  const { verb, rest, size, empty, until } = wanted;
  const parts = [
    verb === 'pause' && `paused the digest${until === undefined ? '' : ` until ${until}`}`,
    verb === 'resume' && 'resumed the digest',
    verb === 'skip' && `skipped ${rest}`,
    verb === 'unskip' && `took back ${rest === '' ? 'all skips' : `the skip of ${rest}`}`,
    (verb === 'size' || size !== undefined) && `set the size to ${state.size}`,
    (verb === 'when-empty' || empty !== undefined) && `set an empty day to ${state.whenEmpty}`,
    setsTime(wanted) && `set the time to ${describeSchedule(state.schedule)}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** What the fields of a command's form show when it opens, by option: for `digest`, the place's settings. */
export async function formFields(
  command: string,
  caller: Caller,
  store: Pick<ReadingStore, 'place'>,
): Promise<Readonly<Record<string, string>>> {
  const state = command === 'digest' ? await store.place(await readable(caller)) : undefined;
  if (state === undefined) return {};
  const { schedule, size, whenEmpty } = state;
  return {
    at: schedule.time,
    zone: schedule.zone,
    days: formatDays(schedule.days),
    size: String(size),
    empty: whenEmpty,
  };
}
