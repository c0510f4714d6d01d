import { plural } from '../../src/cards/text.ts';
import { paperUrl } from '../../src/corpus/describe-paper.ts';
import type { PostedDay } from '../../src/digest/posted.ts';
import { addDays } from '../../src/topics/calendar/local-date.ts';
import { feedTitle } from './atom.ts';
import { type PublishedDays, stableId } from './publication.ts';

/** A calendar with an all-day entry for each digest (RFC 5545). */
export const toCalendar = ({ id, days }: PublishedDays): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Paperboy//Digests//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${feedTitle}`,
    `X-WR-CALNAME:${feedTitle}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...days.flatMap((day) => toEvent(id, day)),
    'END:VCALENDAR',
  ]
    .map((line) => `${foldLine(line)}\r\n`)
    .join('');

function toEvent(calendar: string, { localDate, at, papers }: PostedDay): string[] {
  const list = papers.map(({ paper }) => `${paper.title}\n${paperUrl(paper)}`).join('\n\n');
  return [
    'BEGIN:VEVENT',
    `UID:${stableId(calendar, localDate)}`,
    `DTSTAMP:${new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${basic(localDate)}`,
    `DTEND;VALUE=DATE:${basic(addDays(localDate, 1))}`,
    `SUMMARY:${escapeText(`${plural(papers.length, 'paper')}: ${papers[0]?.paper.title ?? ''}`)}`,
    `DESCRIPTION:${escapeText(list)}`,
    // Nobody is busy because there is something to read.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

const basic = (date: string): string => date.replaceAll('-', '');

/** A value of the type TEXT (section 3.3.11): no control characters but tabs, and line breaks as `\n`. */
const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to leave out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');

/** In octets, without the line break (section 3.1). */
const mostOctets = 75;

/** Lines of at most 75 octets that mean one line; no character is cut apart. */
export function foldLine(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > mostOctets) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
