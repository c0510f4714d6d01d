import { beforeEach, describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/errors.ts';
import { weekdays } from '../../../src/topics/calendar/schedule.ts';
import { createLab, type Lab, paperAbout, placeNamed, useLabStore } from '../../support/fakes/digest-lab.ts';

const labStore = useLabStore();
const reds = placeNamed('reds');
let lab: Lab;
beforeEach(() => {
  lab = createLab(labStore());
});

const titles = () =>
  lab.messenger.posted.map(({ card }) => card.title).filter((title) => !title.startsWith('Abstracts'));
const posted = () => JSON.stringify(lab.messenger.posted);
const tickAt = async (...instants: string[]) => {
  for (const instant of instants) {
    lab.at(instant);
    await lab.tick();
  }
};
const friday = { schedule: { time: '09:00', zone: 'UTC', days: weekdays, skips: [] } };

describe('a channel that follows nothing gets nothing', () => {
  it.each([
    ['after the only topic was unfollowed', async () => void (await lab.say('unfollow red', reds))],
    [
      'after its topics went away in the store alone',
      async () => void (await lab.store.unfollow(reds, 'query:red', lab.clock.now())),
    ],
    [
      'after it was stopped, unfollowed and resumed',
      async () => {
        await lab.store.stopPlace(reds, { at: 0, reason: 'archived' });
        await lab.say('unfollow red', reds);
        await lab.say('digest resume', reds);
      },
    ],
  ])('%s', async (_how, empty) => {
    await lab.follow(reds, ['red'], { whenEmpty: 'note' });
    await tickAt('2026-05-04T09:01Z');
    const before = titles().length;
    await empty();
    await tickAt('2026-05-05T09:01Z', '2026-05-06T09:01Z', '2026-05-07T10:00Z');
    expect(titles()).toHaveLength(before);
    for (const line of ['digest', 'status'])
      expect(await lab.say(line, reds)).toContain('nothing is followed here');
  });
  it('and begins anew with the next topic, without the days between', async () => {
    await lab.follow(reds, ['red'], { whenEmpty: 'note' });
    await tickAt('2026-05-04T09:01Z');
    await lab.say('unfollow red', reds);
    await tickAt('2026-05-06T09:01Z');
    lab.at('2026-05-08T10:00Z');
    await lab.say('follow blue confirm:yes', reds);
    await tickAt('2026-05-08T10:01Z');
    expect(titles()).toHaveLength(1);
    await tickAt('2026-05-09T09:01Z');
    expect(titles()[1]).toBe('No new papers for Sat 9 May 2026');
    expect(posted()).not.toContain('the days since');
  });
});

describe('a change of a setting drops nothing that is due or late', () => {
  const lines = [
    'digest size 5',
    'digest when-empty note',
    'digest at 17:00',
    'digest at 08:00',
    'digest days:mon-thu',
    'digest zone:Asia/Tokyo',
    'digest zone:America/Los_Angeles',
    'digest resume',
    'digest skip 2026-12-24',
    'follow blue confirm:yes',
  ];
  it.each(lines.flatMap((line) => ['09:00:20', '11:30:00'].map((time) => [line, time])))(
    '%s at %s',
    async (line, time) => {
      await lab.follow(reds, ['red'], friday);
      await tickAt('2026-05-07T09:01Z');
      await lab.arrive(paperAbout('red', 'r1'));
      lab.at(`2026-05-08T${time}Z`);
      await lab.say(line, reds);
      for (let hour = 0; hour < 12; hour++) {
        lab.minutesLater(60);
        await lab.tick();
      }
      expect(posted()).toContain('On red r1');
      expect(titles().filter((title) => title.startsWith('New papers'))).toHaveLength(1);
    },
  );
  it('and a change at the same moment as the tick holds, too', async () => {
    await lab.follow(reds, ['red'], friday);
    await lab.arrive(paperAbout('red', 'r1'));
    lab.at('2026-05-08T09:00:10Z');
    await Promise.all([lab.tick(), lab.say('digest size 5', reds), lab.say('digest when-empty note', reds)]);
    await tickAt('2026-05-08T09:01:10Z', '2026-05-11T09:00:10Z');
    expect(titles()).toEqual(['New papers for Fri 8 May 2026', 'No new papers for Mon 11 May 2026']);
    expect(await lab.store.place(reds)).toMatchObject({ size: 5, whenEmpty: 'note' });
  });
});

describe('a clock that was ahead once', () => {
  it.each(['2036-05-04T09:05Z', '2026-05-08T09:05Z', '2027-01-01T00:00Z'])(
    'at %s heals by itself',
    async (ahead) => {
      await lab.follow(reds, ['red'], { whenEmpty: 'note' });
      await tickAt('2026-05-04T09:01Z', ahead);
      lab.at('2026-05-04T12:00Z');
      await lab.arrive(paperAbout('red', 'r2'));
      await tickAt('2026-05-04T12:01Z', '2026-05-05T09:01Z');
      expect(posted()).toContain('On red r2');
      await tickAt('2026-05-06T09:01Z');
      expect(titles().at(-1)).toBe('No new papers for Wed 6 May 2026');
    },
  );
  it('and a setting changed by such a clock does, too', async () => {
    await lab.follow(reds, ['red']);
    lab.at('2030-05-04T10:00Z');
    await lab.say('digest at 10:00', reds);
    lab.at('2026-05-04T12:00Z');
    await lab.arrive(paperAbout('red', 'r2'));
    await tickAt('2026-05-04T12:01Z', '2026-05-05T10:01Z');
    expect(posted()).toContain('On red r2');
  });
});

describe('following again within a day', () => {
  it.each([
    ['at once', '2026-05-04T12:01Z', []],
    ['the next morning, after a digest', '2026-05-05T10:00Z', ['2026-05-05T09:01Z']],
  ])('%s keeps what has come since', async (_when, again, ticks) => {
    await lab.follow(reds, ['red', 'blue']);
    await tickAt('2026-05-04T09:01Z');
    lab.at('2026-05-04T12:00Z');
    await lab.arrive(paperAbout('red', 'r1'), paperAbout('blue', 'b1'));
    await lab.say('unfollow red', reds);
    await tickAt(...ticks);
    lab.at(again);
    await lab.say('follow red confirm:yes', reds);
    await tickAt('2026-05-05T10:01Z', '2026-05-06T09:01Z');
    expect(posted()).toContain('On red r1');
  });
  it('later than that begins anew', async () => {
    await lab.follow(reds, ['red', 'blue']);
    lab.at('2026-05-04T12:00Z');
    await lab.arrive(paperAbout('red', 'r1'));
    await lab.say('unfollow red', reds);
    lab.at('2026-05-05T12:01Z');
    await lab.say('follow red confirm:yes', reds);
    await tickAt('2026-05-06T09:01Z');
    expect(posted()).not.toContain('On red r1');
  });
});

describe('what a person says between planning and sending holds back what waits', () => {
  it.each([
    ['digest pause', 'digest resume', '2026-05-04T12:00Z'],
    ['digest pause until:2026-06-01', undefined, '2026-06-01T09:01Z'],
    ['digest skip 2026-05-04', undefined, '2026-05-05T09:01Z'],
    ['unfollow red', 'follow red confirm:yes', '2026-05-04T12:00Z'],
  ])('%s', async (line, after, comes) => {
    await lab.follow(reds, ['red']);
    await lab.arrive(paperAbout('red', 'r1'));
    lab.at('2026-05-04T09:00:10Z');
    const error = new DeliveryError('later', 'rate limited', { retryAfterMs: 600_000 });
    lab.messenger.fail({ error, message: 'lost' });
    await lab.tick();
    lab.minutesLater(2);
    await lab.say(line, reds);
    await tickAt('2026-05-04T09:20Z', '2026-05-04T11:00Z', '2026-05-05T00:01Z');
    expect(posted()).not.toContain('On red r1');
    lab.at(comes);
    if (after !== undefined) await lab.say(after, reds);
    await lab.tick();
    expect(posted()).toContain('On red r1');
  });
});
