import { expect, it } from 'vitest';
import { parseQuery } from '../../../src/search/query.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

const papers = [
  samplePaper({
    id: 'p1',
    authors: ['Ada Lovelace', 'Tomás Lozano-Pérez'],
    categories: ['cs.LG', 'stat.ML'],
  }),
  samplePaper({ id: 'p2', authors: ['A. Turing'], categories: ['cond-mat.str-el'], upvotes: 21 }),
  samplePaper({
    id: 'p3',
    authorCount: 3,
    publication: { type: 'article', venue: 'PLOS Biology' },
  }),
];

function kept(filter: string): string[] {
  const { filters } = parseQuery(`word ${filter}`);
  return papers
    .filter((paper) => filters.every((each) => each.kind === 'keep' && each.keeps(paper)))
    .map(({ id }) => id);
}

it.each([
  ['author:lovelace', ['p1']],
  ['author:"ada lovelace"', ['p1']],
  ['author:lozano-perez', ['p1']],
  ['-author:turing', ['p1', 'p3']],
  ['cat:cs.LG', ['p1']],
  ['cat:STAT', ['p1']],
  ['cat:cond-mat', ['p2']],
  ['cat:cs.L', []],
  ['venue:plos', ['p3']],
  ['venue:"plos biology"', ['p3']],
  ['-venue:plos', ['p1', 'p2']],
  ['journal:biology', ['p3']],
  ['upvotes:>20', ['p2']],
  ['upvotes:..5', ['p1', 'p3']],
])('%s keeps %j', (filter, expected) => expect(kept(filter)).toEqual(expected));
