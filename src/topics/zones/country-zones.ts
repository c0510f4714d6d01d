import {
  type CountryCode,
  getAllCountries,
  getTimezone,
  getTimezonesForCountry,
} from 'countries-and-timezones';
import { allZones, foldZone } from './known-zones.ts';
import { renamedZones } from './zone-names.ts';

/** Names of countries that neither the package nor the runtime uses, folded, and their ISO 3166 codes. */
const otherNames: Readonly<Record<string, string>> = {
  usa: 'US',
  us: 'US',
  'u.s.': 'US',
  america: 'US',
  united_states_of_america: 'US',
  uk: 'GB',
  'u.k.': 'GB',
  britain: 'GB',
  great_britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  holland: 'NL',
  uae: 'AE',
  emirates: 'AE',
  korea: 'KR',
  republic_of_korea: 'KR',
  czech_republic: 'CZ',
  turkey: 'TR',
  deutschland: 'DE',
  osterreich: 'AT',
  schweiz: 'CH',
  espana: 'ES',
  italia: 'IT',
  brasil: 'BR',
  burma: 'MM',
  ivory_coast: 'CI',
  macedonia: 'MK',
  swaziland: 'SZ',
  hong_kong: 'HK',
  macau: 'MO',
  russia: 'RU',
  vietnam: 'VN',
  viet_nam: 'VN',
  northern_ireland: 'GB',
  bosnia: 'BA',
  persia: 'IR',
  ksa: 'SA',
  congo: 'CD',
};

/** Where most people of a large country live, in the order in which a choice lists them. */
const largest: Readonly<Record<string, readonly string[]>> = {
  US: ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'Pacific/Honolulu'],
  CA: ['America/Toronto', 'America/Winnipeg', 'America/Edmonton', 'America/Vancouver', 'America/Halifax'],
  AU: ['Australia/Sydney', 'Australia/Brisbane', 'Australia/Adelaide', 'Australia/Perth', 'Australia/Darwin'],
  BR: ['America/Sao_Paulo', 'America/Manaus', 'America/Rio_Branco', 'America/Noronha'],
  RU: ['Europe/Moscow', 'Europe/Samara', 'Asia/Yekaterinburg', 'Asia/Novosibirsk', 'Asia/Vladivostok'],
  MX: ['America/Mexico_City', 'America/Tijuana', 'America/Hermosillo', 'America/Cancun'],
  ID: ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'],
  CN: ['Asia/Shanghai', 'Asia/Urumqi'],
  ES: ['Europe/Madrid', 'Atlantic/Canary'],
  PT: ['Europe/Lisbon', 'Atlantic/Azores'],
  NZ: ['Pacific/Auckland', 'Pacific/Chatham'],
  GL: ['America/Nuuk', 'America/Danmarkshavn', 'America/Thule'],
};

let codes: ReadonlyMap<string, string> | undefined;

/** Codes by folded names. Made when the first country is asked for. */
function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  codes ??= new Map([
    ...Object.values(getAllCountries()).flatMap(({ id, name }): [string, string][] => [
      [foldZone(name), id],
      [foldZone(names.of(id) ?? name), id],
    ]),
    ...Object.entries(otherNames),
  ]);
  return codes;
}

/**
 * The zones of a country, by its English name: one, when all of its clocks show the same, and otherwise one for each time
 * that people there have. Nothing for another word.
 */
export function zonesOfCountry(key: string): readonly string[] | undefined {
  const code = codesByName().get(key);
  if (code === undefined) return undefined;
  const chosen = largest[code];
  if (chosen !== undefined) return chosen;
  // Names that IANA keeps as links are zones of a country too: `Europe/Stockholm`.
  const zones = (getTimezonesForCountry(code as CountryCode, { deprecated: true }) ?? []).map(
    ({ name }) => renamedZones.get(name) ?? name,
  );
  // Büsingen is in Germany, but `Europe/Zurich` is the zone of Switzerland.
  const own = zones.filter((zone) => allZones.includes(zone) && getTimezone(zone)?.countries[0] === code);
  const known = own.length > 0 ? own : zones.filter((zone) => allZones.includes(zone));
  return known.length === 0 ? undefined : oneOfEachClock(known);
}

/** The first of the zones whose clocks show the same. */
export function oneOfEachClock(zones: readonly string[]): readonly string[] {
  const clocks = zones.map(clocksOf);
  return zones.filter((_, at) => clocks.indexOf(clocks[at] ?? '') === at);
}

/** States and provinces that people put after a city, as they are abbreviated, by country. */
const regions: Readonly<Record<string, string>> = {
  US: 'al ak az ar ca co ct dc de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy',
  CA: 'ab bc mb nb nl ns on pe qc sk',
  AU: 'nsw qld sa tas vic act nt',
};

/** Whether a zone is one of a country, by its name or code, or of the country of a state. @param key folded: `france`, `ma` */
export function isIn(zone: string, key: string): boolean {
  const countries: readonly string[] = getTimezone(zone)?.countries ?? [];
  const code = codesByName().get(key);
  return countries.some(
    (country) =>
      country === code || country === key.toUpperCase() || regions[country]?.split(' ').includes(key),
  );
}

function clocksOf(zone: string): string {
  const { utcOffset, dstOffset } = getTimezone(zone) ?? {};
  return `${utcOffset} ${dstOffset}`;
}
