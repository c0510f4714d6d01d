import { renamedZones, wellKnownZones } from './zone-names.ts';

/** A name as it is looked up: without accents, apostrophes and case, words joined by `_`. */
export const foldZone = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

/** A folded name without words for time at its end: `eastern` of `eastern_standard_time`. */
export const withoutTime = (key: string): string =>
  key.replace(/_(?:(?:standard|daylight|summer|mean)_)?time(?:_?zone)?$|_timezone$/, '');

/** All zones by their present IANA names, the well-known ones first. */
export const allZones: readonly string[] = [
  ...new Set([
    ...wellKnownZones,
    ...Intl.supportedValuesOf('timeZone')
      .map((zone) => renamedZones.get(zone) ?? zone)
      .sort(),
  ]),
];
