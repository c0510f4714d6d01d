import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTagged } from '../../../../adapters/files/formats/read-tagged.ts';
import { enw, nbib, ris, type TaggedDialect } from '../../../../adapters/files/formats/tagged-fields.ts';
import type { PaperRecord, RecordReject } from '../../../../src/corpus/record.ts';
import { tries } from '../../../support/tries.ts';

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

async function read(text: string, dialect: TaggedDialect) {
  const items: (PaperRecord | RecordReject | 'skipped')[] = [];
  for await (const item of readTagged(bytes(text), 'x', dialect)) items.push(item());
  return items;
}

async function readPapers(text: string, dialect: TaggedDialect) {
  return (await read(text, dialect)).map((item) =>
    item !== 'skipped' && 'paper' in item ? item.paper : item,
  );
}

describe('RIS', () => {
  it('reads the fields of an article', async () => {
    const text = [
      'TY  - JOUR',
      'AU  - Lin, Ada',
      'AU  - van den Oord, Aäron',
      'AU  - Robots and Gears Team',
      'TI  - Sea grass shelters',
      '      young cod',
      'JO  - Shores',
      'VL  - 12',
      'IS  - 3',
      'SP  - 45',
      'EP  - 67',
      'DA  - 2020/02/03/',
      'PY  - 2020',
      'PB  - Sea Press',
      'DO  - https://doi.org/10.5555/SHORES.7',
      'UR  - https://shores.example.org/7',
      'AB  - We show that survival doubles.',
      'ER  - ',
      '',
    ].join('\r\n');
    expect(await readPapers(text, ris)).toMatchObject([
      {
        title: 'Sea grass shelters young cod',
        authors: ['Ada Lin', 'Aäron van den Oord', 'Robots and Gears Team'],
        published: '2020-02-03',
        doi: '10.5555/shores.7',
        url: 'https://shores.example.org/7',
        abstract: 'We show that survival doubles.',
        publication: {
          type: 'article',
          venue: 'Shores',
          volume: '12',
          number: '3',
          pages: '45–67',
          publisher: 'Sea Press',
        },
      },
    ]);
  });

  it.each([
    ['CONF', 'T2  - Proceedings of Shores', { type: 'inproceedings', venue: 'Proceedings of Shores' }],
    ['CHAP', 'T2  - A Book of Shores', { type: 'incollection', venue: 'A Book of Shores' }],
    ['THES', 'PB  - University of Shores', { type: 'phdthesis', publisher: 'University of Shores' }],
    ['GEN', 'PB  - Nobody', { type: 'misc', publisher: 'Nobody' }],
  ])('%s is its kind of work', async (type, line, publication) => {
    expect(await readPapers(`TY  - ${type}\nTI  - Shores\n${line}\nER  -\n`, ris)).toMatchObject([
      { publication },
    ]);
  });

  it('reads an id of arXiv where tools write it', async () => {
    for (const line of [
      'AN  - arXiv:2401.00001',
      'UR  - http://arxiv.org/abs/2401.00001v2',
      'M3  - arXiv:2401.00001 [cs]',
      'DO  - 10.48550/arXiv.2401.00001',
    ])
      expect(await readPapers(`TY  - JOUR\nTI  - Shores\n${line}\nER  - `, ris)).toMatchObject([
        { arxivId: '2401.00001' },
      ]);
  });

  it('needs no end of a record, and says what belongs to none and what has no title', async () => {
    const items = await read(
      'Export of my library\nTY  - JOUR\nTI  - One\nTY  - JOUR\nAU  - Lin, Ada\nER  - \n',
      ris,
    );
    expect(items).toMatchObject([
      { item: 'line 1', reason: 'it belongs to no record', excerpt: 'Export of my library' },
      { paper: { title: 'One' } },
      { item: 'line 4', reason: 'no title' },
    ]);
  });

  it('keeps a year without a month', async () => {
    expect(await readPapers('TY  - JOUR\nTI  - Shores\nPY  - 2016///\nER  - ', ris)).toMatchObject([
      { published: '2016' },
    ]);
  });
});

it('NBIB of PubMed: fields over several lines, names in full, ids with their kind behind', async () => {
  const text = `
PMID- 40000001
OWN - NLM
TI  - Hedgehogs on warm
      roads.
LID - S0000 [pii]
LID - 10.5555/fec.12650 [doi]
AB  - Hedgehogs cross roads more often
      on warm nights.
FAU - Lin, Ada
AU  - Lin A
FAU - Ek, Bo
AU  - Ek B
CN  - Hedgehog Consortium
DP  - 2026 Jul 20
TA  - Field Ecol
JT  - Field ecology
VI  - 7
PG  - 12-34
PT  - Journal Article

PMID- 40000002
TI  - A second one.
DP  - 2026 Nov-Dec
`;
  expect(await readPapers(text, nbib)).toMatchObject([
    {
      title: 'Hedgehogs on warm roads.',
      abstract: 'Hedgehogs cross roads more often on warm nights.',
      authors: ['Ada Lin', 'Bo Ek', 'Hedgehog Consortium'],
      published: '2026-07-20',
      doi: '10.5555/fec.12650',
      url: 'https://pubmed.ncbi.nlm.nih.gov/40000001/',
      publication: { type: 'article', venue: 'Field ecology', volume: '7', pages: '12-34' },
    },
    { title: 'A second one.', published: '2026-11' },
  ]);
});

it('ENW of EndNote', async () => {
  const text =
    '%0 Conference Paper\n%T Shores\n%A Lin, Ada\n%A Ek, Bo\n%B Proceedings of Shores\n%D 2021\n%R 10.5555/x\n%X Survival doubles.\n\n%0 Book\n%T A Book\n';
  expect(await readPapers(text, enw)).toMatchObject([
    {
      title: 'Shores',
      authors: ['Ada Lin', 'Bo Ek'],
      doi: '10.5555/x',
      published: '2021',
      publication: { type: 'inproceedings', venue: 'Proceedings of Shores' },
    },
    { title: 'A Book', publication: { type: 'book' } },
  ]);
});

it('any text is read to its end, and every record is a paper or a reject', async () => {
  const line = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc
      .tuple(fc.constantFrom('TY', 'TI', 'AU', 'ER', 'DA', 'DO'), fc.string({ maxLength: 20 }))
      .map(([tag, value]) => `${tag}  - ${value}`),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
      const begun = lines.flatMap((text) => text.split('\n')).filter((text) => /^TY {2}- /.test(text)).length;
      expect((await read(lines.join('\n'), ris)).length).toBeGreaterThanOrEqual(begun);
    }),
    tries(200),
  );
});
