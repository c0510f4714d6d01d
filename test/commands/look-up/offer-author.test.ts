import { expect, it } from 'vitest';
import { offerAuthor } from '../../../src/commands/look-up/offer-author.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { parseQuery } from '../../../src/search/query.ts';
import { sampleCorpus, samplePaper } from '../../support/fixtures/sample-papers.ts';

const index = createPaperIndex(
  sampleCorpus([
    samplePaper({ id: 'p1', title: 'Sensors', authors: ['Xianming Zeng', 'Łukasz Lin'] }),
    samplePaper({ id: 'p2', title: 'Lin and his gardens', authors: ['Bo Ek'] }),
  ]),
);
const offered = async (text: string) => {
  const query = parseQuery(text);
  return JSON.stringify(await offerAuthor(query, await index.search(query, { offset: 0, limit: 5 }), index));
};

it.each(['Xianming Zeng', 'zeng xianming', 'Zeng', 'lukasz lin'])('offers the papers by %s', async (name) => {
  const said = await offered(name);
  expect(said).toContain('wrote 1 paper here.');
  expect(said).toContain('author:');
});

it.each(['Sensors', 'gardens', 'Ada Turing', 'Zeng year:2024', 'a longer line of many words'])(
  'offers nobody for %s',
  async (text) => {
    expect(await offered(text)).toBe('[]');
  },
);
