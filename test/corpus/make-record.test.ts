import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRecord } from '../../src/corpus/make-record.ts';
import { paperId } from '../../src/corpus/paper-id.ts';
import type { PaperRecord, RecordFields } from '../../src/corpus/record.ts';
import { tries } from '../support/tries.ts';

const fields: RecordFields = {
  source: 'arxiv:cs.LG',
  edition: { by: 'arxiv' },
  isNew: true,
  title: 'A Title',
  abstract: 'An abstract.',
};

function made(more: Partial<RecordFields>): PaperRecord {
  const record = makeRecord({ ...fields, ...more });
  if ('reason' in record) throw new Error(record.reason);
  return record;
}

const reasonOf = (more: Partial<RecordFields>) => makeRecord({ ...fields, ...more });

test('all fields of a source', () => {
  expect(
    made({
      title: ' Sorting in\n  $\\mathcal{O}(n)$ ',
      abstract: 'We sort. Code: https://github.com/a/b.',
      authors: ['Erd\\H{o}s, Paul', 'J. Smith'],
      arxivId: 'oai:arXiv.org:2405.18425v2',
      doi: 'https://doi.org/10.1000/ABC',
      published: '2024-05-28T23:30:00-04:00',
      announced: '2024-05-30',
      categories: ['cs.LG', '68T45', 'cs.LG', 'stat.ML'],
      organization: { handle: 'google', name: 'Google' },
      upvotes: 3,
      comments: 0,
      links: [
        { kind: 'code', url: 'https://github.com/a/b/' },
        { kind: 'project', url: 'https://a.org' },
      ],
      generated: { summary: 'It sorts.', model: 'm' },
      withdrawn: true,
    }),
  ).toEqual({
    isNew: true,
    announced: '2024-05-30',
    paper: {
      id: paperId('Sorting in O(n)'),
      title: 'Sorting in O(n)',
      abstract: 'We sort. Code: https://github.com/a/b.',
      raw: { title: 'Sorting in $\\mathcal{O}(n)$' },
      published: '2024-05-29',
      authors: ['Paul Erdős', 'J. Smith'],
      authorCount: 2,
      organization: { handle: 'google', name: 'Google' },
      comments: 0,
      upvotes: 3,
      categories: ['cs.LG', 'stat.ML'],
      arxivId: '2405.18425',
      doi: '10.1000/abc',
      url: 'https://arxiv.org/abs/2405.18425',
      links: [
        { kind: 'code', url: 'https://github.com/a/b' },
        { kind: 'project', url: 'https://a.org' },
      ],
      sources: [{ file: 'arxiv:cs.LG', line: 1 }],
      edition: { by: 'arxiv', version: 2 },
      generated: { summary: 'It sorts.', model: 'm' },
      withdrawn: true,
    },
  });
});

test('a reason for what is not a paper', () => {
  expect(reasonOf({ title: ' \u0000\n' })).toEqual({ reason: 'no title' });
  expect(reasonOf({ arxivId: '9999\u0000.123' })).toEqual({ reason: 'no arXiv id: 9999.123' });
});

test('a paper may lack an abstract', () => {
  expect(made({ abstract: '', edition: { by: 'import' } }).paper).toMatchObject({ abstract: '', links: [] });
});

test.each([
  [{ doi: 'none' }, 'doi'],
  [{ url: 'javascript:alert(1)' }, 'url'],
  [{ url: 'https://me:secret@a.org/' }, 'url'],
  [{ url: 'https://a.org/\u0000' }, 'url'],
  [{ published: '2024-02-30' }, 'published'],
  [{ published: '1499-12-31' }, 'published'],
  [{ published: 'yesterday' }, 'published'],
  [{ upvotes: -1, comments: 1.5 }, 'upvotes'],
  [{ upvotes: Number.NaN, comments: Number.POSITIVE_INFINITY }, 'comments'],
  [{ categories: ['I.2.10', ''] }, 'categories'],
  [{ authors: ['\u0000', ' , '] }, 'authors'],
  [{ organization: { handle: '', name: 'x' } }, 'organization'],
  [{ generated: { summary: ' ' } }, 'generated'],
] as const)('%j is left out', (more, name) => {
  expect(made(more).paper).not.toHaveProperty(name);
});

test('a version that is not a version is left out', () => {
  expect(made({ edition: { by: 'arxiv', version: 0 } }).paper.edition).toEqual({ by: 'arxiv' });
});

test('dates are UTC dates, whatever the time zone of the server', () => {
  const day = (published: string) => made({ published }).paper.published;
  expect(day('2024-05-28')).toBe('2024-05-28');
  expect(day('2024-05-28T23:59:59')).toBe('2024-05-28');
  expect(day('2024-05-28 23:59:59Z')).toBe('2024-05-28');
  expect(day('2024-05-28T23:59:59.000-0500')).toBe('2024-05-29');
});

test('the arXiv id is also read from a URL and from a DOI of arXiv', () => {
  const paper = made({ doi: '10.48550/arXiv.2405.18425' }).paper;
  expect(paper).toMatchObject({ arxivId: '2405.18425', url: 'https://arxiv.org/abs/2405.18425' });
  expect(paper).not.toHaveProperty('doi');
  const url = 'https://huggingface.co/papers/2405.18425';
  expect(made({ url }).paper).toMatchObject({ arxivId: '2405.18425', url });
});

test('lists of authors that are cut off', () => {
  expect(made({ authors: ['A. Bee', 'others'] }).paper).toMatchObject({ authors: ['A. Bee'] });
  expect(made({ authors: ['A. Bee', 'et al.'] }).paper).not.toHaveProperty('authorCount');
  const many = made({ authors: Array.from({ length: 6_000 }, (_, i) => `A. Name${i}`) }).paper;
  expect([many.authors?.length, many.authorCount]).toEqual([5_000, 6_000]);
});

test('an abstract that is a notice is a withdrawal', () => {
  const abstract = 'This paper has been withdrawn by the author due to a crucial error in equation 3.';
  expect(made({ abstract }).paper.withdrawn).toBe(true);
  const study = 'This paper has results on why drugs are withdrawn from the market.';
  expect(made({ abstract: study }).paper.withdrawn).toBeUndefined();
});

test('any text gives a bounded record that a database accepts, or a reason', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .constantFrom('x', '\ud800', '\u0000', '{', '$', '字')
      .chain((char) => fc.integer({ min: 900, max: 50_000 }).map((length) => char.repeat(length))),
  );
  const hostile = fc.record(
    {
      source: text,
      title: text,
      abstract: text,
      authors: fc.array(text, { maxLength: 4 }),
      arxivId: fc.oneof(fc.constant('2405.18425'), text),
      doi: text,
      url: text,
      published: text,
      categories: fc.array(text, { maxLength: 3 }),
      upvotes: fc.double(),
      organization: fc.record({ handle: text, name: text }),
      generated: fc.record({ summary: text }),
    },
    { requiredKeys: ['title', 'abstract'] },
  );
  fc.assert(
    fc.property(hostile, (more) => {
      const record = makeRecord({ ...fields, ...more });
      const strings = JSON.stringify(record);
      expect(strings).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      if ('reason' in record) {
        expect(record.reason.length).toBeLessThan(200);
        return;
      }
      expect(record.paper.title.length).toBeLessThanOrEqual(1_000);
      expect(record.paper.abstract.length).toBeLessThanOrEqual(20_000);
      for (const name of record.paper.authors ?? []) expect(name.length).toBeLessThanOrEqual(200);
    }),
    tries(150),
  );
});
