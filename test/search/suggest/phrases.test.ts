import { expect, it } from 'vitest';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { createPhrases } from '../../../src/search/suggest/phrases.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';
import { until } from '../../support/until.ts';

const aboutZeppelins = (i: number) =>
  samplePaper({ id: `z${i}`, title: `Paper ${i}`, abstract: 'On rigid airships.' });
const phrasesOf = async (index: ReturnType<typeof createPaperIndex>, text: string) =>
  (await index.suggest(text, { limit: 5, kinds: ['phrase'] })).map((each) => each.text);

it('suggests phrases of papers that came, and no longer those of papers that went', async () => {
  const index = createPaperIndex(sampleCorpus([0, 1, 2].map(aboutZeppelins)));
  expect(await phrasesOf(index, 'rigid')).toEqual(['rigid airships']);
  const others = [3, 4, 5].map((i) => ({ ...aboutZeppelins(i), abstract: 'On moored balloons.' }));
  await index.put(others);
  await until(async () => (await phrasesOf(index, 'moored')).length > 0);
  expect(await phrasesOf(index, 'moored')).toEqual(['moored balloons']);
  for (const i of [0, 1, 2]) await index.remove(`z${i}`);
  await until(async () => (await phrasesOf(index, 'rigid')).length === 0);
  expect(await phrasesOf(index, 'moored')).toEqual(['moored balloons']);
});
it('counts again only when much has changed, and not twice at a time', async () => {
  let reads = 0;
  const texts = function* () {
    reads++;
    yield 'rigid airships';
  };
  const phrases = createPhrases(
    texts,
    () => 1_000,
    () => [],
  );
  const giveWay = () => Promise.resolve();
  for (let i = 0; i < 99; i++) phrases.changed();
  await phrases.countWhenDue(giveWay);
  expect(reads).toBe(0);
  phrases.changed();
  await Promise.all([phrases.countWhenDue(giveWay), phrases.countWhenDue(giveWay)]);
  await phrases.countWhenDue(giveWay);
  expect(reads).toBe(1);
});
it('counts again after a count that failed', async () => {
  let reads = 0;
  const texts = function* () {
    if (reads++ === 0) throw new Error('no text');
    yield 'rigid airships';
  };
  const phrases = createPhrases(
    texts,
    () => 1,
    () => [],
  );
  const giveWay = () => undefined;
  phrases.changed();
  await expect(phrases.countWhenDue(giveWay)).rejects.toThrow('no text');
  phrases.changed();
  await phrases.countWhenDue(giveWay);
  expect(reads).toBe(2);
});
it('suggests what it has when phrases cannot be counted', async () => {
  const index = createPaperIndex(sampleCorpus([aboutZeppelins(0)]));
  const broken = aboutZeppelins(1);
  await index.put([broken]);
  Object.defineProperty(broken, 'title', {
    get: () => {
      throw new Error('no title');
    },
  });
  expect(await phrasesOf(index, 'rigid')).toEqual([]);
  await new Promise(setImmediate);
});
