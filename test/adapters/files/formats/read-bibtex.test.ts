import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAuthors } from '../../../../src/corpus/names/name-list.ts';
import type { Paper } from '../../../../src/corpus/paper.ts';
import { expectLinear } from '../../../support/expect-linear.ts';
import { readText, titlesOf } from '../../../support/fakes/read-text.ts';
import { tries } from '../../../support/tries.ts';

const one = async (text: string | Buffer) => (await readText(text))[0];

describe('BibTeX', () => {
  it('reads an entry as people have it', async () => {
    const paper = await one(String.raw`
% exported on Monday
@string{ lab = "Analytical " # {Engine} }
@comment{ nothing }
@Article{lovelace:2024/x,
  Title         = {Notes on {BERT}: {\"U}ber {\'e}t{\'e} with $\mathcal{O}(n)$ \& more},
  author        = {Lovelace, Ada and Alan M. Turing and {Research and Development Team} and others},
  abstract      = {We {\em note} 50\% of it.},
  journal       = lab,
  year          = 2024, month = may # "~28",
  archivePrefix = {arXiv}, eprint = {2405.18425v3}, primaryClass = {cs.CL},
  doi           = "10.1000/ABC",
}`);
    expect(paper).toMatchObject({
      title: 'Notes on BERT: Über été with O(n) & more',
      authors: ['Ada Lovelace', 'Alan M. Turing', 'Research and Development Team'],
      published: '2024-05-28',
      arxivId: '2405.18425',
      doi: '10.1000/abc',
      categories: ['cs.CL'],
      edition: { by: 'import', version: 3 },
    });
    expect(paper).not.toHaveProperty('authorCount');
  });

  it.each([
    ['@string(t = {A Title}) @misc(k, title = t)', { title: 'A Title' }],
    ['@misc{k, title = "A " # {B} # " C"}', { title: 'A B C' }],
    ['@String {t = "A " # u} @STRING{u = "B"} @misc{k, title = t # u}', { title: 'A uB' }],
    ['@misc(k, title = "A (good) title")', { title: 'A (good) title' }],
    [
      '@misc{k, title = {{Deep{L}ab, {CRF}s}: {$x_{n}$} {\\"U}ber {\\em all} \\emph{that}}}',
      { title: 'DeepLab, CRFs: x_n Über all that' },
    ],
    [
      '@misc{k, title = {T}, author = {{M{\\"u}ller {GmbH} and {Co}} and {\\O}rsted, Hans}}',
      { authors: ['Müller GmbH and Co', 'Hans Ørsted'] },
    ],
    ['@misc{k, title = {T}, subtitle = {S}}', { title: 'T: S' }],
    ['@misc{k, title = {T}, title = {U}}', { title: 'T' }],
    ['@misc{k, title = {T}, date = {2024-05-28}}', { published: '2024-05-28' }],
    ['@misc{k, title = {T}, year = {2024}, month = {5}, day = {8}}', { published: '2024-05-08' }],
    ['@misc{k, title = {T}, year = {2024}, month = {May}, day = 8}', { published: '2024-05-08' }],
    ['@misc{k, title = {T}, journal = {arXiv preprint arXiv:1706.03762}}', { arxivId: '1706.03762' }],
    ['@misc{k, title = {T}, eprint = {hep-th/9901001}}', { arxivId: 'hep-th/9901001' }],
    ['@misc{k, title = {T}, howpublished = {\\url{https://a.org/p}}}', { url: 'https://a.org/p' }],
    ['@misc{k, title = {T} % a remark\n}', { title: 'T' }],
    ['@misc{k,\r\n title = {T\r\n and more}\r\n}\r\n', { title: 'T and more' }],
  ])('%s', async (text, read) => {
    expect(await one(text)).toMatchObject(read);
  });

  it.each([
    ['@misc{k, title = {T}, year = {2024}}', '2024'],
    ['@misc{k, title = {T}, year = {2024}, month = may}', '2024-05'],
    ['@misc{k, title = {T}, year = {2024}, month = {mai}}', '2024-05'],
    ['@misc{k, title = {T}, date = {2024-05}}', '2024-05'],
    ['@misc{k, title = {T}, date = {2024-05-03/2024-05-09}}', '2024-05-03'],
    ['@misc{k, title = {T}, year = {in press}, month = {5}, day = {8}}', undefined],
  ])('makes up no day: %s', async (text, published) => {
    expect(((await one(text)) as Paper).published).toBe(published);
  });

  it('follows macros of macros, but not without end', async () => {
    const text = '@string{a = "Deep "} @string{B = a} @string(c = b # {Title}) @misc{k, title = C}';
    expect(titlesOf(await readText(text))).toEqual(['Deep Title']);
    const bomb = `@string{a = "x y "}\n${'@string{a = a # a}\n'.repeat(60)}@misc{k, title = {T}, note = ${'a # '.repeat(10_000)} a}`;
    expect(titlesOf(await readText(bomb))).toEqual(['T']);
  });

  it('takes an eprint of another archive for no id of arXiv', async () => {
    const text = '@misc{k, title = {T}, eprint = {2405.18425}, eprinttype = {hal}}';
    expect(await one(text)).not.toHaveProperty('arxivId');
  });

  it('reads old files, which are not UTF-8', async () => {
    const text = Buffer.from('@misc{k, title = {Caf\xe9 \x96 a study}}', 'latin1');
    expect(titlesOf(await readText(text))).toEqual(['Café – a study']);
  });

  it('pays for a mistake with one entry, and says where it is', async () => {
    const text = [
      '@misc{a, title = {First}}',
      '@misc{b, title = {Lost a {brace}, year = 2020}',
      '@misc{c, title = {Third}}',
      '@misc{d title = {No comma}}',
      '@misc{e,',
      '  title = {No comma below}',
      '  year = {2020}}',
      '@misc{f, year = {2020}}',
      `@misc{g, title = ${'{'.repeat(200)}T${'}'.repeat(200)}}`,
      `@misc{h, title = {T}, note = {${'x'.repeat(1_100_000)}}}`,
      '@misc{i, title = {Two}} @misc{j, title = {In a line}}',
      '@misc{k, title = {Cut off',
    ].join('\n');
    expect(titlesOf(await readText(text))).toEqual([
      'First',
      'line 2: its brackets do not close',
      'Third',
      'No comma',
      'No comma below',
      'line 8: no title',
      'line 9: nested too deeply',
      'line 10: longer than 1 MB',
      'Two',
      'In a line',
      'line 12: its brackets do not close',
    ]);
  });

  const scraps = [...'{}"#=,%()\\\n a', '@m{k, t=', '{{{{', '}}}}'];
  const readBetween = async (debris: string) =>
    titlesOf(
      await readText(`@misc{a, title = {First}}\n@misc{b, note = ${debris}\n@misc{c, title = {Last}}`),
    );

  it('reads the entries before and after any debris', async () => {
    const debris = fc.string({ unit: fc.constantFrom(...scraps) });
    await fc.assert(
      fc.asyncProperty(debris, async (between) => {
        const read = await readBetween(between);
        expect([read[0], read.at(-1)]).toEqual(['First', 'Last']);
      }),
      tries(500),
    );
  });

  it.each([' ', '\t', '\n', ' and', '{ '])('splits authors in linear time for many %j', (scrap) =>
    expectLinear((count) => splitAuthors(scrap.repeat(count))),
  );

  it.each(scraps)('takes linear time for many %j', (scrap) =>
    expectLinear((count) => readBetween(scrap.repeat(count))),
  );
});

describe('entries that refer to others', () => {
  it('take what they lack from the book that they are in, but not what is the book’s own', async () => {
    const [book, chapter] =
      (await readText(`@inproceedings{a, title = {Sea grass}, author = {Lin, Ada}, pages = {1--9}, crossref = {B}}
@proceedings{b, title = {Proceedings of Shores}, year = 2020, editor = {Ek, Bo}, publisher = {Sea Press}, doi = {10.1000/book}}`)) as Paper[];
    expect(book?.doi).toBe('10.1000/book');
    expect(chapter).toMatchObject({ title: 'Sea grass', published: '2020' });
    expect(chapter).not.toHaveProperty('doi');
    expect(chapter?.publication).toEqual({
      type: 'inproceedings',
      venue: 'Proceedings of Shores',
      pages: '1–9',
      publisher: 'Sea Press',
      editors: ['Bo Ek'],
    });
  });

  it('take the title of the book where they have none, and everything from data of BibLaTeX', async () => {
    const [, part, other] = (await readText(`@xdata{sea, publisher = {Sea Press}, location = {Bergen}}
@book{b, title = {Shores}, year = 2020}
@incollection{a, author = {Lin, Ada}, crossref = {b}}
@book{c, title = {Fish}, xdata = {sea}, year = 2021}`).then((items) =>
      items.filter((item) => typeof item !== 'string'),
    )) as Paper[];
    expect(part).toMatchObject({ title: 'Shores', published: '2020' });
    expect(other?.publication).toMatchObject({ publisher: 'Sea Press', address: 'Bergen' });
  });

  it('are read where there is no such entry, or it refers back', async () => {
    const items = await readText(`@inbook{a, title = {A}, crossref = {none}}
@book{x, title = {X}, crossref = {y}}
@book{y, title = {Y}, crossref = {x}, year = 2019}`);
    expect(titlesOf(items)).toEqual(['A', 'X', 'Y']);
  });
});

it.each([
  ['García Márquez, Gabriel José and Lin, Ada', { 'Gabriel José García Márquez': 'García Márquez' }],
  ['García Márquez, Gabriel José', { 'Gabriel José García Márquez': 'García Márquez' }],
  ['Ada {Degli Antoni} and Bo Ek', { 'Ada Degli Antoni': 'Degli Antoni' }],
  ['{Oregon Youth Authority} and Lin, Ada', { 'Oregon Youth Authority': 'Oregon Youth Authority' }],
  ['Ada Lin and Bo Ek', undefined],
  ['van den Oord, Aaron', undefined],
  ['{The Sea Team}', undefined],
  ['Ada {Lin, Jr.}', undefined],
])('keeps what the names alone do not tell: %s', async (authors, familyNames) => {
  const [paper] = (await readText(`@book{k, title = {A}, author = {${authors}}}`)) as Paper[];
  expect(paper?.familyNames).toEqual(familyNames);
});
