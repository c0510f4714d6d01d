import { commandLine } from '../../cards/builders.ts';
import { attempt, UserError } from '../../errors.ts';
import { rangeInWords } from '../../topics/calendar/in-words.ts';
import type { LocalDate } from '../../topics/calendar/local-date.ts';
import type { DateRange } from '../../topics/calendar/schedule.ts';
import { readTypedDates } from '../../topics/calendar/typed-dates/read-dates.ts';
import { readTypedDateList } from '../../topics/calendar/typed-dates/read-list.ts';
import { readSettings } from './read-settings.ts';
import { unknownWord } from './setting-errors.ts';
import type { Settings } from './setting-readers.ts';
import {
  asksForMode,
  daysFirst,
  digestsCounted,
  isEndless,
  tooOften,
  vagueTime,
  weekdaysAlways,
} from './spoken-settings.ts';

/** What a person wants of the digest. */
export interface Wanted extends Settings {
  readonly verb?: 'preview' | 'now' | 'pause' | 'resume' | 'skip' | 'unskip';
  /** With `pause` and `resume`: the date on which digests come again. */
  readonly until?: LocalDate;
  /** With `skip` and `unskip`. Without: the next digests, or all skips. */
  readonly dates?: readonly DateRange[];
  /** With `skip` and without dates: how many of the next digests; one by default. */
  readonly count?: number;
}

const verbs: readonly (readonly [words: string, verb: NonNullable<Wanted['verb']>])[] = [
  ['preview, show preview', 'preview'],
  ['now, post now, post, send now, send', 'now'],
  [
    'pause, stop, off, turn off, switch off, mute, disable, snooze, silence, quiet, suspend, hold, halt, cancel',
    'pause',
  ],
  [
    'resume, on, turn on, switch on, start, restart, unpause, unmute, unsnooze, enable, continue, activate',
    'resume',
  ],
  ['skip', 'skip'],
  ["unskip, no skip, noskip, dont skip, don’t skip, don't skip", 'unskip'],
];

/**
 * Reads what was typed after `digest`, to its end: `at 5pm berlin mon-fri`, `pause until monday`, `weekly on friday`,
 * `max 3`. Settings stand in any order.
 * @param today in the zone of the place
 * @throws UserError that names the word which cannot be read
 */
export function readWords(text: string, today: LocalDate): Wanted {
  const words = text.trim().replace(/\s+/g, ' ');
  try {
    return readAll(words, today);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw twoThings(words, today) ?? withWorkingLines(error, today);
  }
}

function readAll(words: string, today: LocalDate): Wanted {
  const named = verbNamed(words);
  if (named !== undefined)
    return readVerb(named.verb, words.slice(named.name.length).trim(), today, named.name);
  if (words === '') return {};
  try {
    return readSettings(daysFirst(words));
  } catch (error) {
    throw withoutVerb(words, today) ?? askInstead(words) ?? error;
  }
}

/** What to ask for words that are no settings, but nearly. */
const askInstead = (words: string): UserError | undefined =>
  vagueTime(words, isSettings) ?? asksForMode(words) ?? tooOften(words) ?? oneDayOnly(words);

const isSettings = (words: string): boolean => isRead(() => readSettings(daysFirst(words)));

const isRead = (read: () => unknown): boolean => !(attempt(read) instanceof UserError);

/** For `at 9 tomorrow`: one day alone has no settings. */
function oneDayOnly(words: string): UserError | undefined {
  const [date = ''] = /\b(?:today|tonight|tomorrow|this week|next week)\b/i.exec(words) ?? [];
  const left = words.replace(date, '').replace(/\s+/g, ' ').trim();
  if (date === '' || left === '' || !isSettings(left)) return undefined;
  return new UserError(
    'one-day',
    `I can’t change the digest for ${date.toLowerCase()} alone.`,
    'I can change all of them, or skip some.',
    [commandLine('digest', { do: left }), commandLine('digest', { do: `skip ${date}` })],
  );
}

/** For settings and then something to do, `size 5 pause`, or two things to do. */
function twoThings(words: string, today: LocalDate): UserError | undefined {
  const canRead = (part: string) => isRead(() => readAll(part, today));
  const parts = words.split(' ');
  for (let at = 1; at < parts.length; at++) {
    const [first, second] = [parts.slice(0, at).join(' '), parts.slice(at).join(' ')];
    if (verbNamed(second) === undefined || !canRead(first) || !canRead(second)) continue;
    const lines = [first, second].map((each) => commandLine('digest', { do: each }));
    return new UserError('two-things', 'Those are two things, and I do one at a time.', '', lines);
  }
  return undefined;
}

/** Without lines that could not be read either. */
function withWorkingLines(error: UserError, today: LocalDate): UserError {
  const works = (line: string): boolean => {
    const [, quoted, plain = ''] = /^digest do:(?:(".*")|(\S+))$/.exec(line) ?? [];
    const words = quoted === undefined ? plain : String(JSON.parse(quoted));
    return words === '' || isRead(() => readAll(words, today));
  };
  return new UserError(error.code, error.message, error.hint, error.suggestions.filter(works));
}

/** For dates alone, which may be meant to be skipped or to end a pause. */
function withoutVerb(words: string, today: LocalDate): UserError | undefined {
  try {
    const { kind, range } = readTypedDates(words, today);
    if (kind === 'span') return undefined;
    const skip = commandLine('digest', { do: `skip ${words}` });
    return range.first === range.last
      ? new UserError(
          'unknown-digest-word',
          `What should happen on ${rangeInWords(range, today)}?`,
          'I can skip it, or pause until then.',
          [skip, commandLine('digest', { do: `pause until ${words}` })],
        )
      : new UserError('unknown-digest-word', `Should I skip ${rangeInWords(range, today)}?`, '', [skip]);
  } catch {
    return undefined;
  }
}

/** What is wanted of the digest, before its dates are read: people are asked for their right first. */
export const verbOf = (text: string): Wanted['verb'] => verbNamed(text.trim().replace(/\s+/g, ' '))?.verb;

function verbNamed(words: string) {
  const lower = words.toLowerCase();
  for (const [names, verb] of verbs) {
    for (const name of names.split(', ')) {
      // `digest on monday` names a day.
      if (lower === name || (lower.startsWith(`${name} `) && name !== 'on')) return { verb, name };
    }
  }
  return undefined;
}

function readVerb(verb: NonNullable<Wanted['verb']>, rest: string, today: LocalDate, name: string): Wanted {
  const short = rest === '' ? { verb } : readWithoutDates(verb, rest);
  if (short !== undefined) return short;
  if (verb === 'preview' || verb === 'now') throw unknownWord(`${name} ${rest}`, rest);
  const dates = typedDates(`${name} `, rest, today);
  if (verb === 'resume') return { verb, until: readTypedDates(rest, today).until };
  if (verb !== 'pause') return { verb, dates: dates.ranges };
  // “Pause tomorrow” and “pause over the weekend” name the days without a digest.
  return dates.kind === 'span' ? { verb, until: dates.until } : { verb: 'skip', dates: dates.ranges };
}

/** What words after a verb mean that are no dates: `skip none`, `pause for now`, `skip the next two`, `off on fridays`. */
function readWithoutDates(verb: Wanted['verb'], rest: string): Wanted | undefined {
  const isNone = /^(?:none|nothing|no date|no dates|off)$/i.test(rest);
  if (verb === 'skip' && isNone) return { verb: 'unskip' };
  if (verb === 'unskip')
    return isNone || /^(?:all|everything|all of them)$/i.test(rest) ? { verb } : undefined;
  if (verb === 'resume') return /^(?:now|today|it|again)$/i.test(rest) ? { verb } : undefined;
  if (verb === 'pause' && isEndless(rest)) return { verb };
  return verb === 'pause' || verb === 'skip' ? readDigestsLeftOut(rest) : undefined;
}

function readDigestsLeftOut(rest: string): Wanted | undefined {
  const always = weekdaysAlways(rest);
  if (always !== undefined) return { withoutDays: always };
  const count = digestsCounted(rest);
  return count === undefined ? undefined : { verb: 'skip', ...(count > 1 && { count }) };
}

/** @throws UserError whose suggestions are whole lines */
function typedDates(before: string, text: string, today: LocalDate) {
  const read = attempt(() => readTypedDateList(text, today));
  if (!(read instanceof UserError)) return read;
  const lines = read.suggestions.map((date) =>
    commandLine('digest', { do: before + text.replace(/\d{1,2}\/\d{1,2}(?:\/\d{2,4})?/, date) }),
  );
  throw new UserError(read.code, read.message, read.hint, lines);
}
