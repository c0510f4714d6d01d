import { homeCard } from '../../../src/commands/digests/home-card.ts';
import { allRights } from '../../../src/commands/place-handle.ts';
import { runPlace } from '../../../src/digest/deliver/run-jobs.ts';
import { forecast } from '../../../src/digest/plan/forecast.ts';
import { DeliveryError, UserError } from '../../../src/errors.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { isActive } from '../../../src/topics/calendar/calendar.ts';
import { momentInWords } from '../../../src/topics/calendar/in-words.ts';
import { dateAt } from '../../../src/topics/calendar/local-date.ts';
import { everyDay } from '../../../src/topics/calendar/schedule.ts';
import type { PlaceState } from '../../../src/topics/place.ts';
import { topicText } from '../../../src/topics/topic.ts';
import { createLab, paperAbout, placeNamed } from '../fakes/digest-lab.ts';
import { createTestMessenger } from '../fakes/test-messenger.ts';
import { lineHolds, subjectOf } from './line-holds.ts';
import { factOf, homeSaid, papersIn, type Said, showSaid } from './said.ts';

export const words = ['red', 'blue'] as const;
export type Word = (typeof words)[number];

/** How the platform behaves. */
export type Weather = 'up' | 'refuses' | 'loses answers' | 'removed the bot';

const minute = 60_000;
const tickMs = 15_000;
const dayMs = 24 * 60 * minute;
const place = placeNamed('here');
const caller = { place, person: { id: 'ada', name: 'Ada' }, rights: allRights };

/** The life of one channel. Throws, with all that happened before, as soon as the bot breaks a promise. */
export function startLife(store: Store) {
  const messenger = createTestMessenger();
  let weather: Weather = 'up';
  /** Whether a message may still wait because of trouble. */
  let isTroubled = false;
  /** Dates of issues that were written, in their order. */
  const planned: string[] = [];
  const watched: Store = {
    ...store,
    async recordIssue(draft, ...rest) {
      const issue = await store.recordIssue(draft, ...rest);
      if (!planned.includes(draft.localDate)) planned.push(draft.localDate);
      return issue;
    },
  };
  const platform = inWeather(messenger, () => weather);
  const lab = createLab(store, { platform, messenger, wrap: () => watched });
  const { clock } = lab;
  clock.time = Date.parse('2026-05-04T06:10:00Z');

  /** How many papers were there when each topic was followed. */
  const followed = new Map<Word, number>();
  const unfollowed = new Map<Word, { readonly baseline: number; readonly at: number }>();
  const arrived: { readonly id: string; readonly word: Word }[] = [];
  const log: string[] = [];
  const note = (what: string) => log.push(`${new Date(clock.time).toISOString()} ${what}`);
  const broken = (what: string): never => {
    throw new Error(`${new Date(clock.time).toISOString()}: ${what}\n${log.join('\n')}`);
  };
  const state = () => store.place(place);
  const openIssues = () => store.openIssues(place, Number.MAX_SAFE_INTEGER);
  const ask = async (line: string) => (await lab.router.answer(line, caller)).card;

  /** What the scheduler will do next. */
  async function next(): Promise<Said> {
    const known = await state();
    const found = known && forecast(known, followed.size, clock.time);
    return found === undefined ? 'nothing' : 'at' in found ? found.at : found.none;
  }

  /** What people read of it is the same everywhere, and true. */
  async function checkSaid(): Promise<Said> {
    const isAtHome = followed.size > 0 && (await state())?.stopped === undefined;
    const answers = [
      factOf(await ask('digest'), 'Next'),
      factOf(await ask('status'), 'Next digest'),
      ...(isAtHome ? [homeSaid(await homeCard(caller, lab.deps))] : []),
    ];
    const [first = ''] = answers;
    if (answers.some((each) => each !== first))
      broken(`one says ${answers.map(showSaid).join(', another says ')}`);
    const truth = await next();
    const zone = (await state())?.schedule.zone ?? 'UTC';
    const told = (at: number) => (at <= clock.time ? 0 : momentInWords(at, zone, clock.time));
    const isTrue = typeof truth === 'number' ? first === told(truth) : String(first).startsWith('none');
    if (!isTrue) broken(`people read ${showSaid(first)}, and ${showSaid(truth)} is true`);
    return truth;
  }

  /** One look at the calendar: what is due is written and posted, and nothing else. */
  async function tick(): Promise<void> {
    const promised = await next();
    const before = await state();
    const [count, posted] = [planned.length, messenger.posted.length];
    const failed = await lab.tick();
    await store.finishBeat('tick', clock.time);
    if (failed.length > 0) broken(`a job failed: ${failed.join('; ')}`);
    const fresh = planned.slice(count);
    const isDue = typeof promised === 'number' && promised <= clock.time;
    if (isDue && fresh.length !== 1) broken(`the digest of ${showSaid(promised)} did not come`);
    if (!isDue && fresh.length > 0) broken(`a digest came, and ${showSaid(promised)} was said`);
    if (messenger.posted.length > posted && !mayPost(before, followed.size, clock.time))
      broken('it posted where nothing is followed, or the day is paused or skipped');
    const [date] = fresh;
    if (date === undefined) return;
    note(`the digest for ${date} was written`);
    await checkSaid();
    const isDone = (await store.issue(place, date))?.doneAt !== undefined;
    if (weather === 'up' && !isTroubled && !isDone) broken(`the digest for ${date} waits without a reason`);
  }

  /** @returns the lines that were not refused */
  async function enter(lines: readonly string[]): Promise<readonly string[]> {
    const outcomes = await Promise.all(
      lines.map(async (line) => {
        try {
          await ask(line);
          learn(line);
          return true;
        } catch (error) {
          if (error instanceof UserError) return false;
          throw error;
        }
      }),
    );
    note(`> ${lines.map((line, i) => `${line}${outcomes[i] ? '' : ' (refused)'}`).join(' | ')}`);
    return lines.filter((_, i) => outcomes[i]);
  }

  /** What was asked for is so, and the next digest is said. */
  async function check(taken: readonly string[]): Promise<void> {
    const topics = (await store.subscriptions(place)).map(({ topic }) => topicText(topic));
    const known = await state();
    const isOneSubject = new Set(taken.map(subjectOf)).size < taken.length;
    for (const line of isOneSubject ? [] : taken)
      if (!lineHolds(line, known, topics)) broken(`“${line}” does not hold: ${JSON.stringify(known)}`);
    log.push(`  next: ${showSaid(await checkSaid())}`);
  }

  /** What a line means for the topics. */
  function learn(line: string): void {
    const [, verb, word] = /^(follow|unfollow) (red|blue)/.exec(line) ?? [];
    if (word === undefined) return;
    const topic = word as Word;
    const former = unfollowed.get(topic);
    if (verb === 'follow') {
      const isUndo = former !== undefined && former.at >= clock.time - dayMs;
      followed.set(topic, isUndo ? former.baseline : arrived.length);
      unfollowed.delete(topic);
    } else {
      unfollowed.set(topic, { baseline: followed.get(topic) ?? arrived.length, at: clock.time });
      followed.delete(topic);
    }
  }

  const life = {
    now: () => clock.time,
    changeWeather(changed: Weather): void {
      weather = changed;
      if (changed !== 'up') isTroubled = true;
      note(`the platform: ${changed}`);
    },
    async arrive(word: Word) {
      const id = `p${arrived.length}`;
      arrived.push({ id, word });
      await lab.arrive(paperAbout(word, id));
      note(`${id} arrives, about ${word}`);
    },
    /** Types lines at the same moment. A mistake changes nothing. */
    async type(...lines: readonly string[]) {
      const before = JSON.stringify(await state());
      const [promised, count] = [await next(), planned.length];
      const taken = await enter(lines);
      const isDue = (said: Said) => typeof said === 'number' && said <= clock.time;
      const isHeldBack = lines.some((line) => /pause|skip|unfollow|resume/.test(line));
      if (isDue(promised) && !isHeldBack && planned.length === count && !isDue(await next()))
        broken('a change of settings dropped the digest that was due');
      if (taken.length === 0 && !lines.includes('digest now') && JSON.stringify(await state()) !== before)
        broken('a refused line changed something');
      await check(taken);
    },
    /** Two workers look at the channel while somebody types. */
    async workAtOnce(line: string) {
      note('two workers look, and at the same time');
      const [taken] = await Promise.all([
        enter([line]),
        runPlace(place, lab.deps),
        runPlace(place, lab.deps),
      ]);
      await check(taken);
    },
    /** The bot runs. What it says of the next digest stays, until that digest comes. */
    async live(minutes: number) {
      const end = clock.time + minutes * minute;
      while (clock.time < end) {
        const promised = await next();
        const retries = (await openIssues()).map(({ retryAt = 0 }) => retryAt);
        const moments = [...retries, ...(typeof promised === 'number' ? [promised - 1_000, promised] : [])];
        const later = moments.filter((at) => at > clock.time);
        clock.time = Math.min(end, clock.time + 4 * 60 * minute, ...later);
        await tick();
        clock.time += tickMs;
        await tick();
        const has = typeof promised === 'number' && promised <= clock.time;
        if (!has && (await next()) !== promised)
          broken(`${showSaid(promised)} was said, then ${showSaid(await next())}, and nothing had changed`);
      }
      note('it ran until now');
    },
    /** The bot did not run for a while, or its clock is moved: forwards, or backwards. */
    async moveClock(ms: number) {
      clock.time += ms;
      // The next look at the calendar, within 15 seconds, forgets what lies in the future.
      await store.forgetFuture(clock.time);
      note('is what the clock shows');
    },
    /** Everything that was promised comes: nothing is lost, and nothing doubled. */
    async end() {
      life.changeWeather('up');
      for (const line of ['digest resume', 'digest unskip', 'digest days:daily', 'follow red confirm:yes'])
        await life.type(line);
      await life.live(3 * 24 * 60);
      isTroubled = false;
      await life.live(24 * 60);
      const open = await openIssues();
      if (open.length > 0) broken(`not posted: ${open.map(({ localDate }) => localDate).join(', ')}`);
      const considered = await store.consideredPapers(place);
      const isNews = (word: Word, n: number) => n >= (followed.get(word) ?? Number.POSITIVE_INFINITY);
      const lost = arrived.filter(({ word, id }, n) => isNews(word, n) && !considered.has(id));
      if (lost.length > 0) broken(`lost: ${lost.map(({ id }) => id).join(', ')}`);
      const inChannel = messenger.posted.filter(({ under }) => under === undefined);
      const doubled = [
        ...twice(messenger.posted.map(({ key }) => key)),
        ...twice(inChannel.flatMap(({ card }) => papersIn(card))),
      ];
      if (doubled.length > 0) broken(`doubled: ${doubled.join(', ')}`);
      return { digests: planned.length, messages: messenger.posted.length };
    },
  };
  return life;
}

const twice = (all: readonly string[]): string[] => all.filter((each, i) => all.indexOf(each) !== i);

const mayPost = (state: PlaceState | undefined, topics: number, now: number): boolean =>
  state !== undefined &&
  topics > 0 &&
  state.stopped === undefined &&
  isActive({ ...state.schedule, days: everyDay }, dateAt(state.schedule.zone, now));

function inWeather(messenger: Messenger, weather: () => Weather): Messenger {
  return {
    ...messenger,
    async send(message) {
      if (weather() === 'refuses') throw new DeliveryError('later', 'it refuses');
      if (weather() === 'removed the bot')
        throw new DeliveryError('gone', 'it was removed', { remedy: 'Invite it.' });
      const ref = await messenger.send(message);
      if (weather() === 'loses answers') throw new DeliveryError('unknown', 'the answer was lost');
      return ref;
    },
    async find(message, since) {
      if (weather() === 'refuses') throw new DeliveryError('later', 'it refuses');
      return messenger.find(message, since);
    },
  };
}
