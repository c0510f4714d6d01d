import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/corpus/paper.ts';
import { parseQuery } from '../../src/search/query.ts';
import { makeMatchable, matchQuery } from '../../src/search/strict/match-one.ts';
import { readTopic, topicKey, topicOfKey, topicText } from '../../src/topics/topic.ts';
import { createArrivals, subtopicLikeness } from '../../src/topics/topic-matches.ts';
import { samplePaper } from '../support/fixtures/sample-papers.ts';

const papers: Paper[] = [
  samplePaper({
    id: 'p1',
    title: 'Pre-training mixtures of experts',
    abstract: 'Scaling laws for sparse models.',
    published: '2025-01-01',
  }),
  samplePaper({
    id: 'p2',
    title: 'Vision transformers',
    abstract: 'Pretraining image models; scaling laws.',
    links: [{ kind: 'code', url: 'https://x.org' }],
  }),
  samplePaper({ id: 'p3', title: 'QuIP#', abstract: 'Laws of scaling. Quantized mixtures.' }),
];
const none = { ofPaper: () => new Map(), ofSubtopic: () => undefined };
const arrivals = createArrivals(papers, none);
const ids = (query: string) =>
  arrivals.match({ kind: 'query', query, syntax: 2 }).map(({ paper }) => paper.id);

describe('a topic that is a query: every word is needed', () => {
  it.each([
    ['pretraining', ['p1', 'p2']],
    ['pre training', ['p1', 'p2']],
    ['"scaling laws"', ['p1', 'p2']],
    ['scaling laws', ['p1', 'p2', 'p3']],
    ['scaling laws -vision', ['p1', 'p3']],
    ['scaling laws NOT "image models"', ['p1', 'p3']],
    ['experts OR vision', ['p1', 'p2']],
    ['quantization', ['p3']],
    ['QuIP#', ['p3']],
    ['scaling has:code', ['p2']],
    ['has:code', ['p2']],
    ['scaling year:2025', ['p1']],
    ['scaling zebra', []],
    ['the of', ['p1', 'p2', 'p3']],
    ['mixtures of experts OR vision', ['p1', 'p2']],
    ['scaling NOT (vision OR quantized)', ['p1']],
    ['laws (vision OR (experts pretraining))', ['p1', 'p2']],
    ['experts OR has:code', ['p1', 'p2']],
    ['scaling year:2025 OR has:code', ['p1', 'p2']],
    ['title:scaling', []],
    ['title:vision', ['p2']],
    ['abs:"laws of scaling"', ['p3']],
    ['scaling -title:vision', ['p1', 'p3']],
    ['vision or experts', ['p1', 'p2']],
  ])('%s', (query, expected) => expect(ids(query).sort()).toEqual(expected));

  it('ranks words in the title first, and says which words matched', () => {
    const [first] = arrivals.match({ kind: 'query', query: 'mixtures' });
    expect([first?.paper.id, first?.words]).toEqual(['p1', ['mixtures']]);
  });

  it('says why a paper does not match', () => {
    const miss = (query: string) => matchQuery(parseQuery(query)).miss(makeMatchable(papers[1] as Paper));
    expect(miss('zebra (experts OR moe) scaling')).toEqual({
      missing: ['zebra', 'experts OR moe'],
      excluded: [],
      filters: [],
    });
    expect(miss('scaling -vision year:2025')).toEqual({
      missing: [],
      excluded: ['vision'],
      filters: ['year'],
    });
  });
});

describe('a topic that is a subtopic', () => {
  it('matches papers with a subtopic from a certain likeness on', () => {
    const wanted = new Map([['scale', 1]]);
    const profile = (weight: number) => new Map([['scale', weight]]);
    const weights = new Map([
      ['p1', subtopicLikeness],
      ['p2', subtopicLikeness - 0.001],
      ['p3', 0.9],
    ]);
    const found = createArrivals(papers, {
      ofPaper: ({ id }) => profile(weights.get(id) ?? 0),
      ofSubtopic: () => wanted,
    });
    expect(found.match({ kind: 'subtopic', subtopic: 's', name: 'S' }).map(({ paper }) => paper.id)).toEqual([
      'p3',
      'p1',
    ]);
  });
});

describe('a topic', () => {
  const subtopics = [
    { id: 'reward-models', name: 'Reward Models', claimedNotes: 0, source: { file: '', line: 1 } },
  ];
  it('is a subtopic by name or id, else a query', () => {
    expect(readTopic('reward models', subtopics)).toEqual({
      kind: 'subtopic',
      subtopic: 'reward-models',
      name: 'Reward Models',
    });
    expect(readTopic('reward-models', subtopics).kind).toBe('subtopic');
    expect(topicText(readTopic('reward hacking', subtopics))).toBe('reward hacking');
    expect(topicText(readTopic('a1 AND  b1 || c1', subtopics))).toBe('(a1 b1) OR c1');
  });
  it('ignores case, except of operators', () => {
    const key = (query: string) => topicKey({ kind: 'query', query });
    expect(topicKey(readTopic('MoE AND Routing', []))).toBe(key('moe routing'));
    expect(topicKey(readTopic('title:moe', []))).not.toBe(key('title:moe'));
    expect(topicOfKey(topicKey(readTopic('title:moe', [])))).toEqual(readTopic('title:moe', []));
    expect(key('MoE  Routing')).toBe(key('moe routing'));
    expect(key('a OR b')).not.toBe(key('a or b'));
  });
  it('keeps its meaning from before there were brackets', () => {
    const old = (query: string) => arrivals.match({ kind: 'query', query }).map(({ paper }) => paper.id);
    expect(old('scaling experts OR vision').sort()).toEqual(['p1', 'p2']);
    expect(ids('scaling experts OR vision').sort()).toEqual(['p1', 'p2']);
    expect(old('vision or experts')).toEqual([]);
    expect(old('mixtures of experts OR vision')).toEqual(['p1']);
  });
  it.each(['in:notes x', 'x sort:new', '', '-x'])('cannot be %j', (text) =>
    expect(() => readTopic(text, subtopics)).toThrow(),
  );
});
