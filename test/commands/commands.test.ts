import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainText } from '../../src/cards/builders.ts';
import type { Block, Button, Card } from '../../src/cards/card.ts';
import type { Router } from '../../src/commands/router.ts';
import { UserError } from '../../src/errors.ts';
import { seedCore } from '../support/fakes/seed-core.ts';
import { sampleCaller } from '../support/fixtures/sample-caller.ts';

let core: Awaited<ReturnType<typeof seedCore>>;
let router: Router;
beforeAll(async () => {
  core = await seedCore({ opensStore: true });
  router = core.router;
});
afterAll(() => core.end());

const ask = (line: string) => router.answer(line, sampleCaller());

const titles = async (line: string) => (await ask(line)).papers.map((paper) => paper.title);

async function mistake(line: string): Promise<UserError> {
  const error = await ask(line).catch((reason: unknown) => reason);
  if (error instanceof UserError) return error;
  throw new Error(`“${line}” was no mistake`);
}

/** All buttons of a card. */
function buttonsOf(card: Card): Button[] {
  const ofBlock = (block: Block) =>
    block.kind === 'buttons'
      ? block.buttons
      : block.kind === 'entries'
        ? block.entries.flatMap((entry) => entry.buttons ?? [])
        : [];
  return card.blocks.flatMap(ofBlock);
}

const wordsOf = (card: Card) => JSON.stringify(card.blocks);

describe('every command', () => {
  it('runs its examples, and every button on their cards', async () => {
    await ask('follow low-bit quantization confirm:yes');
    await ask('save QuIP#');
    const pressed = new Set<string>();
    for (const command of router.commands.filter(
      ({ name }) => !['follow', 'unfollow', 'digest', 'following'].includes(name),
    )) {
      for (const example of command.examples) {
        const { card } = await ask(example);
        expect(card.blocks.length, example).toBeGreaterThan(0);
        expect(card.summary, example).not.toBe('');
        for (const button of buttonsOf(card)) {
          expect(button.label.length).toBeLessThanOrEqual(40);
          if (pressed.has(button.line)) continue;
          pressed.add(button.line);
          expect((await ask(button.line)).card.blocks.length, button.line).toBeGreaterThan(0);
        }
      }
    }
  });
  it('has texts within Discord’s limits', () => {
    for (const { name, summary, options } of router.commands) {
      expect(name).toMatch(/^[a-z]{1,32}$/);
      expect(summary.length).toBeLessThanOrEqual(100);
      for (const spec of Object.values(options)) expect(spec.help.length).toBeLessThanOrEqual(100);
      expect(
        Object.values(options).filter((spec) => spec.type === 'text' && spec.rest).length,
      ).toBeLessThanOrEqual(1);
    }
  });
});

describe('search', () => {
  it('finds the right papers', async () => {
    expect((await titles('search QuIP#'))[0]).toMatch(/^QuIP#/);
    expect((await titles('search μnit'))[0]).toMatch(/^μnit Scaling/);
    expect((await titles('search S*'))[0]).toMatch(/^S\*/);
    expect(await titles('search "scaling laws" -vision year:2025 size:100')).toHaveLength(12);
  });
  it('makes pages without gaps, and offers the next one', async () => {
    const all = await titles('search scaling laws size:30');
    const first = await ask('search scaling laws');
    const next = buttonsOf(first.card).find((button) => button.label === 'Next page');
    expect(next?.line).toBe('search query:"scaling laws" start:11');
    const second = await ask(next?.line ?? '');
    expect([...first.papers, ...second.papers].map((paper) => paper.title)).toEqual(all.slice(0, 20));
  });
  it('shows up to a thousand papers on a page', async () => {
    expect(await titles('search scaling size:100')).toHaveLength(100);
    expect((await mistake('search scaling size:1001')).hint).toContain('from 1 to 1000');
  });
  it('says nothing was found, and offers the nearest subtopics', async () => {
    const { card, papers } = await ask('search rewrad zzzqq in:papers authors:>900');
    expect([card.tone, papers]).toEqual(['empty', []]);
    const lines = buttonsOf(card).map((button) => button.line);
    expect(lines).toContain('notes subtopic:reward-models');
  });
  it('says when words were corrected or unknown', async () => {
    expect(wordsOf((await ask('search quantizatoin')).card)).toContain('this is for');
    expect(wordsOf((await ask('search zzzqq quantization')).card)).toContain('for the other words');
  });
  it('offers the first page instead of one that does not exist', async () => {
    const { card } = await ask('search QuIP# page:50');
    expect(card.tone).toBe('empty');
    expect(buttonsOf(card)[0]?.label).toBe('First page');
  });
});

describe('paper, similar, note, notes', () => {
  it('shows a paper by id and by words of its title', async () => {
    const [byWords] = (await ask('paper give me bf16')).papers;
    const [byId] = (await ask(`paper ${byWords?.id}`)).papers;
    expect(byWords?.title).toContain('BF16');
    expect(byId).toEqual(byWords);
  });
  it('names other titles with the same words', async () => {
    const { card } = await ask('paper give me');
    expect(wordsOf(card)).toMatch(/BF16.*FP32|FP32.*BF16/s);
  });
  it('offers the nearest papers for an unknown title', async () => {
    const { card, papers } = await ask('paper quantizing everything with happy lattices');
    expect(card.tone).toBe('empty');
    expect(papers.length).toBeGreaterThan(0);
  });
  it('finds what is similar to a paper and to a note', async () => {
    expect((await titles('similar QuIP#')).some((title) => /quanti/i.test(title))).toBe(true);
    const [note] = (await ask('note ternary weights')).notes;
    expect((await ask(`similar ${note?.id}`)).papers.length).toBeGreaterThan(0);
  });
  it('lists a subtopic by its name, a part of it, or its id', async () => {
    for (const text of ['Reward Models', 'reward models', 'reward-models', 'on reward models'])
      expect((await ask(`notes ${text}`)).notes).toHaveLength(8);
    expect((await mistake('notes reward')).suggestions).toContain('notes subtopic:reward-models');
    expect((await mistake('notes Reward Models page:7')).code).toBe('no-such-page');
  });
  it('lists notes on words that name no subtopic, and says so where there are none', async () => {
    const { card, notes } = await ask('notes on RLHF');
    expect(notes.length).toBeGreaterThan(0);
    expect(card.title).toBe('Notes on RLHF');
    expect(JSON.stringify(card.blocks)).toContain('notes subtopic:rl-with-verifiable-rewards-rlvr');
    expect((await mistake('notes zebra')).message).toBe('There is no subtopic “zebra”.');
  });
  it('explores what is related to a note', async () => {
    const { card } = await ask('note Does depth matter more than width');
    const related = buttonsOf(card).find((button) => button.label === 'Explore related');
    const answer = await ask(related?.line ?? '');
    expect(answer.papers.length).toBe(10);
  });
});

describe('a mistake', () => {
  it.each([
    ['search', 'missing-option'],
    ['search x page:0', 'bad-number'],
    ['search x page:two', 'bad-number'],
    ['topics of the day', 'too-many-words'],
    ['notes gardening', 'unknown-subtopic'],
    ['help frobnicate', 'unknown-command'],
  ])('%s: %s', async (line, code) => {
    const error = await mistake(line);
    expect(error.code).toBe(code);
    expect(error.hint).not.toBe('');
  });
});

describe('completion', () => {
  it('completes commands, then their words', async () => {
    expect((await router.complete('se')).map(({ value }) => value)).toEqual(['search ']);
    expect((await router.complete('')).length).toBe(router.commands.length);
    expect((await router.complete('notes rew'))[0]?.value).toBe('notes Reward Models');
    expect((await router.complete('help no')).map(({ label }) => label)).toEqual(['notes', 'note']);
    expect(await router.complete('nonsense wor')).toEqual([]);
  });
  it('has ids of papers as values, and titles as labels', async () => {
    const [first] = await router.suggest('paper', 'paper', 'quip');
    expect(first?.label).toMatch(/^QuIP#/);
    expect((await ask(`paper ${first?.value}`)).papers[0]?.title).toBe(first?.label);
    expect(await router.suggest('search', 'page', '1')).toEqual([]);
  });
  it('suggests phrases of many abstracts', async () => {
    const labels = (await router.suggest('search', 'query', 'test-time sc')).map(({ label }) => label);
    expect(labels[0]).toBe('test-time scaling');
  });
});

describe('plain text', () => {
  it('of a card never has a line break', async () => {
    const { card } = await ask('search mamba');
    for (const block of card.blocks)
      if (block.kind === 'text') expect(plainText(block.line)).not.toMatch(/\n/);
  });
});
