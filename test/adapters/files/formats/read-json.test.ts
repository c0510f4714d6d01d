import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../../src/corpus/paper.ts';
import { readText, titlesOf } from '../../../support/fakes/read-text.ts';
import { tries } from '../../../support/tries.ts';

const one = async (value: unknown): Promise<Paper | string | undefined> =>
  (await readText(JSON.stringify(value)))[0];

describe('JSON lines', () => {
  it('reads a record with everything', async () => {
    const paper = await one({
      id: 'arxiv:2503.11731',
      title: 'Sensors via \\emph{Splatting}',
      abstract: 'We simulate. Code: https://github.com/a/b',
      date: '2025-03-18',
      authors: ['Ada Lovelace', 'Turing, Alan'],
      categories: ['cs.CV', 'cs.RO'],
    });
    expect(paper).toMatchObject({
      title: 'Sensors via Splatting',
      arxivId: '2503.11731',
      published: '2025-03-18',
      authors: ['Ada Lovelace', 'Alan Turing'],
      categories: ['cs.CV', 'cs.RO'],
      url: 'https://arxiv.org/abs/2503.11731',
      edition: { by: 'import' },
      sources: [{ file: 'standard input', line: 1 }],
    });
  });

  it.each([
    [{ abstract: null, summary: 'S' }, { abstract: 'S' }],
    [{ arxiv_id: '2405.18425v2' }, { arxivId: '2405.18425', edition: { by: 'import', version: 2 } }],
    [{ externalIds: { ArXiv: '2405.18425', DOI: '10.1000/X' } }, { arxivId: '2405.18425', doi: '10.1000/x' }],
    [{ id: '10.1000/x' }, { doi: '10.1000/x' }],
    [{ id: 'https://a.org/p' }, { url: 'https://a.org/p' }],
    [{ publicationDate: '2024-05-28' }, { published: '2024-05-28' }],
    [{ published: '2024-05-28T23:30:00-05:00' }, { published: '2024-05-29' }],
    [{ year: 2024, month: 5, day: 8 }, { published: '2024-05-08' }],
    [
      { authors: [{ name: 'Ada Lovelace' }, { given: 'Alan', family: 'Turing' }] },
      { authors: ['Ada Lovelace', 'Alan Turing'] },
    ],
    [
      { authors: 'Ada Lovelace (London), Alan Turing and Grace Hopper' },
      { authors: ['Ada Lovelace', 'Alan Turing', 'Grace Hopper'] },
    ],
    [{ authors: 'Lovelace, Ada' }, { authors: ['Ada Lovelace'] }],
    [{ author: 'Lovelace, Ada and Turing, Alan' }, { authors: ['Ada Lovelace', 'Alan Turing'] }],
    [
      {
        authors_parsed: [
          ['Balázs', 'C.', ''],
          ['Berger', 'E. L.', 'Jr.'],
        ],
      },
      { authors: ['C. Balázs', 'E. L. Berger, Jr.'] },
    ],
    [{ categories: 'hep-ph cs.LG' }, { categories: ['hep-ph', 'cs.LG'] }],
    [{ versions: [{ version: 'v1', created: 'Mon, 2 Apr 2007 19:18:42 GMT' }] }, { published: '2007-04-02' }],
  ])('knows other names: %j', async (given, read) => {
    expect(await one({ title: 'T', abstract: 'A', ...given })).toMatchObject(read);
  });

  it('makes no day of a year, and no id of a number', async () => {
    const paper = await one({ id: 17, title: 'T', abstract: 'A', year: 2024 });
    expect(paper).toHaveProperty('published', '2024');
    expect(paper).not.toHaveProperty('arxivId');
  });

  it('rejects what is broken, each with its line, and reads the rest', async () => {
    const lines = [
      '{"title":"one"}\r',
      '{"title":"two"',
      '',
      '["a"]',
      '{"title":7}',
      '{"title":"bad id","arxiv_id":"2413.00001"}',
      '{"title":"nul \u0000 byte"}',
      'null',
      `{"title":"deep","x":${'['.repeat(200_000)}`,
      `{"title":"long","x":"${'y'.repeat(2_000_000)}"}`,
      '{"title":"last"}',
    ];
    const bytes = Buffer.concat([
      Buffer.from('\ufeff'),
      Buffer.from(lines.slice(0, -1).join('\n')),
      Buffer.from('\n{"title":"Caf\xe9"}\n', 'latin1'),
      Buffer.from(lines.at(-1) ?? ''),
    ]);
    expect(titlesOf(await readText(bytes))).toEqual([
      'one',
      'line 2: not JSON',
      'line 4: not an object',
      'line 5: no title',
      'line 6: no arXiv id: 2413.00001',
      'line 7: not JSON',
      'line 8: not an object',
      'line 9: not JSON',
      'line 10: longer than 1 MB',
      'line 11: not UTF-8',
      'last',
    ]);
  });

  it.each([
    ['a year that is an object', '{"title":"one","year":{"toString":1}}', 'one'],
    ['a year that is nested deeply', `{"title":"one","year":${deep}}`, 'one'],
    ['a field that is nested deeply', `{"title":"one","x":${deep}}`, 'one'],
    ['a title that is nested deeply', `{"title":${deep}}`, /^(?:line|item) 1: no title$/],
    ['a paper that is nested deeply', `{"paper":{"id":${deep}}}`, /^(?:line|item) 1: no title$/],
  ])('reads past %s, in a line and in a document', async (_, odd, read) => {
    const expected = [typeof read === 'string' ? read : expect.stringMatching(read), 'last'];
    expect(titlesOf(await readText(`${odd}\n{"title":"last"}`))).toEqual(expected);
    expect(titlesOf(await readText(`[${odd},{"title":"last"}]`))).toEqual(expected);
  });

  it.each([
    ['lists', '['],
    ['objects', '{"a":'],
    ['both', '[{"a":'],
    ['lists behind a paper', `{"title":"one"},${'['.repeat(10)}`],
  ])('does not parse a document of nothing but %s, which would take a gigabyte', async (_, part) => {
    const text = part.repeat(Math.ceil(1_200_000 / part.length));
    const [said] = titlesOf(await readText(`[\n${text}`));
    expect(said).toMatch(/nested too deeply to hold papers/);
  });

  it('makes no date of a list', async () => {
    expect(await one({ title: 'T', year: [2024], month: 5, day: 8 })).not.toHaveProperty('published');
  });

  it('never breaks, whatever the bytes, and never loses the line behind them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.uint8Array({ maxLength: 200 }), jsonish)), async (lines) => {
        const rows = lines.map((line) =>
          Buffer.from(line as string).map((byte) => (byte === 10 ? 32 : byte)),
        );
        const bytes = Buffer.concat([
          Buffer.from('{"title":"first"}\n'),
          ...rows.flatMap((row) => [row, Buffer.from('\n')]),
          Buffer.from('{"title":"last"}'),
        ]);
        const read = titlesOf(await readText(bytes));
        expect([read[0], read.at(-1)]).toEqual(['first', 'last']);
        expect(read.length).toBeLessThanOrEqual(rows.length + 2);
        expect(read.filter((title) => title.startsWith('! standard input'))).toEqual([]);
      }),
      tries(300),
    );
  });
});

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

/** Any value of JSON, as text; also those that JavaScript can parse but not write. */
const jsonText = fc.oneof(
  { weight: 20, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: fc.constantFrom('{"toString":1}', '{"toJSON":1,"valueOf":{}}', '["2024"]') },
  { weight: 1, arbitrary: fc.constantFrom(deep, `{"title":"deep","x":${deep}}`) },
);

/** Anything under the names that are read. */
const jsonish = fc
  .record(
    Object.fromEntries(
      [
        'title',
        'abstract',
        'id',
        'arxiv_id',
        'doi',
        'url',
        'date',
        'authors',
        'authors_parsed',
        'categories',
        'versions',
        'externalIds',
        'paper',
        'year',
        'month',
        'day',
      ].map((name) => [name, jsonText]),
    ),
    { requiredKeys: [] },
  )
  .map((fields) => {
    const written = Object.entries(fields).map(([name, value]) => `"${name}":${value}`);
    return `{${written.join(',')}}`;
  });

describe('JSON documents', () => {
  it('reads an array of records, and one inside an object', async () => {
    const records = [{ title: 'one' }, { title: '' }, { title: 'three' }];
    const read = ['one', 'item 2: no title', 'three'];
    expect(titlesOf(await readText(JSON.stringify(records)))).toEqual(read);
    expect(titlesOf(await readText(JSON.stringify({ total: 3, data: records }, null, 2)))).toEqual(read);
    expect(titlesOf(await readText(JSON.stringify({ title: 'one' }, null, 2)))).toEqual(['one']);
  });

  it('reads a day of Hugging Face, and its items a line', async () => {
    const item = (id: string, title: string) => ({
      paper: {
        id,
        title,
        summary: 'S',
        authors: [{ name: 'Ada Lovelace' }],
        publishedAt: '2026-08-20T00:00:00.000Z',
        upvotes: 3,
      },
      publishedAt: '2026-08-19T20:00:00.000Z',
    });
    const day = [
      item('2608.00001', 'one'),
      "{'paper': {'id': '2608.00002'}}",
      { paper: {} },
      item('2608.00003', 'three'),
    ];
    const read = await readText(JSON.stringify(day));
    expect(titlesOf(read)).toEqual([
      'one',
      expect.stringMatching(/^item 2: /),
      expect.stringMatching(/^item 3: /),
      'three',
    ]);
    expect(read[0]).toMatchObject({ published: '2026-08-20', upvotes: 3, edition: { by: 'huggingface' } });
    const lines = day.map((one) => JSON.stringify(one)).join('\n');
    expect(titlesOf(await readText(`{"title":"zero"}\n${lines}`))).toEqual([
      'zero',
      'one',
      expect.stringMatching(/^line 3: /),
      expect.stringMatching(/^line 4: /),
      'three',
    ]);
  });

  it('reads every item of an array, whatever the others are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(jsonText, jsonish), { maxLength: 5 }), async (items) => {
        const read = titlesOf(
          await readText(`[{"title":"first"},${items.map((item) => `${item},`).join('')}{"title":"last"}]`),
        );
        expect([read[0], read.at(-1)]).toEqual(['first', 'last']);
        expect(read).toHaveLength(items.length + 2);
      }),
      tries(200),
    );
  });

  it('says that half a document is none', async () => {
    expect(await readText('[{"title":"one"},')).toEqual(['! standard input is no whole JSON document.']);
    expect(await readText('["caf\xe9"]')).toHaveLength(1);
  });

  it('holds no more than 64 MB', async () => {
    const large = Buffer.alloc(65 * 1024 * 1024, ' ');
    large.write('[');
    expect(await readText(large)).toEqual(['! standard input is one document of more than 64 MB.']);
  });
});
