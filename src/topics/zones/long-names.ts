import { oneOfEachClock } from './country-zones.ts';
import { allZones, foldZone, withoutTime } from './known-zones.ts';

/** Days on which every zone with summer time shows one of its two names. */
const days = [new Date('2026-01-15'), new Date('2026-07-15')];

let zonesByName: ReadonlyMap<string, readonly string[]> | undefined;

/** Made when the first name is asked for: the runtime takes a tenth of a second for all zones. */
function named(): ReadonlyMap<string, readonly string[]> {
  if (zonesByName !== undefined) return zonesByName;
  const made = new Map<string, string[]>();
  for (const zone of allZones)
    for (const name of new Set(['long', 'longGeneric'].flatMap((style) => namesOf(zone, style as 'long'))))
      made.set(name, [...(made.get(name) ?? []), zone]);
  zonesByName = made;
  return made;
}

const namesOf = (timeZone: string, timeZoneName: 'long' | 'longGeneric'): string[] => {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName });
  return days.flatMap((day) => {
    const name = format.formatToParts(day).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return /^GMT|^UTC/.test(name) ? [] : withoutTime(foldZone(name));
  });
};

/**
 * The zones that a long English name of a time may mean: one for each time that is called so, the well-known ones first.
 * @param key folded, without words for time at its end: `central_european`
 */
export const zonesOfLongName = (key: string): readonly string[] => oneOfEachClock(named().get(key) ?? []);
