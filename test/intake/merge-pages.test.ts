import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Note, noteId } from '../../src/corpus/note.ts';
import type { Page } from '../../src/corpus/pages/page.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import { paperId } from '../../src/corpus/paper-id.ts';
import { mergePages } from '../../src/intake/merge-pages.ts';
import { parseSeed, seedFiles } from '../support/fixtures/seed-pages.ts';
import { tries } from '../support/tries.ts';

const pages = seedFiles.map(parseSeed);
const corpus = mergePages(pages);

const empty: Page = {
  file: 'x',
  kind: 'papers',
  papers: [],
  notes: [],
  subtopics: [],
  warnings: [],
  rejects: [],
};
const longAbstract =
  'Transformers become expensive when inputs grow longer. This work proposes compact memory modules which remember earlier tokens and retrieve them whenever decoding requires.';
const other =
  'Quantum circuits suffer from noise during execution. Using randomized compilation together with error mitigation improves fidelity across superconducting hardware platforms considerably.';

const title = 'A Small Memory for Transformers with Long Inputs';

const record = (file: string, abstract: string, more: Partial<Paper> = {}): Page => ({
  ...empty,
  file,
  papers: [{ id: paperId(title), title, abstract, links: [], sources: [{ file, line: 1 }], ...more }],
});

test('ids and papers do not depend on the order of the pages', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(pages, { minLength: 4 }), (shuffled) => {
      const again = mergePages(shuffled);
      const byId = (one: { readonly id: string }, two: { readonly id: string }) => (one.id < two.id ? -1 : 1);
      expect(again.papers.toSorted(byId)).toEqual(corpus.papers.toSorted(byId));
      expect(again.notes.toSorted(byId)).toEqual(corpus.notes.toSorted(byId));
      expect(again.subtopics.toSorted(byId)).toEqual(corpus.subtopics.toSorted(byId));
    }),
    tries(24, 3),
  );
});

test('the order of the papers is that of the pages', () => {
  const first = mergePages(pages.toReversed());
  expect(first.papers[0]?.title).toBe(pages[3]?.papers[0]?.title);
});

test('merging twice changes nothing', () => {
  expect(mergePages([...pages, ...pages])).toMatchObject({
    papers: corpus.papers,
    notes: corpus.notes,
    subtopics: corpus.subtopics,
  });
  const { papers, notes, subtopics } = corpus;
  expect(mergePages([{ ...empty, papers, notes, subtopics }])).toMatchObject({ papers, notes, subtopics });
});

test('no pages, and pages of nothing', () => {
  expect(mergePages([])).toMatchObject({ papers: [], notes: [], warnings: [] });
  expect(mergePages([empty]).papers).toEqual([]);
});

describe('one title', () => {
  test.each([
    ['a missing abstract', ''],
    ['one that is cut off', longAbstract.slice(0, 80)],
  ])('%s is the same paper, and the longer abstract stays', (_what, abstract) => {
    const one = record('a', longAbstract);
    const two = record('b', abstract, { comments: 3, published: '2024-01-01' });
    for (const order of [
      [one, two],
      [two, one],
    ]) {
      expect(mergePages(order).papers).toEqual([
        {
          id: paperId(title),
          title,
          abstract: longAbstract,
          comments: 3,
          published: '2024-01-01',
          links: [],
          sources: [
            { file: 'a', line: 1 },
            { file: 'b', line: 1 },
          ],
        },
      ]);
    }
  });

  test('two abstracts that disagree are two papers with two ids, in any order', () => {
    const ids = (order: readonly Page[]) =>
      new Map(
        mergePages(order)
          .papers.map(({ abstract, id }) => [abstract, id] as const)
          .sort(),
      );
    const three = [record('a', longAbstract), record('b', other), record('c', longAbstract.slice(0, 100))];
    const expected = ids(three);
    expect(expected.size).toBe(2);
    expect(new Set(expected.values()).size).toBe(2);
    expect([...expected.values()]).toContain(paperId(title));
    fc.assert(
      fc.property(fc.shuffledSubarray(three, { minLength: 3 }), (order) => {
        expect(ids(order)).toEqual(expected);
      }),
    );
    expect(mergePages(three).warnings.map(({ message }) => message)).toEqual(
      Array(2).fill(`different papers have the title “${title}”`),
    );
  });

  test('an abstract that differs only in case is the same paper', () => {
    const pages = [record('a', longAbstract), record('b', longAbstract.toUpperCase().slice(0, -1))];
    for (const order of [pages, pages.toReversed()])
      expect(mergePages(order).papers.map(({ id }) => id)).toEqual([paperId(title)]);
  });

  test('two short abstracts that tell nothing are two papers with two ids', () => {
    const short = (file: string) => record(file, 'It works.', { title: 'Memory', id: paperId('Memory') });
    const { papers } = mergePages([short('a'), short('b')]);
    expect(new Set(papers.map(({ id }) => id)).size).toBe(2);
  });

  test('gaps in the metadata are filled from the other records', () => {
    const merged = mergePages([
      record('a', longAbstract, { comments: 1 }),
      record('b', longAbstract, { comments: 2, authorCount: 4 }),
      record('c', longAbstract, { upvotes: 9 }),
    ]);
    expect(merged.papers[0]).toMatchObject({ comments: 1, authorCount: 4, upvotes: 9 });
    expect(merged.papers.map(({ sources }) => sources.length)).toEqual([3]);
  });
});

describe('notes', () => {
  const notes = (file: string, name: string, description: string): Page => {
    const source = { file, line: 1 };
    const note: Note = { id: noteId('Why?'), title: 'Why?', description, subtopic: 'local', source };
    return {
      ...empty,
      file,
      kind: 'notes',
      notes: [note],
      subtopics: [{ id: 'local', name, claimedNotes: 1, source }],
    };
  };

  test('the same note of two pages is one', () => {
    const merged = mergePages([notes('b', 'Speed', 'Because.'), notes('a', 'Speed', 'because')]);
    expect(merged.notes).toHaveLength(1);
    expect(merged.notes[0]).toMatchObject({ id: noteId('Why?'), subtopic: 'speed', source: { file: 'a' } });
    expect(merged.subtopics).toHaveLength(1);
  });

  test('one title in two subtopics is two notes', () => {
    const merged = mergePages([notes('a', 'Speed', 'Because.'), notes('b', 'Memory', 'Because.')]);
    expect(merged.notes.map(({ subtopic }) => subtopic)).toEqual(['speed', 'memory']);
    expect(new Set(merged.notes.map(({ id }) => id)).size).toBe(2);
    expect(merged.notes.find(({ subtopic }) => subtopic === 'memory')?.id).toBe(noteId('Why?'));
  });
});
