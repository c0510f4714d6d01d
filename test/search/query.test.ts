import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { parseQuery, queryMaxLength, wordsQuery } from '../../src/search/query.ts';
import { expectLinear } from '../support/expect-linear.ts';

const wordsOf = (text: string) =>
  parseQuery(text).clauses.map((clause) => clause.any.map((atom) => atom.text));

function errorOf(text: string): UserError {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`“${text}” was read without an error`);
}

describe('words and phrases', () => {
  it('reads words, phrases and exclusions', () => {
    const query = parseQuery('moe "scaling laws" -vision -"image models"');
    expect(query.clauses).toEqual([
      { any: [{ text: 'moe', phrase: false }], needed: false },
      { any: [{ text: 'scaling laws', phrase: true }], needed: true },
    ]);
    expect(query.excluded).toEqual([
      { text: 'vision', phrase: false },
      { text: 'image models', phrase: true },
    ]);
  });
  it('joins words by OR, AND and NOT in capitals only', () => {
    expect(parseQuery('a1 OR b1 OR c1 d1').clauses.map(({ any, needed }) => [any.length, needed])).toEqual([
      [3, true],
      [1, false],
    ]);
    expect(parseQuery('a1 AND b1').clauses.every((clause) => clause.needed)).toBe(true);
    expect(parseQuery('a1 NOT b1').excluded).toEqual([{ text: 'b1', phrase: false }]);
    expect(wordsOf('fish or chips')).toEqual([['fish'], ['or'], ['chips']]);
  });
  it('takes curly quotes for quotes, and an unclosed quote for a slip', () => {
    expect(parseQuery('“scaling laws”').clauses[0]?.any[0]).toEqual({ text: 'scaling laws', phrase: true });
    expect(wordsOf('"scaling laws')).toEqual([['scaling'], ['laws']]);
  });
  it('keeps names with marks', () =>
    expect(wordsOf('QuIP# S* C++ μnit')).toEqual([['QuIP#'], ['S*'], ['C++'], ['μnit']]));
});

describe('filters', () => {
  it.each([
    'year:2024',
    'year:2023..2025',
    'year:2023..',
    'year:..2020',
    'year:>=2024',
    'after:2025-06',
    'after:2025',
    'before:2025-06-15',
    'org:snowflake',
    'org:"USC MOLA"',
    'authors:>5',
    'authors:1',
    'authors:2..4',
    'author:"Ada Lovelace"',
    'cat:cs.LG',
    'cat:math-ph',
    'cat:cond-mat.str-el',
    'upvotes:>20',
    'has:code',
    'in:notes',
    'sort:new',
    'YEAR:2024',
    '-has:code',
  ])('reads %s', (text) => {
    const { clauses, filters } = parseQuery(`${text} word`);
    expect(clauses).toHaveLength(1);
    expect(filters).toHaveLength(1);
  });
  it.each([
    'year:abc',
    'year:24',
    'year:2025..2023',
    'year:',
    'after:2025-13',
    'after:2025-02-30',
    'before:soon',
    'authors:many',
    'authors:>',
    'authors:1..2..3',
    'author:""',
    'cat:68T45',
    'upvotes:-1',
    'has:cheese',
    'in:space',
    'sort:up',
    'org:""',
    '-in:notes',
  ])('shows the right form for %s', (text) => {
    const error = errorOf(`word ${text}`);
    expect(error.code).toBe('bad-filter');
    expect(error.hint).toMatch(/It looks like \w+:/);
  });
  it('takes other names with a colon for words', () => {
    expect(wordsOf('RLVR: does it work')).toEqual([['RLVR:'], ['does'], ['it'], ['work']]);
    expect(wordsOf('title:foo http://x.org')).toEqual([['title:foo'], ['http://x.org']]);
    expect(wordsOf('"year:2024"')).toEqual([['year:2024']]);
  });
});

describe('bad input', () => {
  it('has a limit that it names', () => {
    expect(errorOf('x'.repeat(queryMaxLength + 1)).code).toBe('query-too-long');
    expect(parseQuery('x'.repeat(queryMaxLength)).clauses).toHaveLength(1);
    expect(parseQuery(`a${' '.repeat(10_000)}b`).clauses).toHaveLength(2);
  });
  it.each(['', '   ', '"" ""', '!!!', '- - -', 'OR AND'])('says that %j is empty', (text) =>
    expect(errorOf(text).code).toBe('empty-query'),
  );
  const scraps = ['"', '-', 'OR', 'AND', 'NOT', 'year:', 'year:2024', ':', '\u202e', '\ud800', '👩‍🔬', '\0'];
  const hostile = [...scraps, 'a', ' ', '((((', '.*'];
  it('never throws anything but a UserError', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.array(fc.constantFrom(...hostile), { maxLength: 200 }).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(text, tryToParse));
  });
  it.each(hostile)('takes linear time for many %j', (scrap) =>
    expectLinear(
      (count) => {
        for (let again = 0; again < 100; again += 1) tryToParse(scrap.repeat(count));
      },
      // Four times as many are as long as a query may be.
      queryMaxLength / scrap.length / 4,
    ),
  );
  it('reads a title as words, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { filters, excluded } = wordsQuery(text);
        expect([...filters, ...excluded]).toEqual([]);
      }),
    );
    expect(wordsQuery('year:abc "x -y').clauses).toHaveLength(3);
  });
});

/** @throws whatever is no UserError */
function tryToParse(text: string): void {
  try {
    parseQuery(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}
