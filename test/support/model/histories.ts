import fc from 'fast-check';
import type { Store } from '../../../src/ports/store/store.ts';
import { addDays, utcDate } from '../../../src/topics/calendar/local-date.ts';
import { startLife, type Weather, type Word, words } from './digest-life.ts';

type Life = ReturnType<typeof startLife>;
/** Something that happens in a channel, with what a failing test prints of it. */
interface Step {
  readonly name: string;
  run(life: Life): Promise<void>;
}

const hour = 60;
const day = 24 * hour;
const word = fc.constantFrom(...words);
const step = <Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  run: (life: Life, value: Value) => Promise<void>,
) =>
  values.map((value): Step & { toString(): string } => ({
    name: `${name} ${JSON.stringify(value)}`,
    run: (life) => run(life, value),
    toString: () => `${name} ${JSON.stringify(value)}`,
  }));

/** What people type; `DAY+3` is the date in three days. */
const line: fc.Arbitrary<string> = fc.oneof(
  word.map((topic) => `follow ${topic} confirm:yes`),
  word.map((topic) => `unfollow ${topic}`),
  fc.constantFrom('digest pause', 'digest resume', 'digest unskip', 'digest now', 'digest preview'),
  fc.nat(3).map((days) => `digest pause until:DAY+${days}`),
  fc.nat(3).map((days) => `digest skip DAY+${days}`),
  fc.tuple(fc.nat(2), fc.nat(3)).map(([first, more]) => `digest skip DAY+${first}..DAY+${first + more}`),
  fc.nat(3).map((days) => `digest unskip DAY+${days}`),
  fc.constantFrom('skip', 'unskip').map((verb) => `digest ${verb} DAY+0, DAY+2..DAY+3`),
  fc.constantFrom('digest weekly', 'digest mode headline', 'digest mode full', 'digest skip next 2'),
  fc.constantFrom('monday', 'friday', 'off').map((review) => `digest review ${review}`),
  fc.constantFrom('00:00', '06:15', '09:00', '12:30', '23:50').map((time) => `digest at ${time}`),
  fc
    .constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/Los_Angeles',
      'Asia/Tokyo',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
    )
    .map((zone) => `digest zone:${zone}`),
  fc.constantFrom('daily', 'mon-fri', 'sat', 'tue,thu').map((days) => `digest days:${days}`),
  fc.constantFrom(1, 3, 10).map((size) => `digest size ${size}`),
  fc.constantFrom('archive', 'note', 'silent').map((empty) => `digest when-empty ${empty}`),
);

const dated = (life: Life, text: string): string =>
  text.replace(/DAY\+(\d+)/g, (_, days) => addDays(utcDate(life.now()), Number(days)));
const typed = (life: Life, lines: readonly string[]) => life.type(...lines.map((each) => dated(life, each)));

const anyStep = fc.oneof(
  { weight: 6, arbitrary: step('types', line, (life, one) => typed(life, [one])) },
  { weight: 1, arbitrary: step('type at once', fc.tuple(line, line), (life, both) => typed(life, both)) },
  {
    weight: 1,
    arbitrary: step('two workers look, and at the same time somebody types', line, (life, one) =>
      life.workAtOnce(dated(life, one)),
    ),
  },
  {
    weight: 4,
    arbitrary: step(
      'lives for minutes',
      fc.constantFrom(1, 20, 3 * hour, 9 * hour, day, 2 * day),
      (life, minutes) => life.live(minutes),
    ),
  },
  { weight: 3, arbitrary: step('a paper arrives about', word, (life, topic: Word) => life.arrive(topic)) },
  {
    weight: 1,
    arbitrary: step(
      'sleeps for minutes',
      fc.constantFrom(10, 2 * hour, 23 * hour, 4 * day),
      (life, minutes) => life.moveClock(minutes * 60_000),
    ),
  },
  {
    weight: 1,
    arbitrary: step(
      'the clock goes back by minutes',
      fc.constantFrom(1, 50, 5 * hour, 2 * day),
      (life, minutes) => life.moveClock(-minutes * 60_000),
    ),
  },
  {
    weight: 1,
    arbitrary: step(
      'the clock is ahead for a while, by days',
      fc.constantFrom(0.1, 1, 3, 3_653),
      async (life, days) => {
        await life.moveClock(days * day * 60_000);
        await life.live(1);
        await life.moveClock(-days * day * 60_000);
      },
    ),
  },
  {
    weight: 1,
    arbitrary: step(
      'the platform',
      fc.constantFrom<Weather>('up', 'refuses', 'loses answers', 'removed the bot'),
      async (life, weather) => life.changeWeather(weather),
    ),
  },
);

interface Lived {
  lives: number;
  steps: number;
  digests: number;
  messages: number;
}

/** Lives through random histories of a channel, and throws at the first promise that is broken. */
export async function liveThroughHistories(
  openStore: () => Promise<Store>,
  numRuns: number,
): Promise<Readonly<Lived>> {
  const lived: Lived = { lives: 0, steps: 0, digests: 0, messages: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 25 }), async (steps) => {
      const life = startLife(await openStore());
      await life.type('follow red confirm:yes');
      for (const each of steps) await each.run(life);
      const { digests, messages } = await life.end();
      lived.lives += 1;
      lived.steps += steps.length;
      lived.digests += digests;
      lived.messages += messages;
    }),
    { numRuns },
  );
  return lived;
}
