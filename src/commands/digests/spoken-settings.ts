import { commandLine } from '../../cards/builders.ts';
import { UserError } from '../../errors.ts';
import type { Weekday } from '../../topics/calendar/local-date.ts';
import { parseDays } from '../../topics/calendar/parse-schedule.ts';
import { numberNamed } from '../../topics/calendar/spoken-time.ts';
import { digestModes } from '../../topics/place.ts';

/** How people speak of digests, beside the names of settings and their values. */

const endless =
  /^(?:for ?ever|indefinitely|for (?:now|good|ever|a (?:bit|while|little|moment|time)|the (?:time being|moment))|(?:un)?till? (?:further notice|(?:i|we) (?:say so|say otherwise|resume it|resume|tell you|come back|are back|am back)|(?:i'm|we're) back)|it|please)$/i;

/** `for now`, `until further notice`: a pause without an end. */
export const isEndless = (words: string): boolean => endless.test(words.replaceAll('’', "'"));

const weekday = '(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?';

/**
 * The days of `weekends`, `on fridays`, `every monday and saturday`, which name no date but every such day.
 * Undefined for other words.
 */
export function weekdaysAlways(words: string): readonly Weekday[] | undefined {
  const plain = words.toLowerCase().replace(/^(?:on|at|over|during|for) (?:the )?/, '');
  const isAlways =
    new RegExp(`^(?:every|each|all) (?:weekend|${weekday})(?:(?:,| and|, and| or| &) ${weekday})*$`).test(
      plain,
    ) ||
    new RegExp(
      `^(?:weekends|weekdays|${weekday}s)(?:(?:,| and|, and| or| &) (?:weekends|${weekday}s))*$`,
    ).test(plain.replace(new RegExp(weekday, 'g'), (day) => (day.endsWith('s') ? `${day}s` : day)));
  return isAlways ? parseDays(plain.replace(/\b(?:or|all)\b/g, 'and')) : undefined;
}

/** How many digests `the next two`, `three digests` and `the next digest` are. Undefined for other words. */
export function digestsCounted(words: string): number | undefined {
  const [, next = '', count = '', noun = ''] =
    /^(?:the )?((?:next|coming|upcoming|following)(?: |$))?(\d{1,2}|[a-z]+)??(?: ?(digests?|ones?|issues?|posts?|times?))?$/i.exec(
      words,
    ) ?? [];
  if (next === '' && noun === '' && !/^(?:once|twice)$/i.test(count)) return undefined;
  const named = { '': 1, once: 1, twice: 2 }[count.toLowerCase()];
  const many = named ?? numberNamed(count.toLowerCase()) ?? Number(count);
  return many >= 1 && many <= maxCounted ? many : undefined;
}

/** More of the next digests than these are skipped by their dates. */
const maxCounted = 12;

/** `weekends too` as `also weekends`, `weekends off` as `not weekends`: the words that settings begin with come first. */
export const daysFirst = (words: string): string =>
  words
    .replace(/^(?:and )?(?:on )?(.+?),? (?:too|also|as well)$/i, 'also $1')
    .replace(/^(.+?) (?:off|free)$/i, (whole, days: string) =>
      weekdaysAlways(days) === undefined ? whole : `not ${days}`,
    )
    .replace(/\bbut (?=every|on |weekends?\b|(?:mon|tue|wed|thu|fri|sat|sun))/i, 'except ');

const partsOfDay: Readonly<Record<string, readonly [string, string]>> = {
  morning: ['08:00', '09:00'],
  lunch: ['12:00', '13:00'],
  lunchtime: ['12:00', '13:00'],
  afternoon: ['14:00', '16:00'],
  evening: ['18:00', '20:00'],
  night: ['21:00', '22:00'],
};

const when: Readonly<Record<string, string>> = {
  night: 'at night',
  lunch: 'around lunch',
  lunchtime: 'around lunch',
};

/**
 * Asks for the hour of a time like `in the evening` or `every morning`.
 * @param isSettings whether the words mean settings with an hour in place of those
 * @returns undefined where there is no such time
 */
export function vagueTime(words: string, isSettings: (words: string) => boolean): UserError | undefined {
  const [phrase = '', before = '', part = ''] =
    /(\b(?:in the|at|during the|every|each|in|by|around|over)? ?(?:early |late )?)\b(morning|lunch|lunchtime|afternoon|evening|night)s?\b/i.exec(
      words,
    ) ?? [];
  const every = /every|each/i.test(before) ? 'daily ' : '';
  const lines = (partsOfDay[part.toLowerCase()] ?? [])
    .map((time) => words.replace(phrase, ` ${every}at ${time} `).replace(/\s+/g, ' ').trim())
    .filter(isSettings);
  if (lines.length === 0) return undefined;
  return new UserError(
    'vague-time',
    `What time ${when[part.toLowerCase()] ?? `in the ${part.toLowerCase()}`}?`,
    'Any time of day works, like `digest at 8:30`.',
    lines.map((line) => commandLine('digest', { do: line })),
  );
}

/** Asks how much a digest should say, for `shorter` and `more detail`. */
export const asksForMode = (words: string): UserError | undefined =>
  /^(?:a |the )?(?:(?:much |a bit |a little )?(?:shorter|longer)|(?:more|less|fewer) (?:details?|detailed|text|words|verbose|information))(?: digests?)?$/i.test(
    words,
  )
    ? new UserError(
        'bad-mode',
        'How much should a digest say of each paper?',
        'headline has titles only, short adds what each claims, full adds the abstracts.',
        digestModes.map((mode) => commandLine('digest', { mode })),
      )
    : undefined;

const often =
  /\b(?:hourly|monthly|biweekly|bi-weekly|fortnightly|quarterly|yearly|twice|(?:\d+|two|three|four|five|several|many) times|every (?:other|second|third|2nd|3rd|few|two|three|\d+) |every (?:hour|minute|month|fortnight|year)|(?:once|one) (?:a|per|every) (?:month|hour|fortnight|year))/i;

/** Says how often digests come, for `hourly` and `every other day`. */
export function tooOften(words: string): UserError | undefined {
  if (!often.test(words)) return undefined;
  const days = /\b(?:other|second|2nd|three|3) (?:day|times)/i.test(words) && ['days mon,wed,fri'];
  const twice = /\b(?:twice|two times|2 times) (?:a|per|every) week/i.test(words) && ['days mon,thu'];
  const offered = [...(days || twice || []), 'weekly', 'daily'];
  return new UserError(
    'too-often',
    'Digests come once a day at most, and once a week at least.',
    `Try ${offered.map((each) => `\`digest ${each}\``).join(' or ')}.`,
    offered.map((each) => commandLine('digest', { do: each })),
  );
}
