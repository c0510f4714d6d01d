import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Paper } from '../../src/corpus/paper.ts';
import { formerFacts, paperVersions, topicFields, versionAt } from '../../src/corpus/paper-versions.ts';
import { filterSpecs } from '../../src/search/words/filters.ts';
import { readFilter } from '../../src/search/words/read-filter.ts';
import { samplePaper } from '../support/fixtures/sample-papers.ts';

const word = fc.constantFrom('a', 'b');
const facts: fc.Arbitrary<Partial<Paper>> = fc.record(
  {
    title: word,
    abstract: word,
    published: fc.constantFrom('2026-01-01', '2026-01-02'),
    authors: fc.array(word, { maxLength: 2 }),
    authorCount: fc.nat(2),
    organization: fc.record({ handle: word, name: word }),
    upvotes: fc.nat(2),
    categories: fc.array(word, { maxLength: 2 }),
    links: fc.constantFrom([], [{ kind: 'code' as const, url: 'https://x.org' }]),
    publication: fc.record({ type: fc.constant('article'), venue: word }),
    withdrawn: fc.constant(true as const),
  },
  { requiredKeys: [] },
);

it('gives back every version of a paper, from the last one and what changed, also through JSON', () => {
  fc.assert(
    fc.property(fc.array(facts, { minLength: 1, maxLength: 6 }), (all) => {
      const papers = all.map((fields) => samplePaper({ id: 'p', url: 'https://u.org', ...fields }));
      const former = papers.slice(0, -1).map((paper, i) => ({
        arrival: 10 * i,
        facts: JSON.parse(JSON.stringify(formerFacts(paper, papers[i + 1] ?? paper) ?? {})),
      }));
      const last = { arrival: 10 * former.length, paper: papers.at(-1) ?? samplePaper({ id: 'p' }) };
      const versions = paperVersions(last, former);
      expect(versions.map(({ paper }) => paper)).toEqual(papers);
      expect(versionAt(versions, -1)).toBeUndefined();
      papers.forEach((paper, i) => {
        for (const number of [10 * i, 10 * i + 9]) expect(versionAt(versions, number)?.paper).toEqual(paper);
      });
    }),
  );
});

it('says nothing of fields that no topic can ask for', () => {
  const paper = samplePaper({ id: 'p' });
  expect(
    formerFacts(paper, { ...paper, url: 'https://x.org', comments: 4, arxivId: '2601.00001' }),
  ).toBeUndefined();
});

it('knows every field that a filter reads', () => {
  const read = new Set<string>();
  const paper = new Proxy(samplePaper({ id: 'p' }), {
    get(target, field) {
      read.add(String(field));
      return Reflect.get(target, field);
    },
  });
  for (const form of Object.values(filterSpecs).flatMap(({ forms }) => forms)) {
    const [name = '', value = ''] = form.replaceAll('"', '').split(/:(.*)/s);
    const filter = readFilter(name, value, false);
    if (filter.kind === 'keep') filter.keeps(paper);
  }
  expect(read.size).toBeGreaterThan(5);
  expect([...read].filter((field) => !(topicFields as readonly string[]).includes(field))).toEqual([]);
});
