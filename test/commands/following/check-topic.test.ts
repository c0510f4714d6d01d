import { expect, it } from 'vitest';
import { plainText } from '../../../src/cards/builders.ts';
import type { Block } from '../../../src/cards/card.ts';
import { checkTopic } from '../../../src/commands/following/check-topic.ts';
import { loadCorpus } from '../../../src/corpus/corpus.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { readTopic } from '../../../src/topics/topic.ts';
import { corpusMatches } from '../../../src/topics/topic-matches.ts';
import { seeds } from '../../support/fixtures/seed-pages.ts';

const corpus = await loadCorpus(seeds);
const index = createPaperIndex(corpus);
/** Only subtopics are compared by profiles. */
const ofQueriesOnly = () => Promise.reject(new Error('no subtopic is followed here'));
const topicOf = (text: string) => readTopic(text, []);

async function check(text: string, ...followed: string[]) {
  const topic = topicOf(text);
  const { total } = await corpusMatches(topic, index, undefined, ofQueriesOnly, 1);
  const { remark = [], isDoubtful } = await checkTopic(topic, total, followed.map(topicOf), index, text);
  const blocks = [remark].flat(9).filter((each) => typeof each === 'object') as Block[];
  return {
    isDoubtful,
    words: blocks
      .map((block) => ('line' in block ? plainText(block.line) : ''))
      .join(' ')
      .trim(),
    lines: blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.map(({ line }) => line) : [])),
  };
}

it('says nothing of a topic that finds some papers', async () => {
  expect(await check('low-bit quantization', 'mamba')).toEqual({ isDoubtful: false, words: '', lines: [] });
});

it.each([
  ['quantisation', 'quantization'],
  ['laws of scaling', 'laws of scaling'],
])('recognises %s where %s is followed', async (text, followed) => {
  const { words, isDoubtful } = await check(text, 'mamba', followed);
  expect([words.includes(`I already follow ${followed} here.`), isDoubtful]).toEqual([true, true]);
});

it.each(['asdfghjkl', 'zebra crossing stripes'])('says that nothing matches %s', async (text) => {
  const { words, lines } = await check(text);
  expect(words).toContain('No paper here matches.');
  expect(lines).toEqual([expect.stringMatching(/^follow /)]);
});

it('offers what a mistyped topic may mean', async () => {
  const { words, lines } = await check('quantizatoin');
  expect(words).toMatch(/Did you mean quantization\? That finds \d+\./);
  expect(lines).toEqual(['follow topic:quantization']);
});

it.each(['model', 'language OR training OR model'])('says that %s matches too much', async (text) => {
  const { words, isDoubtful } = await check(text);
  expect([words, isDoubtful]).toEqual([expect.stringContaining('That’s a lot for a digest.'), true]);
});

it.each(['quantization cat:math.AG', 'moe org:google', 'upvotes:>500 moe'])(
  'says which filter tells nothing here: %s',
  async (text) => {
    const { words } = await check(text);
    expect(words).toMatch(
      /(?:none|No paper here) passes (?:cat:math\.ag|org:google)|No paper here has upvotes, so upvotes: finds nothing/i,
    );
    expect(words).toContain('You may hear nothing');
  },
);

it.each([
  ['pruning, quantization', 'pruning OR quantization'],
  ['pruning, quantization or mamba', 'pruning OR quantization OR mamba'],
  ['pruning, quantization, or mamba', 'pruning OR quantization OR mamba'],
  ['pruning, quantization and mamba', 'pruning OR quantization OR mamba'],
  ['pruning, quantization, and mamba', 'pruning OR quantization OR mamba'],
  ['pruning / quantization', 'pruning OR quantization'],
  ['pruning; quantization; mamba', 'pruning OR quantization OR mamba'],
])('offers any of what was listed: %s', async (text, choice) => {
  const { words, lines } = await check(text);
  expect(words).toContain(`Or any of them: ${choice}?`);
  expect(lines).toEqual([`follow topic:"${choice}"`]);
});

it.each([
  ['scaling laws not vision', 'scaling laws -vision'],
  ['scaling laws without vision', 'scaling laws -vision'],
  ['quantization, no pruning', 'quantization -pruning'],
  ['quantization except for pruning', 'quantization -pruning'],
  ['quantization excluding image models', 'quantization -"image models"'],
])('offers to leave out what %s names at its end', async (text, choice) => {
  const { words, lines, isDoubtful } = await check(text);
  expect(words).toContain(`Or only those that don’t: ${choice}?`);
  expect(lines).toEqual([`follow topic:${JSON.stringify(choice)}`]);
  expect(isDoubtful).toBe(true);
});

it.each(['scaling laws and not vision', 'scaling laws -vision', 'quantization without', 'not vision'])(
  'offers to leave nothing else out of %s',
  async (text) => expect((await check(text)).words).not.toContain('those that don’t'),
);

it.each([
  'pruning quantization',
  'pruning | quantization',
  'pruning or quantization',
  '"pruning, quantization"',
])('offers nothing else for %s', async (text) =>
  expect((await check(text)).words).not.toContain('any of them'),
);

it.each(['the', 'of the', 'and THE'])('says that %s tells nothing', async (text) => {
  expect((await check(text)).words).toContain('Nearly every paper has such words');
});

it.each([
  ['catt:cs.LG moe', 'cat:cs.LG moe'],
  ['athor:smith', 'author:smith'],
])('offers the filter that %s means', async (text, meant) => {
  expect((await check(text)).words).toContain(`Did you mean ${meant}?`);
});

it.each(['learning reinforcement', 'REINFORCEMENT AND LEARNING'])(
  'recognises a subtopic that is followed in %s',
  async (text) => {
    const subtopic = { kind: 'subtopic', subtopic: 'rl', name: 'Reinforcement Learning' } as const;
    const { remark } = await checkTopic(topicOf(text), 40, [subtopic], index, text);
    expect(JSON.stringify(remark)).toContain('That’s the same in other words.');
  },
);
