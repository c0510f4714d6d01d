import { describe, expect, it, test } from 'vitest';
import { identityKeys, isSamePaper } from '../../../src/corpus/identity/identity.ts';
import type { Paper } from '../../../src/corpus/paper.ts';

const abstract =
  'Large language models reason better when they are trained with verifiable rewards, yet training is expensive. We ' +
  'present a sampler which reuses rollouts across policy updates and show that accuracy improves on seven benchmarks.';
const other =
  'Robotic grasping of transparent objects remains difficult because depth cameras fail. This work introduces polarised ' +
  'stereo vision together with tactile feedback, evaluated on forty household items under changing illumination.';

const paper: Paper = {
  id: 'p1',
  title: 'RolloutCache: Reusing Rollouts in Reinforcement Learning',
  abstract: abstract,
  authors: ['Ada Lovelace', 'Alan Turing', 'Grace Hopper'],
  links: [],
  sources: [{ file: 'test', line: 1 }],
};
const { authors: _authors, ...noAuthors } = paper;
const people = ['Kurt Gödel', 'Emmy Noether'];

/** As a store decides: a shared key, then the rule, both ways. */
function isOne(a: Paper, b: Paper): boolean {
  const keys = new Set(identityKeys(a));
  const found = identityKeys(b).some((key) => keys.has(key));
  expect(isSamePaper(a, b)).toBe(isSamePaper(b, a));
  return found && isSamePaper(a, b);
}

const head = 'RolloutCache';
const title = 'Replaying Samples: a New Name';

test.each<[string, Paper, Paper]>([
  [
    'one arXiv id, everything else changed',
    { ...paper, arxivId: '2405.1' },
    { ...noAuthors, title, abstract: other, arxivId: '2405.1' },
  ],
  ['one DOI, another title', { ...paper, doi: '10.1/x' }, { ...paper, title, doi: '10.1/x' }],
  [
    'one DOI, little else known',
    { ...paper, doi: '10.1/x' },
    { ...noAuthors, title, abstract: '', doi: '10.1/x' },
  ],
  ['a seed and its arXiv page', noAuthors, { ...paper, arxivId: '2405.1' }],
  [
    'a reference without abstract',
    paper,
    { ...paper, abstract: '', authors: ['Lovelace, A.', 'Turing, A.'] },
  ],
  ['an abstract rewritten by the same people', paper, { ...paper, abstract: other }],
  ['names nobody can read', paper, { ...paper, authors: ['艾达'] }],
  ['only a long title', paper, { ...noAuthors, abstract: '' }],
  ['a dropped subtitle', paper, { ...paper, title: head }],
  ['a dropped subtitle, no abstract', paper, { ...paper, title: head, abstract: '' }],
  ['a dropped subtitle, no authors', paper, { ...noAuthors, title: head }],
  ['a dash for a colon', paper, { ...noAuthors, title: paper.title.replace(':', ' —') }],
  [
    'signs as words',
    { ...paper, title: 'α-Divergence & Friends' },
    { ...paper, title: 'Alpha-divergence and friends' },
  ],
  ['submitted twice to arXiv', { ...paper, arxivId: '2405.1' }, { ...paper, arxivId: '2405.2' }],
  [
    'a preprint and its journal version',
    { ...paper, doi: '10.1101/2024.1' },
    { ...paper, doi: '10.1038/s1', abstract: other },
  ],
  [
    'a dropped subtitle with a number in it',
    { ...paper, title: `${head}: Reusing 2 Rollouts` },
    { ...paper, title: head },
  ],
  ['retitled', { ...paper, title: 'Reusing Rollouts for Reinforcement Learning' }, paper],
])('the same paper: %s', (_why, a, b) => {
  expect(isOne(a, b)).toBe(true);
});

test.each<[string, Paper, Paper]>([
  ['two arXiv ids', { ...paper, arxivId: '2405.1' }, { ...paper, arxivId: '2405.2', abstract: other }],
  [
    'two arXiv ids, other people',
    { ...paper, arxivId: '2405.1' },
    { ...paper, arxivId: '2405.2', authors: people },
  ],
  ['two arXiv ids, other titles', { ...paper, arxivId: '2405.1' }, { ...paper, arxivId: '2405.2', title }],
  [
    'two arXiv ids, no abstract',
    { ...paper, abstract: '', arxivId: '2405.1' },
    { ...paper, abstract: '', arxivId: '2405.2' },
  ],
  [
    'two arXiv ids, one DOI',
    { ...paper, arxivId: '2405.1', doi: '10.1/x' },
    { ...paper, arxivId: '2405.2', doi: '10.1/x', abstract: other },
  ],
  [
    'the DOI of a volume',
    { ...paper, doi: '10.1/x' },
    { ...paper, authors: people, abstract: other, title, doi: '10.1/x' },
  ],
  ['one title, other people', paper, { ...paper, authors: people, abstract: other }],
  ['one title, other people, no abstract', paper, { ...paper, authors: people, abstract: '' }],
  ['one title, other abstract', noAuthors, { ...paper, abstract: other }],
  ['a short title and nothing else', { ...paper, title: head }, { ...noAuthors, title: head, abstract: '' }],
  ['one head', paper, { ...paper, title: `${head}: Something Else`, abstract: other }],
  [
    'a sequel by the same people',
    { ...paper, title: head },
    { ...paper, title: `${head}: The Sequel`, abstract: other },
  ],
  [
    'part II of a series',
    { ...paper, title: head, abstract: '' },
    { ...paper, title: `${head}: II. Gears`, abstract: '' },
  ],
  ['part 2 of a series', { ...paper, title: head }, { ...paper, title: `${head} - Part 2` }],
  [
    'a sequel that shares half of its words',
    { ...paper, title: head },
    { ...paper, title: `${head}: Theory and Experiments`, abstract: `${abstract.slice(0, 120)} ${other}` },
  ],
  [
    'a subtitle, and other years',
    { ...paper, title: head, abstract: '', published: '2010' },
    { ...paper, abstract: '', published: '2019' },
  ],
  ['two DOIs of publishers', { ...paper, doi: '10.1/x' }, { ...paper, doi: '10.1/y', abstract: other }],
  ['a name that others use', { ...paper, title: head }, { ...paper, authors: people, abstract: other }],
  [
    'Part I, Part II',
    { ...paper, title: 'On Rollouts, Part I' },
    { ...paper, title: 'On Rollouts, Part II', abstract: other },
  ],
  [
    'parts with one abstract',
    { ...paper, title: 'On Rollouts: Part 1' },
    { ...paper, title: 'On Rollouts: Part 2' },
  ],
  ['two of one abstract', { ...paper, title: 'Sampling' }, { ...paper, title: 'Robots That Learn' }],
])('different papers: %s', (_why, a, b) => {
  expect(isOne(a, b)).toBe(false);
});

test('keys are few, each once, and never change, because they are stored', () => {
  expect(identityKeys({ ...paper, arxivId: '2405.18425', doi: '10.1/x' })).toMatchInlineSnapshot(`
    [
      "arxiv:2405.18425",
      "doi:10.1/x",
      "title:9dmxbcz9ec",
      "title:7acwjqtmze",
      "abstract:bz7wq26pz6",
    ]
  `);
  expect(identityKeys({ ...paper, title: head, abstract: '' })).toHaveLength(1);
  expect(identityKeys({ ...paper, title: '???', abstract: '' })).toHaveLength(1);
});

test('bare titles are the same paper if they are equal, however short, but do not match a paper with an abstract', () => {
  const bare = (id: string, title: string): Paper => ({
    id,
    title,
    abstract: '',
    links: [],
    sources: paper.sources,
  });
  expect(isOne(bare('p1', 'Bare walrus'), bare('p2', 'BARE WALRUS.'))).toBe(true);
  expect(isOne(bare('p1', 'Bare walrus'), bare('p2', 'Bare seal'))).toBe(false);
  expect(isOne(bare('p1', 'Bare walrus'), { ...paper, title: 'Bare walrus' })).toBe(false);
});

describe('a title that several papers have', () => {
  const editorial = { title: 'Editorial', abstract: '', authors: ['Bo Ek'] };
  const telling = {
    title: 'A survey of widgets and of their many uses in gardens',
    abstract: '',
    authors: ['Bo Ek'],
  };
  const same = (base: object, a: object, b: object) =>
    isOne({ ...noAuthors, ...base, ...a }, { ...noAuthors, ...base, ...b });

  it.each([
    ['other DOIs', editorial, { doi: '10.1/a' }, { doi: '10.1/b' }],
    [
      'other DOIs and years',
      editorial,
      { doi: '10.1/a', published: '2001' },
      { doi: '10.1/b', published: '2019' },
    ],
    ['columns of two years', editorial, { published: '2018-12' }, { published: '2019-01' }],
    ['years far apart', editorial, { published: '2001' }, { published: '2019-05' }],
    ['years far apart, and a telling title', telling, { published: '2001' }, { published: '2019' }],
    [
      'other DOIs three years apart',
      telling,
      { doi: '10.1/a', published: '2016' },
      { doi: '10.1/b', published: '2019' },
    ],
  ])('%s: two papers', (_what, base, a, b) => {
    expect([same(base, a, b), same(base, b, a)]).toEqual([false, false]);
  });

  it.each([
    [
      'a preprint and its publication',
      telling,
      { doi: '10.26434/a', published: '2018-11' },
      { doi: '10.1/b', published: '2019' },
    ],
    ['one DOI is unknown', editorial, { doi: '10.1/a', published: '2019' }, { published: '2019' }],
    ['one year is unknown', editorial, { published: '2019' }, {}],
  ])('%s: one paper', (_what, base, a, b) => {
    expect([same(base, a, b), same(base, b, a)]).toEqual([true, true]);
  });
});

describe('a later version of one text, under another title', () => {
  const later = { ...paper, title: 'RolloutCache: Reusing Old Rollouts in Reinforcement Learning of Models' };
  it.each<[string, boolean, string | undefined, string | undefined]>([
    ['without DOIs', true, undefined, undefined],
    ['with the DOIs of a preprint and of its publication', true, '10.1101/2026.01.02', '10.5555/journal.7'],
    ['with two DOIs of publishers', false, '10.5555/journal.7', '10.5555/journal.8'],
  ])('%s: %s', (_, isSame, doi, laterDoi) => {
    const withDoi = (of: Paper, given: string | undefined): Paper =>
      given === undefined ? of : { ...of, doi: given };
    expect(isOne(withDoi(paper, doi), withDoi(later, laterDoi))).toBe(isSame);
  });
});
