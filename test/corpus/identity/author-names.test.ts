import { expect, test } from 'vitest';
import { compareAuthors, readName } from '../../../src/corpus/identity/author-names.ts';

test.each([
  ['Smith, John', 'John Smith'],
  ['John Smith, Jr.', 'John Smith, Jr.'],
  ['Erd\\H{o}s, Paul', 'Paul Erdős'],
  ['Muhammad~Fermi Pasha', 'Muhammad Fermi Pasha'],
  ['Alejandro Navarro-Güell', 'Alejandro Navarro-Güell'],
  ['Cleque Moutoubi', 'Cleque Moutoubi'],
  ['\\\\Ajinkya Mulik', 'Ajinkya Mulik'],
  ['a\u0000b\u202e', 'ab'],
  [' , ', ''],
])('%s is read as %s', (raw, name) => {
  expect(readName(raw).name).toBe(name);
});

test.each([
  ['J. Smith', 'John Smith'],
  ['Smith, John', 'John Smith'],
  ['Smith J', 'John Smith'],
  ['Smith JK', 'John K. Smith'],
  ['JOHN SMITH', 'John Smith'],
  ['JUN YU', 'Jun Yu'],
  ['Zhang Wei', 'Wei Zhang'],
  ['Müller, Jürgen', 'Juergen Mueller'],
  ['Erdos, Paul', 'Paul Erdős'],
  ['Lukasz Kaiser', 'Łukasz Kaiser'],
  ['Mur-Labadia L', 'Lorenzo Mur-Labadia'],
  ['van der Berg, Jan', 'Jan van der Berg'],
  ['Smith, John, Jr.', 'John Smith'],
  ["D'Incà, Moreno", 'Moreno D’Inca'],
])('%s agrees with %s', (a, b) => {
  expect(compareAuthors([a], [b])).toBe('agree');
  expect(compareAuthors([b], [a])).toBe('agree');
});

test.each([
  [['John Smith'], ['Mary Smith'], 'differ'],
  [['John Smith'], ['John Smithers'], 'differ'],
  [['A. Bee', 'C. Dee'], ['A. Bee', 'E. Eff'], 'differ'],
  [['A. Bee', 'C. Dee'], ['Anna Bee', 'E. Eff', 'Carl Dee'], 'agree'],
  [[], ['A. Bee'], 'unknown'],
  [['…'], ['A. Bee'], 'unknown'],
  [undefined, undefined, 'unknown'],
] as const)('%j and %j: %s', (a, b, result) => {
  expect(compareAuthors(a, b)).toBe(result);
  expect(compareAuthors(b, a)).toBe(result);
});
