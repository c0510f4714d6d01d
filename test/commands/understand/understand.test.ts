import { beforeAll, describe, expect, it } from 'vitest';
import { plainText } from '../../../src/cards/builders.ts';
import type { Card } from '../../../src/cards/card.ts';
import { runLine } from '../../../src/commands/run-line.ts';
import { meaningOf } from '../../../src/commands/understand/other-words.ts';
import { subjectOf, withoutAddress } from '../../../src/commands/understand/passed-over.ts';
import { numberOf } from '../../../src/commands/understand/short-words.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();
const say = (typed: string, who = lab.caller) => runLine(lab.router, typed, who, () => 'bug');
const lineOf = async (typed: string) => {
  const outcome = await say(typed);
  return outcome.kind === 'answer' ? outcome.line : `${outcome.kind} ${outcome.problem.code}`;
};
const wordsOf = (card: Card) =>
  card.blocks.flatMap((block) => ('line' in block ? [plainText(block.line)] : [])).join(' ');

describe('words without a command', () => {
  it.each([
    ['test time compute', 'test time compute'],
    ['stop thinking too long', 'stop thinking too long'],
    ['what happens to accuracy when I quantize to 4 bit?', 'accuracy when I quantize to 4 bit'],
    ['can you find me papers about fp8 training please', 'fp8 training'],
    ['I am looking for research on kv cache compression', 'kv cache compression'],
    ['why do models hallucinate?', 'models hallucinate'],
    ['help me find papers on pruning', 'pruning'],
    ['do you have anything on mixture of experts', 'mixture of experts'],
    ['show me the papers on scaling laws', 'scaling laws'],
    ['how does speculative decoding work', 'speculative decoding work'],
    ['like attention but faster', 'like attention but faster'],
    ['remove outliers from activations', 'remove outliers from activations'],
    ['schedule free optimizers', 'schedule free optimizers'],
    ['papers, quantization', 'papers, quantization'],
    ['Mamba', 'Mamba'],
    ['模型 压缩', '模型 压缩'],
  ])('%s is a search for %s', async (typed, query) => {
    const line = await lineOf(typed);
    expect(line.startsWith('search query:'), line).toBe(true);
    expect(line).toBe(`search query:${/\s|[^\p{L}\p{N}_.-]/u.test(query) ? JSON.stringify(query) : query}`);
  });

  it.each([
    ['papers search mamba', 'search mamba'],
    ['/papers search mamba', 'search mamba'],
    [': search mamba', 'search mamba'],
    ['/search mamba', 'search mamba'],
    ['Paperboy, search mamba', 'search mamba'],
    ['hey paperboy: please search mamba', 'search mamba'],
    ['`search mamba`', 'search mamba'],
    ['papers with code', 'papers with code'],
    ['papers mamba', 'mamba'],
  ])('%s reads %s', (typed, line) => expect(withoutAddress(typed)).toBe(line));

  it('says that it was a search only where it could have been a command', async () => {
    expect(wordsOf((await say('mamba')).card)).toContain('I searched for this');
    expect(wordsOf((await say('like attention but faster')).card)).toContain('I searched for this');
    expect(wordsOf((await say('nodes in a graph')).card)).toContain('Did you mean the command notes?');
    expect(wordsOf((await say('test time compute')).card)).not.toContain('I searched');
  });

  it('keeps a question that is nothing but a question', () => {
    for (const typed of ['what is', 'can you', 'papers on', '???']) expect(subjectOf(typed)).not.toBe('');
  });
});

describe('a mistyped command', () => {
  it('of one word is corrected', async () => {
    expect(await lineOf('topcs')).toBe('topics');
    expect(await lineOf('serch scaling laws')).toBe('search query:"scaling laws"');
    expect(wordsOf((await say('serch scaling laws')).card)).toContain('I read “serch” as search.');
    expect(await lineOf('hlep')).toBe('help');
  });
  it('of three letters is one where a number follows', async () => {
    expect(await lineOf('hid')).toBe('search query:hid');
    await say('search scaling laws');
    for (const typed of ['sav 2', 'hid 2'])
      expect(await say(typed), typed).toMatchObject({ problem: { code: 'unknown-command' } });
  });
  it('that would change something is asked about', async () => {
    const outcome = await say('unfolow scaling laws');
    expect(outcome).toMatchObject({
      kind: 'mistake',
      problem: { code: 'unknown-command', suggestions: ['unfollow topic:"scaling laws"'] },
    });
  });
});

describe('a friendly word', () => {
  it.each([
    'hello',
    'Hi!',
    'hey paperboy',
    'thanks',
    'Thank you so much!',
    'thx 🙏',
    'bye',
    'who are you?',
    'good morning',
    'Guten Tag!',
    'ciao bella',
    'привет',
    'こんにちは',
    'merci beaucoup',
    'you suck',
    'this is garbage',
    'are you stupid?',
    'not what I wanted',
    'I love this',
    'why not?',
    'shut up',
    '👎',
    ':thinking_face:',
  ])('%s', async (typed) => {
    const outcome = await say(typed);
    expect(outcome.kind).toBe('answer');
    expect(outcome.card.blocks.length).toBeGreaterThan(0);
    expect(outcome.changed).toBe(false);
    expect(outcome.isShareable).toBe(false);
  });
  it.each(['?', 'help me', '', '/papers', 'what can you do?', '--help', 'commands'])(
    '%s is help',
    async (typed) => expect(await lineOf(typed)).toBe('help'),
  );
});

describe('other words for a command', () => {
  it.each([
    ['subscribe to mamba', 'follow mamba'],
    ['sub "scaling laws"', 'follow "scaling laws"'],
    ['unsubscribe from mamba', 'unfollow mamba'],
    ['stop following mamba', 'unfollow mamba'],
    ['list', 'following'],
    ['subscriptions', 'following'],
    ['settings', 'digest'],
    ['stop', 'digest pause'],
    ['pause until monday', 'digest pause until monday'],
    ['resume', 'digest resume'],
    ['star QuIP#', 'save QuIP#'],
    ['unsave AWQ', 'save undo:yes AWQ'],
    ['unhide AWQ', 'hide undo:yes AWQ'],
    ['bookmarks', 'saved'],
    ['reading list', 'saved'],
    ['s mamba', 'search mamba'],
    ['look up mamba', 'search mamba'],
    ['bibtex', 'export format:bibtex'],
    ['latest on pruning', 'search pruning sort:new'],
    ['any new papers?', 'new'],
  ])('%s means %s', (typed, line) => expect(meaningOf(typed)?.line).toBe(line));

  it('never does the opposite of what its word says', () => {
    for (const word of ['unsave', 'unlike', 'unstar', 'unbookmark', 'remove', 'unhide'])
      expect(meaningOf(`${word} AWQ`)?.line, word).toContain('undo:yes');
  });
});

describe('after an answer', () => {
  let first: readonly string[] = [];
  let second = '';
  beforeAll(async () => {
    const found = await say('search scaling laws');
    first = found.kind === 'answer' ? found.answer.papers.map(({ id }) => id) : [];
    second = first[1] ?? '';
  });

  it.each([
    ['next', 'search query:"scaling laws" start:11'],
    ['more', 'search query:"scaling laws" start:11'],
    ['2', 'paper paper:'],
    ['the second one', 'paper paper:'],
    ['save 2', 'save paper:'],
    ['save the second one', 'save paper:'],
    ['bookmark #2', 'save paper:'],
    ['similar to 2', 'similar to:'],
    ['why 2', 'why paper:'],
  ])('%s is %s…', async (typed, line) => {
    await say('search scaling laws');
    expect(await lineOf(typed)).toBe(line.endsWith(':') ? `${line}${second}` : line);
  });

  it('is about the same paper', async () => {
    await say('search scaling laws');
    await say('2');
    expect(await lineOf('save it')).toBe(`save paper:${second}`);
    expect(await lineOf('undo')).toBe(`save paper:${second} undo:yes`);
  });

  it('saves papers of the list also after a list of notes', async () => {
    for (const [typed, line] of [
      ['save 1', `save paper:${first[0]}`],
      ['save 1 and 3', `save paper:"${first[0]} ${first[2]}"`],
      ['1', 'similar to:n'],
    ] as const) {
      await say('search scaling laws');
      await say('scaling laws in:notes');
      expect((await lineOf(typed)).slice(0, line.length), typed).toBe(line);
    }
  });

  it.each([
    ['open 2 in the browser', 'paper paper:'],
    ['download 2', 'paper paper:'],
    ['tag 2 as toread', 'save paper:'],
    ['save 2 for later', 'save paper:'],
  ])('%s is %s…', async (typed, line) => {
    await say('search scaling laws');
    expect(await lineOf(typed)).toBe(`${line}${second}`);
  });

  it('takes a paper off the reading list', async () => {
    await say('search scaling laws');
    await say('save 2');
    expect(await lineOf('remove 2 from my list')).toBe(`save paper:${second} undo:yes`);
  });

  it('is about the paper to which others are similar', async () => {
    await say('search scaling laws');
    await say('similar to 2');
    expect(await lineOf('save it')).toBe(`save paper:${second}`);
  });

  it('leaves a date that cannot be to the command', async () => {
    for (const typed of ['stop until 3/4', 'pause until 2020-01-01'])
      expect(await lineOf(typed), typed).toMatch(/^mistake (?:ambiguous|past)-date$/);
  });

  it('means the whole offer by yes, and nothing by no', async () => {
    await say('follow mamba');
    expect((await say('no')).changed).toBe(false);
    expect(await lineOf('yes')).toBe('follow topic:mamba confirm:yes');
  });

  it('goes on after a word of thanks', async () => {
    await say('search scaling laws');
    await say('thanks');
    expect(await lineOf('next')).toBe('search query:"scaling laws" start:11');
  });

  it('is forgotten after 30 minutes, and not known to others or elsewhere', async () => {
    await say('search scaling laws');
    const elsewhere = { ...lab.caller, place: { ...lab.caller.place, channel: 'elsewhere' } };
    const other = { ...lab.caller, person: { id: 'eve' } };
    for (const who of [elsewhere, other])
      expect(await say('next', who)).toMatchObject({ kind: 'mistake', problem: { code: 'no-such-item' } });
    expect(await lineOf('next')).toContain('start:11');
    lab.clock.at += 31 * 60_000;
    for (const typed of ['next', 'save 2', '2', 'undo', 'save it'])
      expect(await lineOf(typed), typed).toBe('mistake no-such-item');
  });

  it('knows the numbers of the pages before', async () => {
    await say('search scaling laws');
    await say('next');
    expect(await lineOf('2')).toBe(`paper paper:${second}`);
    expect(await lineOf('save 2')).toBe(`save paper:${second}`);
    await say('search quantization');
    expect(await lineOf('save 11')).toBe('mistake no-such-item');
  });

  it('says plainly that there is no list yet, and offers a search', async () => {
    for (const typed of ['2', 'save 2', 'the second one']) {
      const outcome = await say(typed);
      expect(outcome.kind === 'mistake' && outcome.problem).toMatchObject({
        message: expect.stringContaining('There is no list yet'),
        suggestions: ['search query:"stop thinking too long"'],
      });
    }
  });

  it('says which numbers there are', async () => {
    await say('search scaling laws');
    const outcome = await say('save 11');
    expect(outcome.kind === 'mistake' && outcome.problem.message).toBe(
      'There is no number 11: the last list has 1 to 10.',
    );
  });
});

describe('a number in words', () => {
  it.each([
    ['2', 2],
    ['#3', 3],
    ['number 4', 4],
    ['the first', 1],
    ['third one', 3],
    ['2nd', 2],
    ['last one', -1],
    ['it', 0],
    ['this paper', 0],
    ['Give Me BF16', undefined],
    ['4-bit', undefined],
  ])('%s', (words, number) => expect(numberOf(words)).toBe(number));
});
