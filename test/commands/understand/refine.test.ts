import { describe, expect, it } from 'vitest';
import { commandLine } from '../../../src/cards/builders.ts';
import { runLine } from '../../../src/commands/run-line.ts';
import type { Shown } from '../../../src/commands/understand/conversation.ts';
import { understand } from '../../../src/commands/understand/understand.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();
const say = (typed: string) => runLine(lab.router, typed, lab.caller, () => 'bug');
const lineOf = async (typed: string) => {
  const outcome = await say(typed);
  return outcome.kind === 'answer' ? outcome.line : `${outcome.kind} ${outcome.problem.code}`;
};
const queryOf = async (typed: string) => {
  const outcome = await say(typed);
  return outcome.kind === 'answer' ? outcome.answer.query : undefined;
};

/** After a search. What lines mean does not depend on what it found. */
const shown: Shown = {
  items: [],
  first: 1,
  listedAt: 0,
  search: 'quantization',
  notes: [],
  buttons: [],
  isChoice: false,
};
const read = (typed: string) => {
  const reading = understand(typed, lab.router.commands, shown);
  return reading.kind === 'run' ? reading.line : 'a friendly word';
};

describe('after a search for quantization', () => {
  it.each([
    ['newest first', 'quantization sort:new'],
    ['sort by date', 'quantization sort:new'],
    ['sort them by newest please', 'quantization sort:new'],
    ['order by year', 'quantization sort:new'],
    ['only the latest ones', 'quantization sort:new'],
    ['is there a newer one?', 'quantization sort:new'],
    ['anything more recent', 'quantization sort:new'],
    ['do you have something newer?', 'quantization sort:new'],
    ['oldest first', 'quantization sort:old'],
    ['any older ones?', 'quantization sort:old'],
    ['sort by relevance', 'quantization sort:best'],
    ['sort by upvotes', 'quantization sort:upvotes'],
    ['most popular first', 'quantization sort:upvotes'],
    ['best matches first', 'quantization sort:best'],
    ['only with code', 'quantization has:code'],
    ['which of these have code?', 'quantization has:code'],
    ['the ones with code', 'quantization has:code'],
    ['just those that have an implementation', 'quantization has:code'],
    ['only since 2024', 'quantization since 2024'],
    ['since 2024', 'quantization since 2024'],
    ['since 2024 only', 'quantization since 2024'],
    ['before 2023', 'quantization before 2023'],
    ['from March 2025', 'quantization from March 2025'],
    ['only 2025', 'quantization in 2025'],
    ['just the ones from last year', 'quantization from last year'],
    ['which are from 2024?', 'quantization from 2024'],
    ['limit it to papers after 2022', 'quantization after 2022'],
    ['the ones by Song Han', 'quantization author:"Song Han"'],
    ['only by Song Han', 'quantization author:"Song Han"'],
    ['only the ones about activations', 'quantization activations'],
    ['what about the ones on FPGAs', 'quantization FPGAs'],
    ['without vision', 'quantization -vision'],
    ['exclude surveys', 'quantization -surveys'],
    ['but not about vision transformers', 'quantization -"vision transformers"'],
  ])('%s: %s', (typed, query) => expect(read(typed)).toBe(commandLine('search', { query })));

  it.each([
    ['only the best 3', 3],
    ['top 3', 3],
    ['just five', 5],
    ['show me only two papers', 2],
  ])('%s shows %i', (typed, size) => expect(read(typed)).toBe(`search query:quantization size:${size}`));

  it.each(['show me more', 'more papers', 'what else is there?', 'the rest', 'next ones'])(
    '%s is the next page',
    async (typed) => {
      await say('quantization');
      expect(await lineOf(typed)).toMatch(/^search query:quantization start:\d+$/);
    },
  );

  it('goes on from the last order, and keeps what was said before', async () => {
    await say('search quantization -vision');
    await say('newest first');
    expect(await queryOf('only with code')).toBe('quantization -vision sort:new has:code');
    expect(await queryOf('oldest first')).toBe('quantization -vision has:code sort:old');
  });

  it('goes on after one of the papers was opened', async () => {
    await say('quantization');
    await say('2');
    expect(await queryOf('newest first')).toBe('quantization sort:new');
  });

  it('means the paper of the list that alone has the words in its title, or narrows the search down', async () => {
    const found = await say('quantization');
    const papers = found.kind === 'answer' ? found.answer.papers.slice(0, 10) : [];
    const [paper] = papers.filter(({ title }) => /fpga/i.test(title));
    expect(await lineOf('the one about FPGAs')).toBe(`paper paper:${paper?.id}`);
    expect(await queryOf('the one about distillation')).toBe('quantization distillation');
  });
});

it.each([
  ['the one about outliers', 'outliers'],
  ['without vision', 'without vision'],
])('%s is a search where nothing was searched for', async (typed, query) => {
  await say('topics');
  expect(await queryOf(typed)).toBe(query);
});

it('knows the one paper of a list of one', async () => {
  const found = await say('search mamba size:1');
  const [paper] = found.kind === 'answer' ? found.answer.papers : [];
  expect(await lineOf('save it')).toBe(`save paper:${paper?.id}`);
});

it('takes a topic away by other words, and searches where none is followed', async () => {
  expect(await lineOf('drop pruning')).toBe('search query:"drop pruning"');
  await say('follow pruning confirm:yes');
  expect(await lineOf('drop pruning')).toMatch(/^unfollow /);
});
