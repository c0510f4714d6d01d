import type { Block, Card } from '../../cards/card.ts';
import { line, time } from '../../cards/span.ts';
import { defined } from '../../defined.ts';
import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import { parseDate, parseDateRange, parseDays, parseTime } from '../../topics/calendar/parse-schedule.ts';
import { describeSchedule, type Schedule } from '../../topics/calendar/schedule.ts';
import { type Place, parsePlace } from '../../topics/place.ts';
import { type PlaceState, type WhenEmpty, whenEmptyChoices } from '../../topics/subscription.ts';
import { parseZone } from '../../topics/zones/zones.ts';
import { type Answer, type Caller, defineCommand } from '../command.ts';
import { hint, requireChange, type ServiceAccess, type Services, saveState, stateOf } from '../services.ts';
import { moreOfIssue, postNow, previewIssue } from './issue.ts';

const emptyDays: Readonly<Record<WhenEmpty, string>> = {
  archive: 'up to three older papers that were not posted yet',
  note: 'one line that nothing was new',
  silent: 'nothing at all',
};

export const digestCommand = (desk: ServiceAccess) =>
  defineCommand({
    name: 'digest',
    summary: 'The daily digest: preview it, post it now, set hour and days, pause it',
    audience: 'person',
    changes: true,
    options: {
      do: {
        type: 'text',
        rest: true,
        help: 'preview, now, at 09:00, size 10, when-empty note, pause, resume, skip 2026-12-24',
      },
      at: { type: 'text', help: 'the hour, like 09:00 or 9:30pm' },
      zone: { type: 'text', suggests: 'zone', help: 'the time zone, like Europe/Berlin' },
      days: { type: 'text', help: 'the days, like mon-fri or daily' },
      size: { type: 'integer', min: 1, max: 50, help: 'papers in one digest' },
      empty: { type: 'choice', choices: whenEmptyChoices, help: 'what to post on a day without new papers' },
      until: { type: 'text', help: 'with pause: the date on which it resumes' },
      more: { type: 'text', help: 'papers of that date which had no room' },
      place: { type: 'text', help: 'another channel of this workspace, as a button of mine names it' },
    },
    examples: [
      'digest preview',
      'digest now',
      'digest at 09:00 zone:Europe/Berlin days:mon-fri',
      'digest size 5',
      'digest when-empty note',
      'digest pause until:2027-01-04',
      'digest resume',
      'digest skip 2026-12-24..2027-01-02',
    ],
    async run({ place, ...given }, asking) {
      const deps = await desk.open();
      const caller = place === undefined ? asking : await inPlace(place, asking, deps);
      const { verb, rest } = readVerb(given.do);
      const values: Given = { ...given, verb, rest };
      if (given.more !== undefined) return moreOfIssue(parseDate(given.more), caller, deps);
      if (verb === 'preview') return previewIssue(caller, deps);
      if (verb === undefined && !hasSettings(values)) return settingsAnswer(await stateOf(caller, deps));
      await requireChange(caller);
      if (verb === 'now') return postNow(caller, deps);
      return changeSettings(values, caller, deps);
    },
  });

/**
 * The caller as if in another channel: a digest that has stopped is resumed from the private message that says so.
 * @throws UserError for a place of somebody else's workspace, or one that this person may not change
 */
async function inPlace(key: string, caller: Caller, { store }: Services): Promise<Caller> {
  const place = readPlace(key);
  const state = place && (await store.place(place));
  const isNear = place?.platform === caller.place.platform && place.workspace === caller.place.workspace;
  if (state === undefined || !isNear)
    throw new UserError(
      'unknown-place',
      'There is no such channel with a digest here.',
      'Type the command in the channel itself.',
    );
  return {
    ...caller,
    place: state.place,
    mayChange: async () => state.owner === caller.person.id || caller.mayChange(),
  };
}

function readPlace(key: string): Place | undefined {
  try {
    return parsePlace(key);
  } catch {
    return undefined;
  }
}

const verbs = ['preview', 'now', 'at', 'size', 'when-empty', 'pause', 'resume', 'skip'] as const;
type Verb = (typeof verbs)[number];

interface Given {
  readonly verb: Verb | undefined;
  /** The words after the verb. */
  readonly rest: string;
  readonly at?: string;
  readonly zone?: string;
  readonly days?: string;
  readonly size?: number;
  readonly empty?: WhenEmpty;
  readonly until?: string;
}

function readVerb(text: string | undefined): { readonly verb: Verb | undefined; readonly rest: string } {
  if (text === undefined) return { verb: undefined, rest: '' };
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(text) ?? [];
  const verb = verbs.find((each) => each === word.toLowerCase());
  if (verb !== undefined) return { verb, rest };
  const near = nearestNames(word, verbs, 2);
  throw new UserError(
    'unknown-digest-word',
    `digest does not know “${word}”.`,
    near.length > 0 ? `Did you mean digest ${near.join(' or digest ')}?` : `It knows ${verbs.join(', ')}.`,
    near.map((each) => `digest ${each} ${rest}`.trim()),
  );
}

const hasSettings = ({ at, zone, days, size, empty }: Given) =>
  [at, zone, days, size, empty].some((value) => value !== undefined);

async function changeSettings(given: Given, caller: Caller, deps: Services): Promise<Answer> {
  const before = await stateOf(caller, deps);
  const after = { ...before, ...apply(given, before) };
  const wasStopped = before.stopped !== undefined && given.verb === 'resume';
  const { stopped: _, ...mended } = after;
  const saved = await saveState(wasStopped ? mended : after, caller, describeChange(given, after), deps);
  return settingsAnswer(saved, 'The digest is set.');
}

/** As the list of changes says it. */
function describeChange(
  { verb, rest, size, empty, at, zone, days, until }: Given,
  { schedule }: PlaceState,
): string {
  const parts = [
    verb === 'pause' && `paused the digest${until === undefined ? '' : ` until ${until}`}`,
    verb === 'resume' && 'resumed the digest',
    verb === 'skip' && `skips ${rest}`,
    (verb === 'size' || size !== undefined) && `set the size to ${size ?? rest}`,
    (verb === 'when-empty' || empty !== undefined) && `set an empty day to ${empty ?? rest}`,
    (verb === 'at' || [at, zone, days].some((value) => value !== undefined)) &&
      `set the time to ${describeSchedule(schedule)}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** The settings that the words change. */
function apply(given: Given, state: PlaceState): Partial<PlaceState> {
  const { verb, rest } = given;
  const schedule = applySchedule(given, state.schedule);
  const size = verb === 'size' ? readSize(rest) : given.size;
  const whenEmpty = verb === 'when-empty' ? readWhenEmpty(rest) : given.empty;
  return { schedule, ...defined({ size, whenEmpty }) };
}

function applySchedule({ verb, rest, at, zone, days, until }: Given, schedule: Schedule): Schedule {
  const time = verb === 'at' ? parseTime(rest) : at === undefined ? undefined : parseTime(at);
  const { paused: _, ...running } = schedule;
  const base = verb === 'resume' ? running : schedule;
  return {
    ...base,
    ...defined({ time }),
    ...(zone !== undefined && { zone: parseZone(zone) }),
    ...(days !== undefined && { days: parseDays(days) }),
    ...(verb === 'pause' && { paused: until === undefined ? {} : { until: parseDate(until) } }),
    ...(verb === 'skip' && { skips: [...schedule.skips, parseDateRange(rest)] }),
  };
}

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
    whenEmptyChoices.map((each) => `digest when-empty ${each}`),
  );
}

function settingsAnswer(state: PlaceState, sentence?: string): Answer {
  const next =
    state.nextAt === undefined
      ? line('none, until somebody resumes it')
      : line(time(new Date(state.nextAt).toISOString(), 'moment'));
  const blocks: Block[] = [
    ...(sentence === undefined ? [] : [{ kind: 'text', line: line(sentence) } satisfies Block]),
    ...(state.stopped === undefined
      ? []
      : [
          {
            kind: 'text',
            line: line(`It has stopped: ${state.stopped.reason}. ${state.stopped.remedy ?? ''}`.trim()),
          } satisfies Block,
        ]),
    {
      kind: 'facts',
      facts: [
        { label: 'When', value: line(describeSchedule(state.schedule)) },
        { label: 'Next', value: next },
        { label: 'Size', value: line(`${state.size} papers`) },
        { label: 'Empty day', value: line(emptyDays[state.whenEmpty]) },
      ],
    },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Preview', line: 'digest preview' },
        state.schedule.paused === undefined
          ? { label: 'Pause', line: 'digest pause' }
          : { label: 'Resume', line: 'digest resume' },
      ],
    },
    hint('Change it with: digest at 09:00 zone:Europe/Berlin days:mon-fri'),
  ];
  const card: Card = {
    title: 'The digest here',
    summary: describeSchedule(state.schedule),
    tone: state.stopped === undefined ? 'plain' : 'warning',
    blocks,
  };
  return { card, papers: [], notes: [] };
}
