import { commandLine } from '../../cards/builders.ts';
import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
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
  readonly size?: number;
  readonly whenEmpty?: WhenEmpty;
  readonly mode?: DigestMode;
  readonly review?: ReviewSetting;
}

export type Setting = keyof Settings;

/** Reads the value of one setting. */
export interface Reader {
  readonly setting: Setting;
  /** What comes before the value. */
  readonly names: readonly string[];
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
  const wanted = text.toLowerCase().replace(/^(headline|title|abstract)s$/, '$1');
  const named: Readonly<Record<string, DigestMode>> = { title: 'headline', abstract: 'full', long: 'full' };
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

const time: Reader = { setting: 'time', names: ['at', 'time at', 'time'], read: parseTime };
const zone: Reader = { setting: 'zone', names: ['zone', 'timezone', 'time zone', 'tz'], read: parseZone };
const days: Reader = { setting: 'days', names: ['days', 'day', 'on', 'every', 'each'], read: readDays };
const size: Reader = {
  setting: 'size',
  names: ['size', 'max', 'maximum', 'limit', 'at most', 'up to'],
  read: readSize,
};
const whenEmpty: Reader = {
  setting: 'whenEmpty',
  names: ['empty', 'when-empty', 'when empty', 'if empty', 'empty day', 'empty days', 'on empty days'],
  read: readWhenEmpty,
};
const mode: Reader = { setting: 'mode', names: ['mode', 'style', 'format', 'detail'], read: readMode };
const review: Reader = { setting: 'review', names: ['review', 'weekly review'], read: readReview };
export const readers = { time, zone, days, size, whenEmpty, mode, review };
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

const everyOther = /^(?:hourly|monthly|biweekly|fortnightly|yearly|twice)$/i;

/** @param text all that was typed after `digest` */
export function unknownWord(text: string, word: string): UserError {
  const shown = word.slice(0, 40);
  const put = (value: string) => commandLine('digest', { do: text.replace(word, value) });
  if (everyOther.test(word))
    return new UserError(
      'unknown-digest-word',
      'Digests come once a day at most, and once a week at least.',
      'Try `digest weekly` or `digest daily`.',
      ['digest do:weekly', 'digest do:daily'],
    );
  const number = numberNamed(word.toLowerCase()) ?? (/^\d{1,2}$/.test(word) ? Number(word) : 0);
  if (number > 0) return bareNumber(String(number), put);
  if (/^(?:more|fewer|less)$/i.test(word)) return howMany(word);
  const [, end] = /(?:^|\s)((?:until|till|til)\s.*)$/i.exec(text) ?? [];
  if (end !== undefined)
    return new UserError(
      'unknown-digest-word',
      `I don’t know what goes on ${end.slice(0, 60)}.`,
      `Is it a pause? \`digest pause ${end.slice(0, 60)}\``,
      [commandLine('digest', { do: `pause ${end}` })],
    );
  const nearest = nearestNames(word, digestWords, 2);
  const zoneError = readingError(() => parseZone(word));
  const isChoice = zoneError?.code === 'several-zones';
  // A short word is a part of many names: Port Moresby has “more”.
  const offered = isChoice || word.length > 4 ? (zoneError?.suggestions ?? []) : [];
  const zones = offered.slice(0, 5).map(put);
  if (zoneError !== undefined && isChoice)
    return new UserError('bad-zone', zoneError.message, zoneError.hint, zones);
  return new UserError(
    'unknown-digest-word',
    `I don’t understand “${shown}” in “digest ${text.slice(0, 60)}”.`,
    nearest.length > 0
      ? `Did you mean ${nearest.map((each) => `\`digest ${each}\``).join(' or ')}?`
      : 'I know times, days, zones and sizes, and preview, now, pause, resume, skip and unskip. See `help digest`.',
    nearest.length > 0 ? nearest.map(put) : zones,
  );
}

function howMany(word: string): UserError {
  const sizes = /more/i.test(word) ? [15, 20] : [5, 3];
  return new UserError(
    'unknown-digest-word',
    'How many papers should a digest have?',
    'At most 50.',
    sizes.map((size) => `digest do:"size ${size}"`),
  );
}

function bareNumber(word: string, put: (value: string) => string): UserError {
  const isHour = Number(word) < 24;
  return new UserError(
    'unknown-digest-word',
    isHour ? `Do you mean ${word} papers, or ${word}:00?` : `Do you mean ${word} papers?`,
    `Try \`digest size ${word}\`${isHour ? ` or \`digest at ${word}:00\`` : ''}.`,
    [put(`size ${word}`), ...(isHour ? [put(`${word}:00`)] : [])],
  );
}

/** For corrections. */
const digestWords = [
  'preview',
  'now',
  'at',
  'zone',
  'days',
  'size',
  'empty',
  'mode',
  'headline',
  'short',
  'full',
  'pause',
  'resume',
  'skip',
  'unskip',
  'daily',
  'weekly',
];

/** @param start of the words that may be the value */
export function wrongValue(
  words: readonly string[],
  start: number,
  { read, names: [name = ''] }: Reader,
): UserError {
  const value = words.slice(start, endOfValue(words, start)).join(' ');
  if (value === '')
    return new UserError(
      'bad-value',
      `What comes after “${words[start - 1] ?? name}”?`,
      'For example: `digest at 09:00 zone Berlin days mon-fri`.',
    );
  const error = readingError(() => read(value));
  const put = (suggestion: string) =>
    suggestion.startsWith('digest ')
      ? suggestion
      : commandLine('digest', {
          do: [...words.slice(0, start), suggestion, ...words.slice(start + value.split(' ').length)].join(
            ' ',
          ),
        });
  const code = error?.code === 'several-zones' ? 'bad-zone' : (error?.code ?? 'bad-value');
  return new UserError(code, error?.message ?? '', error?.hint ?? '', error?.suggestions.map(put) ?? []);
}

/** Up to the next word that begins a setting. */
function endOfValue(words: readonly string[], start: number): number {
  for (let at = start + 1; at < words.length; at++) if (readerNamed(words, at) !== undefined) return at;
  return words.length;
}

function readingError(read: () => unknown): UserError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
