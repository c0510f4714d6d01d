import { describe, expect, it } from 'vitest';
import { isTable, readTable } from '../../../../adapters/files/formats/read-table.ts';

async function* inPieces(content: string | Buffer): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

async function read(content: string | Buffer) {
  const items = [];
  for await (const item of readTable(inPieces(content), 'x')) {
    const got = item();
    items.push(got !== 'skipped' && 'paper' in got ? got.paper : got);
  }
  return items;
}

describe('a table', () => {
  it.each([
    [
      'Zotero',
      '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date"',
      true,
    ],
    [
      'Scopus',
      '\ufeffAuthors,Author full names,Title,Year,Source title,Volume,Issue,DOI,Link,Abstract',
      true,
    ],
    [
      'PubMed',
      'PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,DOI',
      true,
    ],
    ['a spreadsheet', 'title;authors;year', true],
    ['tabs', 'Title\tAuthors', true],
    ['one column', 'title', false],
    ['a letter', 'Dear all, the title is open', false],
  ])('%s is one: %s', (_, header, expected) => expect(isTable(`${header}\nx`)).toBe(expected));

  it('of Zotero', async () => {
    const text =
      '\ufeff"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date","Pages","Issue","Volume"\r\n' +
      '"AB12","journalArticle","2020","Lin, Ada; Ek, Bo","Sea grass, ""young"" cod","Shores","10.5555/7","https://shores.example.org/7","Line one.\nLine two.","2020-02-03","45-67","3","12"\r\n' +
      '"AB13","conferencePaper","2021","","","","","","","","","",""\r\n';
    expect(await read(text)).toMatchObject([
      {
        title: 'Sea grass, "young" cod',
        authors: ['Ada Lin', 'Bo Ek'],
        published: '2020-02-03',
        abstract: 'Line one. Line two.',
        doi: '10.5555/7',
        url: 'https://shores.example.org/7',
        publication: { type: 'article', venue: 'Shores', volume: '12', number: '3', pages: '45–67' },
      },
      { item: 'line 4', reason: 'no title' },
    ]);
  });

  it('of Scopus and PubMed', async () => {
    expect(
      await read(
        'Authors,Title,Year,Source title,DOI,Link\n"Lin A.; Ek B.",Shores,2020,Journal of Shores,10.5555/7,https://x.example.org/7\n',
      ),
    ).toMatchObject([
      {
        title: 'Shores',
        authors: ['Lin A.', 'Ek B.'],
        published: '2020',
        publication: { venue: 'Journal of Shores' },
      },
    ]);
    expect(
      await read(
        'PMID,Title,Authors,Journal/Book,Publication Year,DOI\n1,Shores,"Lin A, Ek B.",Field Ecol,2020,10.5555/7\n',
      ),
    ).toMatchObject([{ title: 'Shores', publication: { venue: 'Field Ecol' } }]);
  });

  it('with tabs keeps commas, and with semicolons too', async () => {
    expect(await read('title\tauthors\nShores, and seas\tAda Lin, Bo Ek\n')).toMatchObject([
      { title: 'Shores, and seas', authors: ['Ada Lin', 'Bo Ek'] },
    ]);
    expect(await read('title;year\nShores, and seas;2020\n')).toMatchObject([
      { title: 'Shores, and seas', published: '2020' },
    ]);
  });

  it('in the encoding of Windows', async () => {
    expect(
      await read(Buffer.from('title,authors\nK\xfcste \x96 und Meer,Ada Lin\n', 'latin1')),
    ).toMatchObject([{ title: 'Küste – und Meer' }]);
  });

  it('with a row of too few cells, an empty line and a stray quote costs nothing', async () => {
    expect(await read('title,year\nOne\n\nTwo 5" wide,2020\n')).toMatchObject([
      { title: 'One' },
      { title: 'Two 5" wide' },
    ]);
  });
});
