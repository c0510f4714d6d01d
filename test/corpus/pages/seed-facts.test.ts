import { expect, test } from 'vitest';
import { loadCorpus } from '../../../src/corpus/corpus.ts';
import { paperLinks } from '../../../src/corpus/describe-paper.ts';
import { makeRecord } from '../../../src/corpus/make-record.ts';
import { addSeedFacts } from '../../../src/corpus/pages/seed-facts.ts';
import { decideRecords, keyRecord } from '../../../src/intake/decide/decide-records.ts';
import { seeds } from '../../support/fixtures/seed-pages.ts';

const corpus = await loadCorpus(seeds);
const paper = (title: string) => corpus.papers.find((one) => one.title.startsWith(title));
const none = { file: 'none.jsonl', text: '' };
const facts = (...lines: readonly object[]) => ({
  file: 'facts.jsonl',
  text: lines.map((line) => JSON.stringify(line)).join('\n'),
});

test('every paper has an arXiv id of its own and a date, and 237 have their authors', () => {
  expect(new Set(corpus.papers.map(({ arxivId }) => arxivId)).size).toBe(298);
  expect(corpus.papers.every(({ published }) => published !== undefined)).toBe(true);
  expect(corpus.papers.filter(({ published = '' }) => published.length === 10)).toHaveLength(202);
  expect(corpus.papers.filter(({ authors }) => authors !== undefined)).toHaveLength(237);
  expect(corpus.warnings.filter(({ file }) => file.endsWith('.jsonl'))).toEqual([]);
});

test('a paper without a known date has the month of its id', () => {
  expect(paper('Gemstones')).toMatchObject({ arxivId: '2502.06857', published: '2025-02' });
});

test('what a page prints stays where it says more', () => {
  // The page prints the day before; both count the same authors.
  expect(paper('Give Me FP32')).toMatchObject({ published: '2025-06-11', arxivId: '2506.09501' });
});

test('every paper links to arXiv, its PDF and its page on Hugging Face', () => {
  for (const one of corpus.papers)
    expect(paperLinks(one).map(({ url }) => url)).toEqual([
      `https://arxiv.org/abs/${one.arxivId}`,
      `https://arxiv.org/pdf/${one.arxivId}`,
      `https://huggingface.co/papers/${one.arxivId}`,
    ]);
});

test.each(['arxiv', 'huggingface'] as const)(
  'what %s says of a paper meets it, whatever the title is there',
  (by) => {
    const stored = corpus.papers.map((one, index) => ({
      paper: one,
      arrival: index + 1,
      firstSeenAt: 0,
      quiet: true,
      keys: keyRecord({ paper: one, isNew: true }).keys,
    }));
    const records = corpus.papers.map((one, index) => {
      const record = makeRecord({
        source: by,
        edition: { by },
        isNew: true,
        title: index % 2 === 0 ? one.title : `A retitled paper of number ${index}`,
        abstract: index % 3 === 0 ? one.abstract : `We rewrote the abstract of number ${index}.`,
        arxivId: one.arxivId ?? '',
      });
      if ('reason' in record) throw new Error(record.reason);
      return record;
    });
    const { papers, outcomes } = decideRecords(records.map(keyRecord), stored);
    expect(papers).toHaveLength(298);
    expect(outcomes).not.toContain('added');
  },
);

test('a note has its address and its date, and the notes to which its author links', () => {
  expect(corpus.notes.every(({ url = '' }) => url.startsWith('https://www.inquiringlines.com/notes/'))).toBe(
    true,
  );
  const ids = new Set(corpus.notes.map(({ id }) => id));
  const links = corpus.notes.flatMap(({ related = [] }) => related);
  expect(links).toHaveLength(45);
  expect(links.every((id) => ids.has(id))).toBe(true);
});

test('facts about nothing, or about two texts of one title, become warnings with their line', () => {
  const [first] = corpus.papers;
  const twice = { ...corpus, papers: [...corpus.papers, { ...first, id: 'other' } as typeof first & object] };
  const said = facts(
    { title: 'No such paper', arxiv: '2405.18425' },
    { title: first?.title, arxiv: '2405.18426' },
  );
  const { papers, warnings } = addSeedFacts(twice, said, none);
  expect(papers).toEqual(twice.papers);
  expect(warnings.slice(corpus.warnings.length)).toEqual([
    { file: 'facts.jsonl', line: 1, message: 'nothing on the pages is called “No such paper”' },
    { file: 'facts.jsonl', line: 2, message: `more than one text on the pages is called “${first?.title}”` },
  ]);
});

test('facts with a wrong id are refused', () => {
  const wrong = facts({ title: corpus.papers[0]?.title, arxiv: '9999.1' });
  expect(() => addSeedFacts(corpus, wrong, none)).toThrow('no arXiv id');
});
