import { getAllCountries } from 'countries-and-timezones';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { allZones } from '../../../src/topics/zones/known-zones.ts';
import {
  abbreviatedZones,
  cityZones,
  regionZones,
  renamedZones,
  wellKnownZones,
} from '../../../src/topics/zones/zone-names.ts';
import { parseZone, suggestZones } from '../../../src/topics/zones/zones.ts';
import { tries } from '../../support/tries.ts';

const summer = Date.parse('2026-07-01T12:00Z');
const winter = Date.parse('2026-01-01T12:00Z');

function failure(text: string): UserError {
  try {
    parseZone(text);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe('names of zones', () => {
  it('are names that the runtime knows', () => {
    for (const zone of [
      ...allZones,
      ...cityZones.values(),
      ...regionZones.values(),
      ...[...abbreviatedZones.values()].flat(),
    ]) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone }), zone).not.toThrow();
      expect(allZones).toContain(zone);
    }
    expect(allZones.length).toBeGreaterThan(400);
    expect(new Set(wellKnownZones).size).toBe(wellKnownZones.length);
  });

  it('name one zone each', () => {
    const last = allZones.map((zone) =>
      zone
        .slice(zone.lastIndexOf('/') + 1)
        .replaceAll('_', ' ')
        .toLowerCase(),
    );
    const names = [
      ...last,
      ...[...cityZones.keys(), ...regionZones.keys()].map((each) => each.toLowerCase()),
    ];
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('keep the same clock when renamed', () => {
    for (const [old, present] of renamedZones) {
      for (const instant of [summer, winter]) {
        const clock = (timeZone: string) => new Date(instant).toLocaleString('en', { timeZone });
        expect(clock(present)).toBe(clock(old));
      }
    }
  });
});

describe('parseZone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    [' europe/berlin ', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['New-York', 'America/New_York'],
    ['port au prince', 'America/Port-au-Prince'],
    ['america/argentina/buenos aires', 'America/Argentina/Buenos_Aires'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['munich', 'Europe/Berlin'],
    ['Tubingen', 'Europe/Berlin'],
    ['san francisco', 'America/Los_Angeles'],
    ['UTC', 'UTC'],
    ['gmt', 'UTC'],
    ['Zulu', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['GB-Eire', 'Europe/London'],
    ['Japan', 'Asia/Tokyo'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['kyiv', 'Europe/Kyiv'],
    ['America/Godthab', 'America/Nuuk'],
    ['India', 'Asia/Kolkata'],
    ['germany', 'Europe/Berlin'],
    ['Switzerland', 'Europe/Zurich'],
    ['South Korea', 'Asia/Seoul'],
    ['turkey', 'Europe/Istanbul'],
    ['Türkiye', 'Europe/Istanbul'],
    ['Sweden', 'Europe/Stockholm'],
    ['UK', 'Europe/London'],
    ['Czech Republic', 'Europe/Prague'],
    ['vietnam', 'Asia/Ho_Chi_Minh'],
    ['argentina', 'America/Argentina/Buenos_Aires'],
    ['Eastern', 'America/New_York'],
    ['eastern time', 'America/New_York'],
    ['US Pacific', 'America/Los_Angeles'],
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['ET', 'America/New_York'],
    ['NYC', 'America/New_York'],
    ['Berlin time', 'Europe/Berlin'],
    ['California', 'America/Los_Angeles'],
  ])('%j is %s', (text, zone) => expect(parseZone(text)).toBe(zone));

  it('reads the name and the city of every zone', () => {
    for (const zone of allZones) {
      expect(parseZone(zone)).toBe(zone);
      expect(parseZone(zone.toLowerCase())).toBe(zone);
      expect(parseZone(zone.slice(zone.lastIndexOf('/') + 1))).toBe(zone);
    }
    for (const zone of Intl.supportedValuesOf('timeZone'))
      expect(parseZone(zone)).toBe(renamedZones.get(zone) ?? zone);
  });

  it.each([
    ['Washington DC', 'America/New_York'],
    ['Washington D.C.', 'America/New_York'],
    ['Paris, France', 'Europe/Paris'],
    ['Boston MA', 'America/New_York'],
    ['vancouver bc', 'America/Vancouver'],
    ['London UK', 'Europe/London'],
    ['Zürich, Switzerland', 'Europe/Zurich'],
  ])('%s is a city in its country: %s', (text, zone) => expect(parseZone(text)).toBe(zone));
  it.each(['Paris Texas', 'Berlin MA', 'Nowhere France', 'France Paris'])(
    '%s is no city that is known there',
    (text) => expect(failure(text).code).toBe('bad-zone'),
  );

  it.each([
    ['Virginia', 'America/New_York'],
    ['british columbia', 'America/Vancouver'],
    ['Queensland', 'Australia/Brisbane'],
    ['Bavaria', 'Europe/Berlin'],
    ["Hawai'i", 'Pacific/Honolulu'],
    ['Georgia', 'Asia/Tbilisi'],
    ['Viet Nam', 'Asia/Ho_Chi_Minh'],
    ['Northern Ireland', 'Europe/London'],
    ['Z', 'UTC'],
  ])('%s is a part of a country, or one of its other names: %s', (text, zone) =>
    expect(parseZone(text)).toBe(zone),
  );

  it.each([
    ['India Standard Time', 'Asia/Kolkata'],
    ['Japan Time', 'Asia/Tokyo'],
    ['British Summer Time', 'Europe/London'],
    ['Irish time', 'Europe/Dublin'],
    ['East Africa Time', 'Africa/Nairobi'],
    ['Greenwich Mean Time', 'UTC'],
    ['Eastern Daylight Time', 'America/New_York'],
    ['Newfoundland', 'America/St_Johns'],
  ])('%s is the long name of a time: %s', (text, zone) => expect(parseZone(text)).toBe(zone));
  it.each([
    ['Central European Time', ['Europe/Berlin', 'Africa/Algiers']],
    ['Eastern European Time', ['Europe/Helsinki', 'Africa/Tripoli']],
  ])('%s is the time of zones that differ for a part of the year: offers them', (text, zones) => {
    expect(failure(text)).toMatchObject({ code: 'several-zones' });
    expect(failure(text).suggestions).toEqual(expect.arrayContaining(zones));
  });

  it.each([
    ['CET', 'Europe/Berlin'],
    ['PST', 'America/Los_Angeles'],
    ['ist', 'Asia/Kolkata'],
    ['EST5EDT', 'America/New_York'],
    ['CET/CEST', 'Europe/Berlin'],
  ])('%s is an abbreviation: suggests %s', (text, zone) => {
    const error = failure(text);
    expect(error.suggestions[0]).toBe(zone);
    expect(error.hint).toContain(zone);
  });

  it.each([
    [
      'USA',
      ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'Pacific/Honolulu'],
    ],
    ['Spain', ['Europe/Madrid', 'Atlantic/Canary']],
    ['brazil', ['America/Sao_Paulo', 'America/Manaus', 'America/Rio_Branco', 'America/Noronha']],
  ])('%s has several: offers them', (text, zones) => {
    expect(failure(text)).toMatchObject({ code: 'several-zones', suggestions: zones });
  });

  it('gives every country a zone or a choice of zones', () => {
    const missing = Object.values(getAllCountries()).filter(({ id, name }) => {
      if (['BV', 'HM', 'AQ'].includes(id)) return false;
      try {
        return !allZones.includes(parseZone(name));
      } catch (error) {
        return !(error instanceof UserError) || error.suggestions.length < 2;
      }
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it.each(['GMT+2', 'UTC-05:30', '+02:00', 'Etc/GMT-2', 'utc +1', '−3', '2', 'GMT0'])(
    '%s is an offset',
    (text) => {
      expect(failure(text).message).toContain('offset');
      expect(failure(text).hint).toContain('like New York');
    },
  );

  it.each([
    ['UTC+5:30', ['Asia/Kolkata', 'Asia/Colombo']],
    ['+0530', ['Asia/Kolkata', 'Asia/Colombo']],
    ['GMT+9', ['Asia/Tokyo', 'Asia/Seoul', 'Asia/Chita', 'Asia/Dili']],
    ['UTC-3', ['America/Sao_Paulo', 'America/Argentina/Buenos_Aires']],
    ['Etc/GMT-9', ['Asia/Tokyo', 'Asia/Seoul']],
    ['UTC+0', ['UTC']],
    ['UTC+5.5', ['Asia/Kolkata', 'Asia/Colombo']],
    ['UTC−7', ['America/Phoenix']],
  ])('%s: suggests zones that have this offset all the year', (text, zones) => {
    expect(failure(text).suggestions.slice(0, zones.length)).toEqual(zones);
  });
  it.each(['UTC+3:17', '+25'])('%s: suggests none', (text) => expect(failure(text).suggestions).toEqual([]));

  it.each([
    ['Berln', 'Europe/Berlin'],
    ['Europe/Berlni', 'Europe/Berlin'],
    ['Stokholm', 'Europe/Stockholm'],
    ['America/NewYork', 'America/New_York'],
    ['Europe/Munich', 'Europe/Berlin'],
    ['Los Angelos', 'America/Los_Angeles'],
    ['york', 'America/New_York'],
    ['Asia/Sanghai', 'Asia/Shanghai'],
  ])('%s: suggests %s', (text, zone) => expect(failure(text).suggestions[0]).toBe(zone));

  it.each([
    '',
    ' ',
    'Mars/Olympus',
    'x',
    'Europe/',
    'a'.repeat(65),
    '../etc/passwd',
    '<!channel>',
    '__proto__',
    '2020-01-01',
    '5pm',
  ])('%j is refused with a hint', (text) => {
    const error = failure(text);
    expect(error.code).toBe('bad-zone');
    expect(error.hint).not.toBe('');
  });

  it('throws nothing but UserErrors that can be shown, with suggestions that it can read', () => {
    const piece = fc.constantFrom(
      'europe',
      '/',
      'berl',
      'new',
      '_',
      ' ',
      '+',
      '\0',
      '\u202e',
      'ß',
      'gmt',
      '7',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.constantFrom('a'.repeat(100_000), '\u0301'.repeat(64), 'ﷺ'.repeat(64), '/'.repeat(64)),
    );
    fc.assert(
      fc.property(text, (typed) => {
        suggestZones(typed, 25, summer);
        try {
          expect(allZones).toContain(parseZone(typed));
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          expect(`${error.message}${error.hint}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
          for (const zone of error.suggestions) expect(parseZone(zone)).toBe(zone);
        }
      }),
      tries(500),
    );
  });
});

describe('suggestZones', () => {
  const values = (typed: string, limit = 5) => suggestZones(typed, limit, summer).map(({ value }) => value);

  it('finds cities by their beginning', () => {
    expect(values('berl')).toEqual(['Europe/Berlin']);
    expect(values('new y')[0]).toBe('America/New_York');
    expect(values('NEW_YORK')[0]).toBe('America/New_York');
    expect(values('são')[0]).toBe('America/Sao_Paulo');
    expect(values('europe/b')).toContain('Europe/Brussels');
    expect(values('york')).toContain('America/New_York');
    expect(values('lond')).toEqual(['Europe/London']);
  });

  it('names the offset of the instant', () => {
    expect(suggestZones('berl', 1, summer)[0]?.label).toBe('Europe/Berlin (UTC+02:00)');
    expect(suggestZones('berl', 1, winter)[0]?.label).toBe('Europe/Berlin (UTC+01:00)');
    expect(suggestZones('kolk', 1, winter)[0]?.label).toBe('Asia/Kolkata (UTC+05:30)');
    expect(suggestZones('munich', 1, winter)[0]).toEqual({
      label: 'Munich: Europe/Berlin (UTC+01:00)',
      value: 'Europe/Berlin',
    });
  });

  it('starts with the well-known zones', () => expect(values('', 3)).toEqual(wellKnownZones.slice(0, 3)));

  it('gives each zone once, within the limits of a choice', () => {
    for (const typed of ['', 'a', 'e', 'san', '_', '/']) {
      const found = suggestZones(typed, 1000, summer);
      expect(new Set(found.map(({ value }) => value)).size).toBe(found.length);
      for (const { label, value } of found) {
        expect(label.length).toBeLessThanOrEqual(100);
        expect(parseZone(value)).toBe(value);
      }
    }
    expect(values('', 0)).toEqual([]);
    expect(values('', -1)).toEqual([]);
  });
});
