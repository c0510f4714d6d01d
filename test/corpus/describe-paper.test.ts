import { expect, it } from 'vitest';
import { shortAuthors } from '../../src/corpus/describe-paper.ts';
import { samplePaper } from '../support/fixtures/sample-papers.ts';

it.each([
  [['Ada Lovelace'], 1, 'Lovelace'],
  [['Ada Lovelace', 'Alan Turing'], 2, 'Lovelace, Turing'],
  [['Ada Lovelace', 'Alan Turing', 'Grace Hopper'], 3, 'Lovelace, Turing +1'],
  [['Ada Lovelace', 'Alan Turing'], 12, 'Lovelace, Turing +10'],
  [['Ada Raghunathan', 'Alan Oppenheimer'], 2, 'Raghunathan, Oppenheimer'],
  [['Ada Raghunathan', 'Alan Oppenheimer'], 12, 'Raghunathan +11'],
])('%j of %i are %s', (authors, authorCount, said) => {
  expect(shortAuthors(samplePaper({ id: 'p1', authors, authorCount }))).toBe(said);
});

it('says that there are others where nobody says how many', () => {
  const { authorCount: _, ...paper } = samplePaper({ id: 'p1', authors: ['Ada Lovelace', 'Alan Turing'] });
  expect(shortAuthors(paper)).toBe('Lovelace, Turing et al.');
});
