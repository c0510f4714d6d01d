import { commandLine } from '../../cards/builders.ts';
import { UserError } from '../../errors.ts';
import type { Weekday } from '../../topics/calendar/local-date.ts';
import { parseDays, parseTime } from '../../topics/calendar/parse-schedule.ts';
import { numberNamed } from '../../topics/calendar/spoken-time.ts';
import { type DigestMode, digestModes, type WhenEmpty, whenEmptyChoices } from '../../topics/place.ts';
import { parseZone } from '../../topics/zones/zones.ts';
import { type ReviewSetting, readReview } from './review-setting.ts';

/** The settings of a digest that were named; what is not named stays. */
export interface Settings {
  /** `HH:MM` */
  readonly time?: string;
  readonly zone?: string;
  readonly days?: readonly Weekday[];
  /** Beside the present days, or beside `days`. */
  readonly alsoDays?: readonly Weekday[];
  /** Taken from the present days, or from `days`. */
  readonly withoutDays?: readonly Weekday[];
  readonly size?: number;
  readonly whenEmpty?: WhenEmpty;
  readonly mode?: DigestMode;
  readonly review?: ReviewSetting;
}

/** A setting of the digest. */
export type Setting = keyof Settings;

/** Reads the value of one setting. */
export interface Reader {
  readonly setting: Setting;
  /** What comes before the value. */
  readonly names: readonly string[];
  /** A value, for examples. */
  readonly sample: string;
  /** @throws UserError for a text that is not such a value as a whole */
  read(text: string): unknown;
}

const notOne = (text: string) => new UserError('bad-value', `“${text}” is not a value.`, '');

function readSize(text: string): number {
  const [, count = ''] =
    /^(\d{1,3}|[a-z]+)(?: papers?)?(?: a day| per day| per digest| each day| each)?$/i.exec(text) ?? [];
  const size = numberNamed(count.toLowerCase()) ?? Number(count);
  if (size >= 1 && size <= 50) return size;
  throw new UserError(
    'bad-size',
    `A digest can’t have “${text.slice(0, 40)}” papers.`,
    'Choose 1 to 50: `digest size 10`.',
  );
}

function readWhenEmpty(text: string): WhenEmpty {
  const choice = whenEmptyChoices.find((each) => each === text.toLowerCase());
  if (choice !== undefined) return choice;
  throw new UserError(
    'bad-when-empty',
    'What should I do on a day with nothing new?',
    'archive posts up to 3 older papers, note says that nothing is new, silent posts nothing.',
    whenEmptyChoices.map((empty) => commandLine('digest', { empty })),
  );
}

function readMode(text: string): DigestMode {
  const wanted = text
    .toLowerCase()
    .replace(/^(?:with|only|just) | (?:only|alone)$/g, '')
    .replace(/^(headline|title|abstract)s$/, '$1');
  const named: Readonly<Record<string, DigestMode>> = {
    title: 'headline',
    abstract: 'full',
    long: 'full',
    detailed: 'full',
    brief: 'short',
  };
  const mode = digestModes.find((each) => each === wanted) ?? named[wanted];
  if (mode !== undefined) return mode;
  throw new UserError(
    'bad-mode',
    'How much should a digest say of each paper?',
    'headline has titles only, short adds what each claims, full adds the abstracts.',
    digestModes.map((each) => commandLine('digest', { mode: each })),
  );
}

/** `weekly` and `weekly on friday` too. */
function readDays(text: string): readonly Weekday[] {
  if (/^(?:weekly|once a week|every week)$/i.test(text)) return [1];
  return parseDays(text.replace(/^(?:weekly|once a week|every week)(?: on| every| each)?\s+/i, ''));
}

const time: Reader = { setting: 'time', names: ['at', 'time at', 'time'], sample: '09:00', read: parseTime };
const zone: Reader = {
  setting: 'zone',
  names: ['zone', 'timezone', 'time zone', 'tz'],
  sample: 'Berlin',
  read: parseZone,
};
const days: Reader = {
  setting: 'days',
  names: ['days', 'day', 'on', 'every', 'each'],
  sample: 'mon-fri',
  read: readDays,
};
const alsoDays: Reader = {
  setting: 'alsoDays',
  names: ['also on', 'also', 'plus', 'add', 'and also'],
  sample: 'saturday',
  read: parseDays,
};
const withoutDays: Reader = {
  setting: 'withoutDays',
  names: ['except', 'except on', 'except for', 'but not', 'but not on', 'not', 'not on', 'no', 'without'],
  sample: 'weekends',
  read: parseDays,
};
const size: Reader = {
  setting: 'size',
  names: ['size', 'max', 'maximum', 'limit', 'at most', 'up to'],
  sample: '10',
  read: readSize,
};
const whenEmpty: Reader = {
  setting: 'whenEmpty',
  names: ['empty', 'when-empty', 'when empty', 'if empty', 'empty day', 'empty days', 'on empty days'],
  sample: 'note',
  read: readWhenEmpty,
};
const mode: Reader = {
  setting: 'mode',
  names: ['mode', 'style', 'format', 'detail'],
  sample: 'headline',
  read: readMode,
};
const review: Reader = {
  setting: 'review',
  names: ['review', 'weekly review'],
  sample: 'friday',
  read: readReview,
};
/** What reads the words of each setting, in the order in which they are tried. */
export const readers = { time, zone, days, alsoDays, withoutDays, size, whenEmpty, mode, review };
const named = Object.values(readers).flatMap((reader) =>
  reader.names.map((name) => ({ reader, words: name.split(' ') })),
);
/** The longest first. */
const byLength = named.toSorted((a, b) => b.words.length - a.words.length);

/** The setting whose name comes at a word. */
export function readerNamed(words: readonly string[], at: number) {
  const found = byLength.find((each) => each.words.every((word, i) => words[at + i]?.toLowerCase() === word));
  if (found === undefined) return undefined;
  const { length } = found.words;
  const isLinked = /^(?:to|is|=)$/i.test(words[at + length] ?? '');
  return { reader: found.reader, length: isLinked ? length + 1 : length };
}

/** Values that need no name. A bare number may be an hour or a size, so it does. */
export const bareReaders: readonly Reader[] = [
  {
    ...time,
    read: (text) => (/^(?:\d{1,2}|(?!noon$|midnight$)[a-z]+)$/i.test(text) ? refuse(text) : parseTime(text)),
  },
  { ...days, read: readDays },
  { ...size, read: (text) => (/papers?|a day|per digest/i.test(text) ? readSize(text) : refuse(text)) },
  { ...whenEmpty, read: (text) => readWhenEmpty(text) },
  mode,
  { ...zone, read: parseZone },
];

function refuse(text: string): never {
  throw notOne(text);
}
