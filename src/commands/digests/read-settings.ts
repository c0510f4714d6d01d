import { attempt, UserError } from '../../errors.ts';
import type { Weekday } from '../../topics/calendar/local-date.ts';
import { everyDay } from '../../topics/calendar/schedule.ts';
import { unknownWord, wrongValue } from './setting-errors.ts';
import { bareReaders, type Reader, readerNamed, type Setting, type Settings } from './setting-readers.ts';

const fillers = new Set([
  'and',
  'in',
  'the',
  'please',
  'set',
  'to',
  'change',
  'time',
  'make',
  'it',
  'come',
  'with',
  'a',
  'digest',
  'digests',
  'them',
  'only',
  'just',
  'instead',
  'be',
  'for',
  'of',
  'our',
  'my',
  'your',
]);
const maxWords = 6;

/** Settings in any order, each by its name or by its form alone: `max 3 at 5pm berlin`. @throws UserError that names a word */
export function readSettings(text: string): Settings {
  const words = text.split(/(?:[\s,]|;(?!\d\d))+/).filter((word) => word !== '');
  const found: { -readonly [Key in Setting]?: Settings[Key] } = {};
  for (let at = 0; at < words.length; ) {
    // `at 9 and 17`
    if (found.time !== undefined && /^(?:[01]?\d|2[0-3])$/.test(words[at] ?? '')) throw givenTwice('time');
    const { setting, value, next } = readSetting(words, at);
    if (isOfDays(setting) && found[setting] !== undefined)
      found[setting] = joined(found[setting], value as readonly Weekday[]);
    else if (setting !== undefined && setting in found) throw givenTwice(setting);
    else if (setting !== undefined) Object.assign(found, { [setting]: value });
    at = next;
  }
  return found as Settings;
}

const givenTwice = (setting: Setting) =>
  new UserError(
    'option-twice',
    setting === 'time' ? 'There is one digest a day, so it has one time.' : `The ${setting} is given twice.`,
    'Keep one of them.',
  );

const isOfDays = (setting: Setting | undefined) =>
  setting === 'days' || setting === 'alsoDays' || setting === 'withoutDays';

const joined = (a: readonly Weekday[], b: readonly Weekday[]): readonly Weekday[] =>
  everyDay.filter((day) => a.includes(day) || b.includes(day));

interface ReadSetting {
  readonly setting?: Setting;
  readonly value?: unknown;
  readonly next: number;
}

/** The setting that begins at a word: after its name, or by its form alone. */
function readSetting(words: readonly string[], at: number): ReadSetting {
  const named = readerNamed(words, at);
  if (named !== undefined) {
    const start = at + named.length;
    const read = longest(words, start, named.reader);
    if (read !== undefined) return { setting: named.reader.setting, ...read };
    // `at Berlin time`, `on weekly`
    const bare = /^(?:at|on)$/i.test(words[at] ?? '') ? readBare(words, start) : undefined;
    if (bare !== undefined) return bare;
    throw wrongValue(words, start, named.reader);
  }
  const bare = readBare(words, at);
  if (bare !== undefined) return bare;
  const word = words[at] ?? '';
  if (fillers.has(word.toLowerCase())) return { next: at + 1 };
  throw unknownWord(words.join(' '), word);
}

/** The longest run of words that a reader takes. */
function longest(words: readonly string[], at: number, { read }: Reader) {
  for (let end = Math.min(words.length, at + maxWords); end > at; end--) {
    const value = attempt(() => read(words.slice(at, end).join(' ')));
    if (value !== undefined && !(value instanceof UserError)) return { value, next: end };
  }
  return undefined;
}

function readBare(words: readonly string[], at: number): ReadSetting | undefined {
  for (const reader of bareReaders) {
    const read = longest(words, at, reader);
    if (read !== undefined) return { setting: reader.setting, ...read };
  }
  return undefined;
}
