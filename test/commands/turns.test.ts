import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Caller } from '../../src/commands/command.ts';
import type { Router } from '../../src/commands/router.ts';
import { runLine } from '../../src/commands/run-line.ts';
import { createTurns, inTurns } from '../../src/commands/turns.ts';
import { sampleCaller } from '../support/fixtures/sample-caller.ts';

const never = 1_000_000;

/** Work that ends at once, or when it is told to; what has started is written down. */
function lab(options: Parameters<typeof createTurns>[0]) {
  const turns = createTurns(options);
  const started: string[] = [];
  const taken: Promise<unknown>[] = [];
  const take = (person: string, piece: number, work: () => Promise<void> = async () => {}) => {
    const run = () => {
      started.push(`${person}${piece}`);
      return work();
    };
    taken.push(turns.take(person, run));
  };
  return { started, take, all: () => Promise.all(taken) };
}

const personOf = (piece: string) => piece.replace(/\d+$/, '');

describe('turns', () => {
  it('answer the one request of somebody after one of another, who has sent two hundred', async () => {
    const { started, take, all } = lab({ perPerson: 1, atOnce: 1, waitingPerPerson: never });
    for (let piece = 0; piece < 200; piece += 1) take('bob', piece);
    take('ann', 0);
    await all();
    expect(started.indexOf('ann0')).toBeLessThanOrEqual(1);
    expect(started).toHaveLength(201);
  });

  it.each([1, 2, 7])(
    'let others in when one person has work that never ends (%i at a time)',
    async (perPerson) => {
      const { started, take } = lab({ perPerson, atOnce: 32, waitingPerPerson: never });
      for (let piece = 0; piece < 50; piece += 1) take('bob', piece, () => new Promise(() => {}));
      const seen: string[] = [];
      for (const name of ['ann', 'cleo', 'dan']) {
        await new Promise<void>((resolve) => take(name, 0, async () => resolve()));
        seen.push(name);
      }
      expect(seen).toEqual(['ann', 'cleo', 'dan']);
      for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
      expect(started.filter((piece) => personOf(piece) === 'bob')).toHaveLength(perPerson);
    },
  );

  it('starve nobody: between two pieces of a person, everybody else has one turn, besides one that had begun', async () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    // Who sends something, and how many pieces begin before the next one is sent.
    const sent = fc.array(fc.tuple(person, fc.integer({ min: 0, max: 3 })), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(sent, async (sendings) => {
        const { started, take, all } = lab({ perPerson: 1, atOnce: 1, waitingPerPerson: never });
        const sentAt = new Map<string, number>();
        const counts = new Map<string, number>();
        for (const [name, pause] of sendings) {
          const piece = counts.get(name) ?? 0;
          counts.set(name, piece + 1);
          sentAt.set(`${name}${piece}`, started.length);
          take(name, piece);
          const target = started.length + pause;
          for (let i = 0; started.length < target && i < 5; i += 1)
            await new Promise((resolve) => setImmediate(resolve));
        }
        await all();
        for (const name of counts.keys()) {
          const own = started.filter((piece) => personOf(piece) === name);
          expect(own).toEqual(own.map((_, i) => `${name}${i}`));
          let before = -1;
          for (const piece of own) {
            const from = Math.max(before + 1, sentAt.get(piece) ?? 0);
            const at = started.indexOf(piece);
            const others = started.slice(from, at).map(personOf);
            // One of them may have been running when the piece was sent.
            for (const other of new Set(others))
              expect(others.filter((each) => each === other).length).toBeLessThanOrEqual(2);
            expect(others.length).toBeLessThanOrEqual(counts.size);
            before = at;
          }
        }
      }),
    );
  });

  it('go on after work that fails, and run no more at a time than they may', async () => {
    const options = { perPerson: 2, atOnce: 3, waitingPerPerson: never };
    const turns = createTurns(options);
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
      throw new Error('no');
    };
    const all = ['a', 'b', 'c', 'd'].flatMap((name) => [1, 2, 3].map(() => turns.take(name, work)));
    const ended = await Promise.allSettled(all);
    expect(ended.every(({ status }) => status === 'rejected')).toBe(true);
    expect(most).toBe(3);
  });

  it('give way to what comes in from outside between two pieces', async () => {
    const { started, take, all } = lab({});
    const burn = async () => {
      for (const end = performance.now() + 5; performance.now() < end; );
    };
    for (let piece = 0; piece < 20; piece += 1) take('bob', piece, burn);
    const before = await new Promise<number>((resolve) => setTimeout(() => resolve(started.length), 1));
    expect(before).toBeLessThanOrEqual(3);
    await all();
  });
});

describe('a router in turns', () => {
  const asked: string[] = [];
  const router = inTurns({
    commandOf: () => undefined,
    remember: () => {},
    answer: async (line: string, caller: Caller) => {
      asked.push(`${caller.person.id} ${line}`);
      return { card: { title: '', summary: '', tone: 'plain', blocks: [] }, papers: [], notes: [] } as Answer;
    },
  } as unknown as Router);
  const ask = (person: string, line: string, workspace = 'w') =>
    runLine(
      router,
      line,
      { ...sampleCaller(), person: { id: person }, place: { platform: 'slack', workspace, channel: 'c' } },
      () => 'bug',
    );

  it.each([21, 50, 200])(
    'refuses kindly what one person asks above twenty (%i), and answers others',
    async (count) => {
      asked.length = 0;
      const bob = Array.from({ length: count }, (_, i) => ask('bob', `search ${i}`));
      const others = [ask('ann', 'search x'), ask('bob', 'search elsewhere', 'other')];
      const outcomes = await Promise.all(bob);
      const refused = outcomes.filter(({ kind }) => kind === 'mistake');
      expect(refused).toHaveLength(count - 20);
      expect(refused[0]?.card.summary).toBe(
        'I’m still working on your last 20 requests. Wait for a few answers, then try again.',
      );
      expect((await Promise.all(others)).map(({ kind }) => kind)).toEqual(['answer', 'answer']);
      expect(asked.indexOf('ann search x')).toBeLessThanOrEqual(2);
      expect((await ask('bob', 'search again')).kind).toBe('answer');
    },
  );
});
