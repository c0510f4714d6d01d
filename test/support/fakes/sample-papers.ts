import type { Corpus, Note, Paper } from '../../../src/corpus/paper.ts';

const source = { file: 'sample.txt', line: 1 };

export const samplePaper = (fields: Partial<Paper> & Pick<Paper, 'id'>): Paper => ({
  title: `Paper ${fields.id}`,
  abstract: 'An abstract.',
  links: [],
  sources: [source],
  ...fields,
});

export const sampleNote = (fields: Partial<Note> & Pick<Note, 'id'>): Note => ({
  title: `Note ${fields.id}?`,
  description: 'A description.',
  subtopic: 'samples',
  source,
  ...fields,
});

export const sampleCorpus = (
  papers: readonly Paper[],
  notes: readonly Note[] = [],
): Pick<Corpus, 'papers' | 'notes' | 'subtopics'> => ({
  papers,
  notes,
  subtopics: [{ id: 'samples', name: 'Samples of Things', claimedNotes: notes.length, source }],
});
