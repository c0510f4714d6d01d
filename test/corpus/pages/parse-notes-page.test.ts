import { expect, test } from 'vitest';
import { parsePage } from '../../../src/corpus/pages/parse-page.ts';
import { notesPage, parseSeed, seedText } from '../../support/fixtures/seed-pages.ts';

const end = 'Explore related Read →';
const description =
  'Explores whether a memory of past tokens can be small and still be of use in long tasks.';
const note = (title: string, ...more: string[]): string => [title, description, ...more, end].join('\n\n');
const page = (...parts: string[]) => parsePage('notes.txt', parts.join('\n\n'));

test('other subtopics, a description of two paragraphs, no totals', () => {
  const read = page(
    '← All clusters',
    'Memory',
    description,
    'View as',
    'Small Memory',
    '2 notes',
    note('Can it be small?'),
    note('Why memory matters', 'And more.'),
    'C++',
    '1 note',
    note('Does it compile?'),
  );
  expect(read).toMatchObject({ kind: 'notes', warnings: [], rejects: [] });
  expect(read.subtopics.map(({ id, name, claimedNotes }) => [id, name, claimedNotes])).toEqual([
    ['small-memory', 'Small Memory', 2],
    ['c', 'C++', 1],
  ]);
  expect(read.notes.map(({ title, subtopic }) => [title, subtopic])).toEqual([
    ['Can it be small?', 'small-memory'],
    ['Why memory matters', 'small-memory'],
    ['Does it compile?', 'c'],
  ]);
  expect(read.notes[1]?.description).toBe(`${description} And more.`);
});

test('headers without a count', () => {
  const read = page(
    'View as',
    'Small Memory',
    note('Can it be small?'),
    note('Can it be large?'),
    'Speed',
    note('Is it fast?'),
  );
  expect(read.subtopics.map(({ name, claimedNotes }) => [name, claimedNotes])).toEqual([
    ['Small Memory', 2],
    ['Speed', 1],
  ]);
});

test('notes without a header are kept', () => {
  const read = page('View as', note('Can it be small?'));
  expect(read.subtopics.map(({ name }) => name)).toEqual(['Other notes']);
  expect(read.warnings.map(({ message }) => message)).toEqual(['notes without the header of a subtopic']);
});

test('a note without a description, a last line without a note, a note without its last line', () => {
  const read = page(
    'A',
    '4 notes',
    note('One?'),
    'Two?',
    end,
    end,
    'Three?',
    description,
    'B',
    '1 notes',
    note('Four?'),
  );
  expect(read.notes.map(({ title }) => title)).toEqual(['One?', 'Three?', 'Four?']);
  expect(read.rejects.map(({ line, reason, excerpt }) => [line, reason, excerpt])).toEqual([
    [11, 'a note without a description', 'Two?'],
    [15, 'the end of a note without a note', end],
  ]);
  expect(read.warnings.map(({ line, message }) => [line, message])).toEqual([
    [17, 'a note without its last line'],
    [1, 'the subtopic “A” claims 4 notes, and 2 stand below it'],
  ]);
});

test('a lost last line does not cost the next note, and a long rest is not a note', () => {
  const rest = Array.from({ length: 20 }, (_, index) => `Line ${index} of something else.`);
  const read = page(
    'A',
    '3 notes',
    'One?',
    description,
    note('Two?', 'And why?', 'More.'),
    ...rest,
    end,
    note('Three?'),
  );
  expect(read.notes.map(({ title }) => title)).toEqual(['One?', 'Two?', 'Three?']);
  expect(read.rejects.map(({ reason }) => reason)).toEqual([
    'more than 8 paragraphs without the end of a note',
  ]);
});

test('a page that is cut off', () => {
  const text = seedText(notesPage);
  const cut = text.slice(0, text.indexOf('Can ternary weights') + 30);
  expect(parsePage(notesPage, cut).notes).toHaveLength(107);
  expect(parsePage(notesPage, cut).rejects.map(({ reason }) => reason)).toEqual([
    'no whole note: the page may be cut off',
  ]);
  const later = parsePage(notesPage, text.slice(0, -60));
  expect(later.notes).toHaveLength(108);
  expect(later.warnings.map(({ message }) => message)).toContain(
    'the last note has no last line: the page may be cut off',
  );
});

test('a paper among notes is not a note', () => {
  const read = page(
    'A',
    '2 notes',
    note('One?'),
    'A Paper',
    description,
    '  • 5 authors\n·\nMay 28, 2024',
    note('Two?'),
  );
  expect(read.notes.map(({ title }) => title)).toEqual(['One?', 'Two?']);
  expect(read.rejects[0]).toMatchObject({ line: 11, reason: 'a paper in a page of notes' });
});

test('line ends do not matter', () => {
  expect(parsePage(notesPage, `\ufeff${seedText(notesPage).replaceAll('\n', '\r\n')}`)).toEqual(
    parseSeed(notesPage),
  );
  expect(parsePage(notesPage, seedText(notesPage).replaceAll('\n\n', '\n')).notes).toHaveLength(108);
});
