import { expect, it } from 'vitest';
import { parseTime } from '../../../src/topics/calendar/parse-schedule.ts';

it.each([
  ['half past eight', '08:30'],
  ['half past eight in the evening', '20:30'],
  ['quarter to nine', '08:45'],
  ['a quarter past 9 pm', '21:15'],
  ['ten past eight', '08:10'],
  ['twenty to six in the afternoon', '17:40'],
  ['quarter to one pm', '12:45'],
  ['5 minutes to midnight', undefined],
  ['eight o’clock', '08:00'],
  ['8 o clock', undefined],
  ['eight thirty', '08:30'],
  ['8 30 pm', '20:30'],
  ['nine', '09:00'],
  ['eight in the morning', '08:00'],
  ['ten at night', '22:00'],
  ['10 sharp', '10:00'],
])('%s', (text, time) => {
  if (time === undefined) expect(() => parseTime(text)).toThrow('is not a time of day');
  else expect(parseTime(text)).toBe(time);
});
