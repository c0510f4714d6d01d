import { Temporal } from 'temporal-polyfill';
import { editDistance } from '../../edit-distance.ts';
import { UserError } from '../../errors.ts';
import { cleanTyped, quoteTyped } from '../typed-text.ts';
import { isIn, zonesOfCountry } from './country-zones.ts';
import { allZones, foldZone, withoutTime } from './known-zones.ts';
import { zonesOfLongName } from './long-names.ts';
import { zonesOfOffset } from './offset-zones.ts';
import { abbreviatedZones, cityZones, nicknamedZones, regionZones, renamedZones } from './zone-names.ts';

/** A time zone that a typed text may mean. */
export interface ZoneSuggestion {
  /** What a list shows. */
  readonly label: string;
  /** The IANA name. */
  readonly value: string;
}

/** A name that a person may type for a zone. */
interface ZoneName {
  readonly zone: string;
  /** Folded: `new_york`, `america/new_york`, `munich`. */
  readonly keys: readonly string[];
  /** A city that is not in the zone's name, that city's old name, or a part of a country. */
  readonly city?: string;
}

const maxTyped = 64;
/** For an offset. */
const zonesOffered = 4;
const hint = 'Name a city, a country or a zone, like New York, Japan or UTC.';

const zoneNames: readonly ZoneName[] = [
  ...allZones.map((zone) => ({ zone, keys: [...new Set([foldZone(lastPart(zone)), foldZone(zone)])] })),
  ...[...cityZones, ...regionZones].map(([city, zone]) => ({ zone, city, keys: [foldZone(city)] })),
  ...[...renamedZones].map(([old, zone]) => ({
    zone,
    city: lastPart(old).replaceAll('_', ' '),
    keys: [foldZone(lastPart(old)), foldZone(old)],
  })),
];

const zonesByKey = new Map(zoneNames.flatMap(({ zone, keys }) => keys.map((key) => [key, zone] as const)));

function lastPart(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1);
}

/**
 * The present IANA name of the zone that a person typed: by its name in any case (`europe/berlin`, old names too), a
 * city with or without its country, a long name (`Central European Time`), `UTC` or `GMT`.
 * @throws UserError `bad-zone`: for an abbreviation or an offset, which do not say when summer time begins, and for an
 *   unknown zone. Its suggestions are names of zones.
 */
export function parseZone(text: string): string {
  const typed = cleanTyped(text, 'bad-zone', maxTyped, hint);
  const key = foldZone(typed);
  const plain = withoutTime(key);
  const known = zonesByKey.get(key) ?? zonesByKey.get(plain) ?? nicknamedZones.get(plain);
  if (known !== undefined) return known;

  // `CET/CEST` is one time with both of its names.
  const likely = abbreviatedZones.get(plain) ?? abbreviatedZones.get(plain.replace(/\/[a-z]{3,5}$/, ''));
  if (likely !== undefined)
    throw severalZones(`${quoteTyped(text)} is a time only for part of the year.`, likely);
  const ofCountry = onlyZone(zonesOfCountry(plain), `${quoteTyped(text)} has several times.`);
  if (ofCountry !== undefined) return ofCountry;
  refuseOffset(text, typed, key);
  const spoken = onlyZone(
    zonesOfLongName(plain).slice(0, zonesOffered),
    `${quoteTyped(text)} is the time of several zones.`,
  );
  const found = spoken ?? linkedZone(typed) ?? zoneOfCityIn(key);
  if (found !== undefined) return found;
  throw unknownZone(text, key);
}

/** @throws UserError when there are several */
function onlyZone(zones: readonly string[] | undefined, message: string): string | undefined {
  if (zones !== undefined && zones.length > 1) throw severalZones(message, zones);
  return zones?.[0];
}

/** @throws UserError for an offset */
function refuseOffset(text: string, typed: string, key: string): void {
  if (!/^(?:(?:etc\/)?(?:utc|gmt))?_?[+_−]?_?\d{1,2}(?::?\d{2}|\.(?:5|25|75))?$/.test(key)) return;
  const zones = zonesOfOffset(typed).slice(0, zonesOffered);
  throw new UserError(
    'bad-zone',
    `${quoteTyped(text)} is an offset, which is wrong after the next change of the clocks.`,
    zones.length === 0 ? hint : `${hint} Where that holds all the year: ${zones.join(', ')}.`,
    zones,
  );
}

const severalZones = (message: string, zones: readonly string[]) =>
  new UserError('several-zones', message, `Which one: ${zones.join(' or ')}?`, zones);

/** The zone of a name that the runtime knows but does not list: `US/Pacific`, `Japan`. */
function linkedZone(typed: string): string | undefined {
  if (!/^[a-z][a-z_/-]*$/.test(typed)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions();
    return zonesByKey.get(foldZone(timeZone));
  } catch {
    return undefined;
  }
}

/** A city with its country or state: `paris_france`, `boston_ma`. */
function zoneOfCityIn(key: string): string | undefined {
  const words = key.split(/[_,]+/);
  for (let at = words.length - 1; at > 0; at--) {
    const zone = zonesByKey.get(words.slice(0, at).join('_'));
    if (zone !== undefined && isIn(zone, words.slice(at).join('_'))) return zone;
  }
  return undefined;
}

function unknownZone(text: string, key: string): UserError {
  if (key === '') return new UserError('bad-zone', 'That names no time zone.', hint);
  const nearest = nearestZones(key).slice(0, 3);
  return new UserError(
    'bad-zone',
    `I don’t know the time zone ${quoteTyped(text)}.`,
    nearest.length === 0 ? hint : `Did you mean ${nearest.join(', ')}?`,
    nearest,
  );
}

/** Zones with the same city in another region, then names by edit distance, then names that contain the city. */
function nearestZones(key: string): string[] {
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
 * Zones for a text that is being typed, each once, in the order of the part that contains the text: the beginning of a
 * city, of a name, of a word, or any other part. For an empty text: the well-known zones. Never throws.
 * @param now in milliseconds since 1970: the labels show the offset of that instant
 */
export function suggestZones(typed: string, limit: number, now: number): readonly ZoneSuggestion[] {
  if (typed.length > maxTyped) return [];
  return matchZones(foldZone(typed.trim()))
    .slice(0, Math.max(0, limit))
    .map(({ zone, city }) => ({ label: zoneLabel(zone, city, now), value: zone }));
}

/** `Europe/Berlin (UTC+02:00)`, `Munich: Europe/Berlin (UTC+02:00)`. */
function zoneLabel(zone: string, city: string | undefined, now: number): string {
  const { offset } = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  return `${city === undefined ? '' : `${city}: `}${zone} (UTC${offset})`;
}

/** Sorting is stable: among equals, well-known zones come before others, and zones before other cities. */
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
