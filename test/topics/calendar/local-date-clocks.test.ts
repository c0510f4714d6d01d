import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOn, wallAt } from '../../../src/topics/calendar/local-date.ts';
import { expectedOccurrences, offsetSpans } from '../../support/fakes/intl-clock.ts';
import { isThorough, tries } from '../../support/tries.ts';

const minuteMs = 60_000;
const from = Date.parse('1985-01-01T00:00Z');
const to = Date.parse('2037-01-01T00:00Z');
const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const instant = fc.integer({ min: from / minuteMs, max: to / minuteMs }).map((minute) => minute * minuteMs);

/** Half of the instants are near a change of the clocks. */
const questions = (changes: readonly number[]) =>
  fc.array(
    changes.length === 0
      ? instant
      : fc.oneof(
          instant,
          fc
            .tuple(fc.constantFrom(...changes), fc.integer({ min: -1500, max: 1500 }))
            .map(([change, minutes]) => change + minutes * minuteMs),
        ),
    { minLength: 20, maxLength: 60 },
  );

describe('wall clocks', () => {
  it('agree with Intl, in any order of questions', () => {
    for (const name of fc.sample(zone, isThorough ? 40 : 15)) {
      const spans = offsetSpans(name, from - 30 * 1440 * minuteMs, to + 30 * 1440 * minuteMs);
      fc.assert(
        fc.property(questions(spans.slice(1).map(({ start }) => start)), (instants) => {
          for (const asked of instants) {
            const offset = spans.find(({ start, end }) => start <= asked && asked < end)?.offset ?? 0;
            const wall = new Date(asked + offset).toISOString();
            expect(wallAt(name, asked), name).toBe(wall);
            const [date, time] = [wall.slice(0, 10), wall.slice(11, 16)];
            expect(instantOn(name, date, time), `${name} ${wall}`).toBe(
              expectedOccurrences(spans, [date], time)[0]?.at,
            );
          }
        }),
        tries(20),
      );
    }
  });

  it('refuse a number that is not an instant, and a text that is not a zone', () => {
    expect(() => wallAt('UTC', Number.NaN)).toThrow(RangeError);
    expect(() => wallAt('UTC', 1e17)).toThrow(RangeError);
    expect(() => wallAt('Mars/Base', 0)).toThrow(RangeError);
  });
});
