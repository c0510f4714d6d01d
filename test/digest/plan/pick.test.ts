import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickPapers, type TopicMatches } from '../../../src/digest/plan/pick.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';
import { tries } from '../../support/tries.ts';

const papers = Array.from({ length: 30 }, (_, i) => samplePaper({ id: `p${String(i).padStart(2, '0')}` }));

/** Up to eight topics; a paper matches any number of them, each with some score. */
const arbitraryTopics: fc.Arbitrary<TopicMatches[]> = fc
  .array(
    fc.uniqueArray(fc.record({ at: fc.nat(29), score: fc.integer({ min: 1, max: 5 }) }), {
      selector: ({ at }) => at,
      maxLength: 12,
    }),
    { maxLength: 8 },
  )
  .map((topics) =>
    topics.map((matches, i) => ({
      topic: { kind: 'query', query: `topic ${i}` },
      matches: matches.flatMap(({ at, score }) =>
        papers[at] ? [{ paper: papers[at], score, words: [] }] : [],
      ),
    })),
  );

const arbitraryCap = fc.integer({ min: 1, max: 20 });

describe('picking', () => {
  it('picks no paper twice, keeps the cap, and loses no paper', () => {
    fc.assert(
      fc.property(arbitraryTopics, arbitraryCap, (topics, cap) => {
        const { picked, leftOut } = pickPapers(topics, { cap });
        const ids = [...picked, ...leftOut].map(({ paper }) => paper.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(picked.length).toBe(Math.min(cap, ids.length));
        expect(new Set(ids)).toEqual(
          new Set(topics.flatMap(({ matches }) => matches.map(({ paper }) => paper.id))),
        );
      }),
    );
  });

  it('gives every topic with matches its paper before any gets its third', () => {
    fc.assert(
      fc.property(arbitraryTopics, (topics) => {
        const { picked } = pickPapers(topics, { cap: 100 });
        const counts = new Map<string, number>();
        const third = picked.findIndex(({ topic }) => {
          const name = topic.kind === 'query' ? topic.query : '';
          counts.set(name, (counts.get(name) ?? 0) + 1);
          return counts.get(name) === 3;
        });
        if (third < 0) return;
        const before = picked.slice(0, third);
        for (const { topic, matches } of topics) {
          if (matches.length === 0) continue;
          const isThere = before.some((each) => each.topic === topic || each.alsoIn.includes(topic));
          expect(isThere).toBe(true);
        }
      }),
      tries(500),
    );
  });

  it('names every other topic that a paper matched', () => {
    fc.assert(
      fc.property(arbitraryTopics, arbitraryCap, (topics, cap) => {
        for (const { paper, topic, alsoIn } of pickPapers(topics, { cap }).picked) {
          const matched = topics
            .filter(({ matches }) => matches.some((match) => match.paper === paper))
            .map((each) => each.topic);
          expect(new Set([topic, ...alsoIn])).toEqual(new Set(matched));
        }
      }),
    );
  });

  it('does not depend on the order of equal matches', () => {
    fc.assert(
      fc.property(arbitraryTopics, arbitraryCap, fc.integer(), (topics, cap, seed) => {
        const shuffled = topics.map(({ topic, matches }) => ({
          topic,
          matches: [...matches].sort(
            (a, b) => ((seed ^ a.paper.id.charCodeAt(1)) % 7) - ((seed ^ b.paper.id.charCodeAt(2)) % 7),
          ),
        }));
        const ids = (given: TopicMatches[]) => pickPapers(given, { cap }).picked.map(({ paper }) => paper.id);
        expect(ids(shuffled)).toEqual(ids(topics));
      }),
    );
  });

  it('ranks papers that the place likes higher', () => {
    const [liked, other] = [papers[1], papers[0]];
    if (!liked || !other) throw new Error('no papers');
    const topics: TopicMatches[] = [
      {
        topic: { kind: 'query', query: 'x' },
        matches: [other, liked].map((paper) => ({ paper, score: 1, words: [] })),
      },
    ];
    const preference = (paper: { id: string }) => (paper.id === liked.id ? 0.5 : 0);
    expect(pickPapers(topics, { cap: 1 }).picked[0]?.paper).toBe(other);
    expect(pickPapers(topics, { cap: 1, preference }).picked[0]?.paper).toBe(liked);
  });
});
