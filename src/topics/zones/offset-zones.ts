import { Temporal } from 'temporal-polyfill';
import { allZones } from './known-zones.ts';

/** Days of the year on which every zone with summer time has shown both of its times. */
const days = ['2026-01-15', '2026-04-15', '2026-07-15', '2026-10-15'];

/**
 * Zones that are so many minutes ahead of UTC all the year, the well-known ones first.
 * @param text `UTC+5:30`, `GMT-3`, `+0530`, `UTC+5.5`
 */
export function zonesOfOffset(text: string): readonly string[] {
  const [, sign = '+', hours, minutes = '0', quarters = '0'] =
    /([+-])?(\d{1,2})(?::?(\d{2})|(\.\d{1,2}))?$/.exec(text.replace(/\s|_/g, '').replace('−', '-')) ?? [];
  if (hours === undefined) return [];
  // POSIX counts `Etc/GMT-2` to the west.
  const isWest = (sign === '-') !== /^etc\//i.test(text);
  const wanted = (isWest ? -1 : 1) * (Number(hours) * 60 + Number(minutes) + Number(quarters) * 60) * 60e9;
  return allZones.filter((zone) =>
    days.every((day) => Temporal.PlainDate.from(day).toZonedDateTime(zone).offsetNanoseconds === wanted),
  );
}
