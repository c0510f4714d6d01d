import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { briefClaimOf } from '../../../src/corpus/claim/brief-claim.ts';

const brief = (abstract: string, title = 'A Study of Owls', longest = 70) =>
  briefClaimOf(title, abstract, [longest]);

describe('what a paper says, in one row', () => {
  it.each([
    [
      'without the words that propose it',
      'We propose a decoder that drops half of the tokens.',
      'A decoder that drops half of the tokens.',
    ],
    [
      'without the words that report it',
      'Our results show that small models plan as well as large ones.',
      'Small models plan as well as large ones.',
    ],
    [
      'to the end of a clause',
      'We find that pruning late layers keeps accuracy on four benchmarks, while training costs fall by half on every machine.',
      'Pruning late layers keeps accuracy on four benchmarks …',
    ],
    [
      'to the end of a phrase where no clause fits',
      'We introduce a training procedure that turns unlabelled recordings of many animals into a shared representation.',
      'A training procedure that turns unlabelled recordings …',
    ],
    [
      'of another sentence where the first has no clause that fits',
      'We present a procedure of calibration for unlabelled recordings of many wild animals in cities. We show that errors fall from 9 % to 2 % in all cities.',
      'Errors fall from 9 % to 2 % in all cities.',
    ],
    [
      'never between a verb, a participle or an adjective and what belongs to it',
      'We describe a decoder for archives of recorded animal sounds that were collected over decades and are stored on tapes.',
      'A decoder for archives of recorded animal sounds …',
    ],
    [
      'nothing where every cut would leave half a thought',
      'Our analysis reveals thoroughly documented, exceptionally well preserved and surprisingly rich palaeontological collections.',
      undefined,
    ],
  ])('%s', (_, abstract, expected) => {
    expect(brief(abstract)).toBe(expected);
  });

  it.each([
    [
      'the contrast of a claim',
      'However, accuracy often falls at low precision in every model, and we show why it does so on eight benchmarks in all.',
    ],
    [
      'what it was measured on',
      'Across many mathematical and logical benchmarks of all kinds, our method surpasses prior decoders at half of the latency.',
    ],
    [
      'the condition of a proof',
      'We prove that at the typical perplexity of language models on long texts, the limit of a vector is not the limit of a sequence.',
    ],
  ])('never %s without the claim', (_, abstract) => {
    expect(brief(abstract)).toBeUndefined();
  });

  it('without the name that its title has', () => {
    const abstract =
      'We introduce LYNX, an online mechanism that stops early by reading hidden states of a model.';
    expect(brief(abstract, 'LYNX: Learning Dynamic Exits')).toBe(
      'An online mechanism that stops early by reading hidden states …',
    );
  });

  it('takes a second row where no whole clause fits into one', () => {
    const abstract =
      'We introduce a training procedure that turns unlabelled recordings of many animals into one shared representation.';
    expect(briefClaimOf('A Study of Owls', abstract, [70, 140])).toBe(
      'A training procedure that turns unlabelled recordings of many animals into one shared representation.',
    );
  });

  it('is nothing without a claim', () => {
    expect(brief('')).toBeUndefined();
  });
});

/** A sign of punctuation, or a word that joins: never a noun or a verb. */
const phraseStart =
  /^(?:\s*[,;:–—.]|\s(?:and|or|but|of|that|which|who|where|whose|to|for|with|by|from|in|on|at|under|across|over|during|among|against|into|towards?|rather|given|after|before|while|because|without|using|via|through|when|compared)\s)/;

it('on marked abstracts it is at most as long as was asked for, whole words of one sentence, and nearly always there', () => {
  const marks = readFileSync(new URL('../../quality/claims/marks.jsonl', import.meta.url), 'utf8');
  const papers = marks
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row) as { title: string; sentences: string[] });
  const briefs = papers.map(({ title, sentences }) => {
    const claim = briefClaimOf(title, sentences.join(' '), [60]);
    if (claim === undefined) return claim;
    expect(claim.length).toBeLessThanOrEqual(60);
    const own = claim.replace(/ …$/, '').toLowerCase();
    const source = sentences.map((each) => each.toLowerCase()).find((each) => each.includes(own));
    expect(source, claim).toBeDefined();
    const rest = source?.slice(source.indexOf(own) + own.length) ?? '';
    if (claim.endsWith(' …')) expect(rest, claim).toMatch(phraseStart);
    else expect(rest, claim).toMatch(/^[.!]?$/);
    return claim;
  });
  expect(briefs.filter((each) => each !== undefined).length).toBeGreaterThan(0.85 * papers.length);
});
