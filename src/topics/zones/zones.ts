import { Temporal } from 'temporal-polyfill';
import { UserError } from '../../errors.ts';
import { cleanTyped, quoteTyped } from '../typed-text.ts';
import { editDistance } from './edit-distance.ts';
import { abbreviatedZones, cityZones, renamedZones, wellKnownZones } from './zone-names.ts';

/** `label` is what a list shows, `value` the zone. */
export interface ZoneSuggestion {
  readonly label: string;
  readonly value: string;
}

/** Something that a person may type for a zone. */
interface ZoneName {
  readonly zone: string;
  /** Folded: `new_york`, `america/new_york`, `munich`. */
  readonly keys: readonly string[];
  /** What the zone is not named for: another city, or the city's old name. */
  readonly city?: string;
}

const maxTyped = 64;
const hint = 'Name a zone or its city: Europe/Berlin, Berlin, New York, UTC.';

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

/** Every zone that can be asked for, under its present IANA name, well known ones first. */
export const allZones: readonly string[] = [
  ...new Set([
    ...wellKnownZones,
    ...Intl.supportedValuesOf('timeZone')
      .map((zone) => renamedZones.get(zone) ?? zone)
      .sort(),
  ]),
];

const zoneNames: readonly ZoneName[] = [
  ...allZones.map((zone) => ({ zone, keys: [...new Set([fold(lastPart(zone)), fold(zone)])] })),
  ...[...cityZones].map(([city, zone]) => ({ zone, city, keys: [fold(city)] })),
  ...[...renamedZones].map(([old, zone]) => ({
    zone,
    city: lastPart(old).replaceAll('_', ' '),
    keys: [fold(lastPart(old)), fold(old)],
  })),
];

const zonesByKey = new Map(zoneNames.flatMap(({ zone, keys }) => keys.map((key) => [key, zone] as const)));

function lastPart(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1);
}

/**
 * The canonical IANA name of what a person typed: a name in any case (`europe/berlin`, also one that IANA has replaced),
 * a city, `UTC` or `GMT`.
 * @throws UserError `bad-zone`: an abbreviation or an offset (neither says when summer time is), or no zone at all. Its
 * suggestions are names of zones.
 */
export function parseZone(text: string): string {
  const typed = cleanTyped(text, 'bad-zone', maxTyped, hint);
  const key = fold(typed);
  const known = zonesByKey.get(key);
  if (known !== undefined) return known;

  const meant = abbreviatedZones.get(key);
  if (meant !== undefined) {
    throw new UserError(
      'bad-zone',
      `${quoteTyped(text)} does not name one time zone the whole year round.`,
      `Perhaps you mean ${meant.join(' or ')}? ${hint}`,
      meant,
    );
  }
  if (/^(?:(?:etc\/)?(?:utc|gmt))?_?[+_−]?_?\d/.test(key)) {
    throw new UserError(
      'bad-zone',
      `${quoteTyped(text)} is an offset; it would be wrong after the next change of the clocks.`,
      `${hint} Without summer time, take UTC.`,
      ['UTC'],
    );
  }
  const linked = linkedZone(typed);
  if (linked !== undefined) return linked;
  throw unknownZone(text, key);
}

/** A second name that the runtime knows and does not list: `US/Pacific`, `Japan`. */
function linkedZone(typed: string): string | undefined {
  if (!/^[a-z][a-z_/-]*$/.test(typed)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions();
    return zonesByKey.get(fold(timeZone));
  } catch {
    return undefined;
  }
}

function unknownZone(text: string, key: string): UserError {
  if (key === '') return new UserError('bad-zone', 'That names no time zone.', hint);
  const near = nearZones(key).slice(0, 3);
  return new UserError(
    'bad-zone',
    `I know no time zone ${quoteTyped(text)}.`,
    near.length === 0 ? hint : `Did you mean ${near.join(', ')}?`,
    near,
  );
}

/** The city in the wrong region, then names with few different letters, the nearest first, then those that hold it. */
function nearZones(key: string): string[] {
  const max = Math.min(3, Math.floor(key.length / 3));
  const near = zoneNames
    .map(({ zone, keys }) => ({
      zone,
      distance: Math.min(...keys.map((name) => editDistance(key, name, max))),
    }))
    .filter(({ distance }) => distance <= max)
    .sort((a, b) => a.distance - b.distance);
  const city = lastPart(key);
  return [
    ...new Set([
      ...[zonesByKey.get(city) ?? []].flat(),
      ...near.map(({ zone }) => zone),
      ...(city.length > 2 ? matchZones(city).map(({ zone }) => zone) : []),
    ]),
  ];
}

/**
 * Zones for what is being typed, best first: cities that begin with it, then names, then words, then any part; nothing
 * typed gives the well-known ones. A zone comes once. Never throws for any text.
 * @param now milliseconds since 1970; the labels name the offset of that instant.
 */
export function suggestZones(typed: string, limit: number, now: number): readonly ZoneSuggestion[] {
  if (typed.length > maxTyped) return [];
  return matchZones(fold(typed.trim()))
    .slice(0, Math.max(0, limit))
    .map(({ zone, city }) => ({ label: zoneLabel(zone, city, now), value: zone }));
}

/** `Europe/Berlin (UTC+02:00)`, `Munich: Europe/Berlin (UTC+02:00)`. */
function zoneLabel(zone: string, city: string | undefined, now: number): string {
  const { offset } = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  return `${city === undefined ? '' : `${city}: `}${zone} (UTC${offset})`;
}

/** Sorting keeps the order of equals, so well-known zones stay before others, and zones before other cities. */
function matchZones(key: string): ZoneName[] {
  const seen = new Set<string>();
  return zoneNames
    .map((name) => ({ name, rank: rankOf(name, key) }))
    .filter(({ rank }) => rank < 4)
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name)
    .filter(({ zone }) => !seen.has(zone) && seen.add(zone));
}

function rankOf({ keys: [city = '', full = city] }: ZoneName, key: string): number {
  if (city.startsWith(key)) return 0;
  if (full.startsWith(key)) return 1;
  if (full.includes(`_${key}`) || full.includes(`/${key}`)) return 2;
  return full.includes(key) ? 3 : 4;
}
