import { describe, expect, it } from 'vitest';
import { loadRelatedTerms } from '../../../src/app/compose/core.ts';
import { createPaperIndex } from '../../../src/search/paper-index.ts';
import { parseQuery } from '../../../src/search/query.ts';
import { learnRelatedTerms } from '../../../src/search/words/learn-related-terms.ts';
import { readRelatedTerms } from '../../../src/search/words/related-terms.ts';
import { stem } from '../../../src/search/words/tokens.ts';
import { samplePaper } from '../../support/fixtures/sample-papers.ts';

describe('terms that belong together', () => {
  it('are learnt from the texts that have both, whatever the order of the texts', () => {
    const subjects = [
      ['pruning', 'sparsity'],
      ['speech', 'audio'],
      ['robots', 'grasping'],
      ['proofs', 'lemmas'],
    ].flatMap(([a = '', b = '']) =>
      Array.from({ length: 16 }, (_, i) => ({ title: `${a} number${i}`, body: `${b} of thing${i}` })),
    );
    const learnt = learnRelatedTerms(subjects);
    expect(learnRelatedTerms([...subjects].reverse())).toBe(learnt);
    const related = readRelatedTerms(learnt);
    for (const [a, b] of [
      ['pruning', 'sparsity'],
      ['grasping', 'robots'],
    ] as const)
      expect(related(stem(a)).map(({ term }) => term)).toEqual([stem(b)]);
    expect(related('number1')).toEqual([]);
  });
  it('come in a file whose terms the words of texts still have', async () => {
    const related = await loadRelatedTerms();
    const acronymsOfTopics = { grpo: 'rl', ptq: 'quantiz', prm: 'reward', moe: 'rout', sae: 'spars' };
    for (const [term, other] of Object.entries(acronymsOfTopics))
      expect(related(term).map((each) => each.term)).toContain(other);
    for (const word of ['hallucination', 'forgetting', 'pruning', 'verification', 'tokenizers']) {
      const terms = related(stem(word));
      expect(terms.length).toBeGreaterThan(3);
      expect(terms.length).toBeLessThanOrEqual(12);
      expect(terms.every(({ weight }) => weight > 0 && weight <= 1)).toBe(true);
    }
    expect(related('no such term')).toEqual([]);
  });
});

describe('an index that knows related terms', () => {
  const papers = ['Pruning alone', 'Pruning and sparsity', 'Pruning apples', 'Sparsity alone'].map(
    (title, i) => samplePaper({ id: `p${i}`, title, abstract: 'A text.' }),
  );
  const search = async (line: string, text = 'prune sparsiti 40') => {
    const index = createPaperIndex({ papers, notes: [], subtopics: [] }, undefined, readRelatedTerms(text));
    const found = await index.search(parseQuery(line), { offset: 0, limit: 10 });
    return found.papers.map(({ item }) => item.id);
  };
  it('lifts texts that have them beside what was typed', async () => {
    expect((await search('pruning'))[0]).toBe('p1');
    expect((await search('pruning', ''))[0]).not.toBe('p1');
  });
  it('never finds a text by them alone, and requires nothing of them', async () => {
    expect((await search('+pruning')).sort()).toEqual(['p0', 'p1', 'p2']);
    expect((await search('pruning -sparsity')).sort()).toEqual(['p0', 'p2']);
  });
});
