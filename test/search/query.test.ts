import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { printQuery } from '../../src/search/language/print.ts';
import {
  atomsOf,
  parseFirstQuery,
  parseQuery,
  type Query,
  queryMaxLength,
  wordsQuery,
} from '../../src/search/query.ts';
import { expectLinear } from '../support/expect-linear.ts';

const wordsOf = (text: string) => atomsOf(parseQuery(text)).map((atom) => atom.text);
const word = (text: string) => ({ kind: 'word', text });

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
    expect(parseQuery('moe "scaling laws" -vision -"image models"').clauses).toEqual([
      word('moe'),
      { kind: 'phrase', text: 'scaling laws' },
      { kind: 'not', of: word('vision') },
      { kind: 'not', of: { kind: 'phrase', text: 'image models' } },
    ]);
  });
  it('takes an unclosed quote or bracket for a slip, and apostrophes for apostrophes', () => {
    expect(wordsOf('"scaling laws')).toEqual(['scaling', 'laws']);
    expect(wordsOf('(scaling laws')).toEqual(['scaling', 'laws']);
    expect(wordsOf('scaling) laws')).toEqual(['scaling', 'laws']);
    expect(wordsOf("the models' weights and users' data don't").slice(1, 3)).toEqual(['models', 'weights']);
  });
  it('keeps names with marks', () =>
    expect(wordsOf('QuIP# S* C++ μnit O(n log n)')).toEqual([
      'QuIP#',
      'S*',
      'C++',
      'μnit',
      'O(n',
      'log',
      'n',
    ]));
});

describe('a text that is pasted', () => {
  const texts = [
    'We show that "reversal curse" (in two categories: facts and reasoning) is not a failure of data, and improve it by +1.47% OR more.',
    "This year: a study of what the 'lost in the middle' effect does to models with -0.49 bits, and how it is to be avoided by them.",
    'There are methods of two categories:autoregressive models, which are slow, and NOT those that make the whole of a graph at once.',
    'How do we find out | by which of the documents !really and -- more or less -- that the author: of a claim had seen is supported?',
  ];
  it.each(texts)('is words alone: %s', (text) => {
    const { clauses, filters, readings } = parseQuery(text);
    expect(clauses.filter(({ kind }) => kind !== 'word' && kind !== 'phrase')).toEqual([]);
    expect(
      clauses.filter((clause) => clause.kind === 'phrase' || ('needed' in clause && clause.needed)),
    ).toEqual([]);
    expect([filters, readings]).toEqual([[], []]);
  });
  it('keeps the filters that somebody adds to it', () => {
    const { filters } = parseQuery(`${texts[0]} year:2024 cat:cs.LG`);
    expect(filters).toMatchObject([{ text: 'year:2024' }, { text: 'cat:cs.LG' }]);
  });
  it('has at least sixteen words; a shorter line has operators, and so has a longer list of things', () => {
    const list = Array.from({ length: 10 }, (_, i) => `thing${i} OR other${i}`).join(' ');
    expect(printQuery(parseQuery(`${list} -vision`))).toContain(' OR (other9 -vision)');
    expect(parseQuery('what do papers say about the "reversal curse" in models').clauses).toContainEqual({
      kind: 'phrase',
      text: 'reversal curse',
    });
  });
});

/** What is typed, and the same line as it is printed. */
const readings: readonly (readonly [typed: string, printed: string])[] = [
  // Brackets, wherever they are.
  ['pruning NOT (vision OR language)', 'pruning NOT (vision OR language)'],
  ['pruning -(vision OR language)', 'pruning NOT (vision OR language)'],
  ['pruning NOT(vision OR language)', 'pruning NOT (vision OR language)'],
  ['pruning OR (moe AND routing)', 'pruning OR (moe routing)'],
  ['(moe OR mamba) AND vision', '(moe OR mamba) +vision'],
  ['((moe OR (mamba vision)))', 'moe OR (mamba vision)'],
  ['(cat:cs.CL) moe', 'moe cat:cs.CL'],
  ['moe (cat:cs.CL OR cat:cs.CV)', 'moe (cat:cs.CL OR cat:cs.CV)'],
  ['time sharing (TSS) systems', 'time sharing TSS systems'],
  ['() moe ( )', 'moe'],
  // AND, written or side by side, binds before OR.
  ['mixture of experts OR moe', '(mixture of experts) OR moe'],
  ['moe OR mamba AND vision', 'moe OR (mamba vision)'],
  ['a1 OR b1 OR c1 d1', 'a1 OR b1 OR (c1 d1)'],
  ['moe AND routing', 'moe AND routing'],
  ['moe AND routing fast', '+moe +routing fast'],
  ['a1 NOT b1', 'a1 -b1'],
  ['a1 NOT NOT b1', 'a1 b1'],
  ['a1 OR -b1', 'a1 OR -b1'],
  // Signs of other engines.
  ['+moe +routing', 'moe AND routing'],
  ['moe && routing', 'moe AND routing'],
  ['moe | mamba', 'moe OR mamba'],
  ['moe|mamba || rwkv', 'moe OR mamba OR rwkv'],
  ['mamba !vision', 'mamba -vision'],
  // Every dash and every quotation mark.
  ...[...'-‐‑‒–—―−﹘﹣－'].map((dash) => [`mamba ${dash}vision`, 'mamba -vision'] as const),
  ['mamba – vision', 'mamba vision'],
  ['pre–training', 'pre–training'],
  ...['“low rank”', '„low rank“', '«low rank»', "'low rank'", '‘low rank’', '‚low rank‘'].map(
    (phrase) => [`${phrase} moe`, '"low rank" moe'] as const,
  ),
  [`-'low rank' moe`, '-"low rank" moe'],
  [`author:'ada lovelace'`, 'author:"ada lovelace"'],
  // Small operators where they plainly are.
  ['moe or mamba', 'moe OR mamba'],
  ['state space or mamba', '(state space) OR mamba'],
  ['vision and not language', 'vision -language'],
  ['vision but not language', 'vision but -language'],
  ['vision not (language or speech)', 'vision NOT (language OR speech)'],
  ['vision and language', 'vision language'],
  ['should I use 4 bits or 8', 'should I use 4 bits 8'],
  ['int or floating point?', 'int floating point'],
  ['attention is not all', 'attention is all'],
  ['SPARSE AND LOW RANK MODELS OR NOT', 'sparse low rank models'],
  // Filters.
  ['cat:cs.CL OR cat:cs.CV', '(cat:cs.CL OR cat:cs.CV)'],
  ['gadget cat:cs.CL OR cat:cs.CV', 'gadget (cat:cs.CL OR cat:cs.CV)'],
  ['moe OR cat:cs.CV', 'moe OR cat:cs.CV'],
  ['quantization OR pruning has:code', '(quantization OR pruning) has:code'],
  ['(quantization has:code) OR pruning', '(quantization has:code) OR pruning'],
  ['NOT has:code moe', 'moe -has:code'],
  ['cat:cs.LG,cs.CL', 'cat:cs.LG,cs.CL'],
  ['moe sort:new year:2024', 'moe year:2024 sort:new'],
  ['au:Zeng AND ti:sensor', 'title:sensor author:Zeng'],
  ['ti:"sensor simulation"', 'title:"sensor simulation"'],
  ['all:electron abs:gap', 'electron abstract:gap'],
  ['date:2025 robots', 'robots date:2025'],
  ['from:2025-01 to:2025-03', 'after:2025-01 until:2025-03'],
  // Requests.
  ['what are the best papers on pruning', 'pruning'],
  ['Can you show me recent work about small models, please?', 'small models'],
  ['I am interested in articles on time sharing', 'time sharing'],
  ['how does speculative decoding work?', 'how does speculative decoding'],
  ['find papers quantization', 'quantization'],
  ['information retrieval', 'information retrieval'],
  ['search engines', 'search engines'],
  ['best of n sampling', 'best of n sampling'],
  ['papers', 'papers'],
  ['papers -vision', 'papers -vision'],
  // Years.
  ['quantization 2025', 'quantization year:2025'],
  ['surveys of 2019–2021', 'surveys of 2019–2021'],
  ['+2025 quantization', '+2025 quantization'],
  ['quantization 2025 sort:new', 'quantization year:2025 sort:new'],
];

describe('the grammar', () => {
  it.each(readings)('reads %j', (typed, printed) => expect(printQuery(parseQuery(typed))).toBe(printed));
  it('says where it read something otherwise than one might think', () => {
    expect(parseQuery('moe or mamba').readings).toEqual([{ kind: 'read-as', typed: 'or', as: 'OR' }]);
    expect(parseQuery('moe 2025').readings).toEqual([{ kind: 'read-as', typed: '2025', as: 'year:2025' }]);
    expect(parseQuery('autor:li (orgs:x)').readings).toEqual([
      { kind: 'no-filter', typed: 'autor:', nearest: 'author' },
      { kind: 'no-filter', typed: 'orgs:', nearest: 'org' },
    ]);
    expect(parseQuery('RLVR: does it work, at http://x.org or N:M').readings).toEqual([]);
  });
  it('is read again as it was printed, from any line', () => {
    const scrap = fc.constantFrom(
      ...'( ) OR or AND and NOT not - + ! | && "a b" \'c d\' moe mamba S* f(x) of is 2024 – “x” year:2024 cat:cs.LG,cs.CL'.split(
        ' ',
      ),
      ...[
        '-has:code',
        'sort:new',
        'in:notes',
        'title:x',
        'abs:"u v"',
        'foo:bar',
        'author:"a (b"',
        '?',
        'x)',
        ',',
        'QUICK',
      ],
    );
    const line = fc.array(scrap, { minLength: 1, maxLength: 14 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.oneof(line, fc.string({ unit: 'binary', maxLength: 60 })), (typed) => {
        const read = readOrNothing(typed);
        if (read === undefined) return;
        const printed = printQuery(read);
        expect(shape(parseQuery(printed)), `${typed} → ${printed}`).toEqual(shape(read));
      }),
      { numRuns: 500 },
    );
  });
});

const shape = ({ clauses, filters }: Query) => JSON.parse(JSON.stringify({ clauses, filters }));

function readOrNothing(text: string): Query | undefined {
  try {
    return parseQuery(text);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

describe('topics from before there were brackets', () => {
  it.each([
    ['mixture of experts OR moe', 'mixture of (experts OR moe)'],
    ['gadget cat:cs.CL OR cat:cs.CV', 'gadget cat:cs.CL cat:cs.CV'],
    ['vision or language', 'vision or language'],
    ['quantization 2025', 'quantization 2025'],
    ['title:robots –vision', 'title:robots –vision'],
    ['pruning OR moe AND routing', '(pruning OR moe) routing'],
    ['a1 -b1 NOT "c d"', 'a1 -b1 -"c d"'],
  ])('%s keeps its meaning', (typed, meaning) => expect(printQuery(parseFirstQuery(typed))).toBe(meaning));
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
    expect(wordsOf('RLVR: does it work')).toEqual(['RLVR', 'does', 'it', 'work']);
    expect(wordsOf('http://x.org N:M')).toEqual(['http://x.org', 'N:M']);
    expect(wordsOf('"year:2024"')).toEqual(['year:2024']);
  });
});

describe('bad input', () => {
  it('has a limit that it names', () => {
    expect(errorOf('x'.repeat(queryMaxLength + 1)).code).toBe('query-too-long');
    expect(parseQuery('x'.repeat(queryMaxLength)).clauses).toHaveLength(1);
    expect(parseQuery(`x${' '.repeat(10_000)}y`).clauses).toHaveLength(2);
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
      { largest: queryMaxLength / scrap.length / 4 },
    ),
  );
  it('reads a title as words, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { filters, clauses } = wordsQuery(text);
        expect([...filters, ...clauses.filter(({ kind }) => kind !== 'word')]).toEqual([]);
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
