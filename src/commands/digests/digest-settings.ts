import { button, buttons, commandLine, facts, hint, line, moment, text } from '../../cards/builders.ts';
import type { Line } from '../../cards/card.ts';
import { defined } from '../../defined.ts';
import { UserError } from '../../errors.ts';
import { parseDate, parseDateRange, parseDays, parseTime } from '../../topics/calendar/parse-schedule.ts';
import { describeSchedule, formatDays } from '../../topics/calendar/schedule.ts';
import { type PlaceState, type WhenEmpty, whenEmptyChoices } from '../../topics/place.ts';
import { parseZone } from '../../topics/zones/zones.ts';
import { type Answer, answer, type Caller } from '../command.ts';
import { type ChangeablePlace, readable } from '../place-handle.ts';
import { type ChangingServices, type ReadingStore, type StateOf, saveState, stateOf } from '../services.ts';

export const verbs = ['preview', 'now', 'at', 'size', 'when-empty', 'pause', 'resume', 'skip'] as const;
export type Verb = (typeof verbs)[number];

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

export const hasSettings = ({ at, zone, days, size, empty }: WantedSettings): boolean =>
  [at, zone, days, size, empty].some((value) => value !== undefined);

/** @throws UserError for a value that cannot be read. */
export async function changeSettings(
  wanted: WantedSettings,
  place: ChangeablePlace,
  caller: Caller,
  services: ChangingServices,
): Promise<Answer> {
  const state = changedState(await stateOf(place, caller, services), wanted);
  const saved = await saveState(state, caller, describeChange(wanted, state), services);
  return settingsAnswer(saved, 'The digest is set.');
}

function changedState(
  state: StateOf<ChangeablePlace>,
  { verb, rest, at, zone, days, size, empty, until }: WantedSettings,
): StateOf<ChangeablePlace> {
  const { stopped: _stopped, ...running } = state;
  const { paused: _paused, ...active } = state.schedule;
  const isResumed = verb === 'resume';
  return {
    ...(isResumed ? running : state),
    schedule: {
      ...(isResumed ? active : state.schedule),
      ...defined({
        time: parsed(verb === 'at' ? rest : at, parseTime),
        zone: parsed(zone, parseZone),
        days: parsed(days, parseDays),
        paused: verb === 'pause' ? defined({ until: parsed(until, parseDate) }) : undefined,
        skips: verb === 'skip' ? [...state.schedule.skips, parseDateRange(rest)] : undefined,
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
function describeChange(
  { verb, rest, size, empty, at, zone, days, until }: WantedSettings,
  state: PlaceState,
): string {
  const parts = [
    verb === 'pause' && `paused the digest${until === undefined ? '' : ` until ${until}`}`,
    verb === 'resume' && 'resumed the digest',
    verb === 'skip' && `skips ${rest}`,
    (verb === 'size' || size !== undefined) && `set the size to ${state.size}`,
    (verb === 'when-empty' || empty !== undefined) && `set an empty day to ${state.whenEmpty}`,
    (verb === 'at' || [at, zone, days].some((value) => value !== undefined)) &&
      `set the time to ${describeSchedule(state.schedule)}`,
  ];
  return parts.filter(Boolean).join(', ');
}

const emptyDays: Readonly<Record<WhenEmpty, string>> = {
  archive: 'up to three older papers that were not posted yet',
  note: 'one line that nothing was new',
  silent: 'nothing at all',
};

export function settingsAnswer(state: PlaceState, sentence?: string): Answer {
  const { schedule, size, whenEmpty, stopped } = state;
  const isHalted = stopped !== undefined || schedule.paused !== undefined;
  return answer({
    title: 'The digest here',
    summary: describeSchedule(schedule),
    tone: stopped === undefined ? 'plain' : 'warning',
    blocks: [
      sentence !== undefined && text(sentence),
      stopped && text(`It has stopped: ${stopped.reason}. ${stopped.remedy ?? ''}`.trim()),
      facts({
        When: describeSchedule(schedule),
        Next: nextText(state),
        Size: `${size} papers`,
        'Empty day': emptyDays[whenEmpty],
      }),
      buttons(
        button('Preview', 'digest preview'),
        isHalted ? button('Resume', 'digest resume') : button('Pause', 'digest pause'),
      ),
      hint('Change it with: digest at 09:00 zone:Europe/Berlin days:mon-fri'),
    ],
  });
}

function nextText({ nextAt, schedule, stopped }: PlaceState): string | Line {
  if (stopped !== undefined) return 'none until it is resumed';
  if (nextAt !== undefined) return line(moment(nextAt));
  return schedule.paused === undefined ? 'none yet: nothing is followed here' : 'none until it is resumed';
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
