import { describe, it } from 'vitest';
import { createMemoryStore } from '../../support/fakes/memory-store/create-memory-store.ts';
import { startLife } from '../../support/model/digest-life.ts';
import { liveThroughHistories } from '../../support/model/histories.ts';

it('keeps its promises in random histories', async () => {
  await liveThroughHistories(async () => createMemoryStore(), 12);
});

type Life = ReturnType<typeof startLife>;
const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** Moves the clock, looks at the calendar, and moves the clock back. */
async function beAhead(life: Life, ms: number) {
  await life.moveClock(ms);
  await life.live(1);
  await life.moveClock(-ms);
}

describe('keeps its promises when', () => {
  it.each<[string, (life: Life) => Promise<unknown>]>([
    [
      'the zone changes while the digest is posted by hand',
      (life) => life.type('digest now', 'digest zone:Asia/Tokyo'),
    ],
    [
      'a day was skipped since the last digest failed to come',
      async (life) => {
        await life.type('digest skip 2026-05-05..2026-05-08');
        await life.moveClock(4 * dayMs);
        await life.live(24 * 60);
      },
    ],
    [
      'the clock was ahead by three days, and wrote the digest of another date',
      async (life) => {
        await beAhead(life, 3 * dayMs);
        await life.arrive('red');
        await life.live(5 * 24 * 60);
      },
    ],
    [
      'the clock was ahead by a day, and wrote nothing but when it would look again',
      async (life) => {
        await life.type('digest at 06:15');
        await beAhead(life, dayMs);
        await life.arrive('red');
        await life.live(60);
      },
    ],
    [
      'the clock was ahead by ten years while the platform refused',
      async (life) => {
        await life.arrive('red');
        life.changeWeather('refuses');
        await beAhead(life, 3_653 * dayMs);
      },
    ],
    [
      'a digest is posted by hand while two workers write another one',
      async (life) => {
        await life.moveClock(4 * dayMs);
        await life.workAtOnce('digest now');
      },
    ],
    [
      'the bot sleeps until the next digest is near',
      async (life) => {
        await life.arrive('red');
        await life.moveClock(1.105 * dayMs);
        await life.live(3 * 60);
      },
    ],
    [
      'a zone further west has the day before',
      async (life) => {
        await life.type('digest now');
        await life.type('digest zone:Pacific/Pago_Pago');
        await life.type('digest now');
        await life.live(3 * 24 * 60);
      },
    ],
    [
      'the hour moves later after the digest of the day',
      async (life) => {
        await life.live(4 * 60);
        await life.type('digest at 17:00');
        await life.arrive('red');
        await life.live(2 * 24 * 60);
      },
    ],
    [
      'nothing is followed for two days, and then something else',
      async (life) => {
        await life.type('unfollow red');
        await life.arrive('blue');
        await life.live(2 * 24 * 60);
        await life.type('follow blue confirm:yes');
        await life.arrive('blue');
      },
    ],
  ])('%s', async (_, happen) => {
    const life = startLife(createMemoryStore());
    await life.type('follow red confirm:yes');
    await happen(life);
    await life.end();
  });
});
