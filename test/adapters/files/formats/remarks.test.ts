import { describe, expect, it } from 'vitest';
import { type FileItem, isReject } from '../../../../adapters/files/formats/file-item.ts';
import { readBibtex } from '../../../../adapters/files/formats/read-bibtex.ts';
import { readJsonLines } from '../../../../adapters/files/formats/read-json.ts';
import { readTable } from '../../../../adapters/files/formats/read-table.ts';
import { readTagged } from '../../../../adapters/files/formats/read-tagged.ts';
import { enw, nbib, ris } from '../../../../adapters/files/formats/tagged-fields.ts';

type Read = (chunks: AsyncGenerator<Buffer>) => AsyncGenerator<FileItem>;
const noDay = () => ({ records: [], rejects: [], skipped: 0 });
const formats = {
  BibTeX: (chunks) => readBibtex(chunks, 'a.bib'),
  RIS: (chunks) => readTagged(chunks, 'a.ris', ris),
  NBIB: (chunks) => readTagged(chunks, 'a.nbib', nbib),
  ENW: (chunks) => readTagged(chunks, 'a.enw', enw),
  CSV: (chunks) => readTable(chunks, 'a.csv'),
  JSON: (chunks) => readJsonLines(chunks, 'a.jsonl', noDay),
} satisfies Record<string, Read>;

async function* asChunks(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** `line 1 date: soon`, of each remark. */
async function remarks(format: keyof typeof formats, text: string): Promise<string[]> {
  const said: string[] = [];
  for await (const item of formats[format](asChunks(text))) {
    const read = item();
    if (read === 'skipped' || isReject(read)) throw new Error('no paper');
    for (const { item: line, field, text: given, title } of read.remarks ?? []) {
      expect(title).toBe('Sea grass');
      said.push(`${line} ${field}: ${given}`);
    }
  }
  return said;
}

describe('a field that is there and cannot be read is said', () => {
  it.each([
    ['BibTeX', '@article{a, title={Sea grass}, year={forthcoming}}', ['line 1 date: forthcoming']],
    ['BibTeX', '@article{a, title={Sea grass}, year=2020, month={Winter}}', ['line 1 month: Winter']],
    [
      'BibTeX',
      '@article{a,\n title={Sea grass}, date={soon}, doi={to come}, url={ftp://a.org/b}, archiveprefix={arXiv}, eprint={hep}}',
      ['line 1 date: soon', 'line 1 DOI: to come', 'line 1 address: ftp://a.org/b', 'line 1 arXiv id: hep'],
    ],
    [
      'BibTeX',
      '\n@article{a,\n title={Sea grass}, date={soon}, doi={to come}, url={ftp://a.org/b}}',
      ['line 2 date: soon', 'line 2 DOI: to come', 'line 2 address: ftp://a.org/b'],
    ],
    [
      'RIS',
      'TY  - JOUR\nTI  - Sea grass\nPY  - in press\nDO  - none yet\nER  -',
      ['line 1 date: in press', 'line 1 DOI: none yet'],
    ],
    ['NBIB', 'PMID- 1\nTI  - Sea grass\nDP  - Spring\nLID - S0092-8674 [pii]', ['line 1 date: Spring']],
    [
      'ENW',
      '%0 Journal Article\n%T Sea grass\n%D soon\n%U ask us',
      ['line 1 date: soon', 'line 1 address: ask us'],
    ],
    ['CSV', 'title,year,doi\nSea grass,soon,x', ['line 2 date: soon', 'line 2 DOI: x']],
    [
      'JSON',
      '{"title":"Sea grass","date":"soon","doi":{"a":1},"authors":[[]],"url":"/b"}',
      ['line 1 authors: a list', 'line 1 date: soon', 'line 1 DOI: an object', 'line 1 address: /b'],
    ],
  ] as const)('in %s: %j', async (format, text, said) => {
    expect(await remarks(format, text)).toEqual(said);
  });

  it.each([
    ['BibTeX', '@article{a, title={Sea grass}, author={Anonymous}, year={n/a}, doi={}, url={}}'],
    ['BibTeX', '@article{a, title={Sea grass}, year=2020, month=may, doi={10.48550/arXiv.2503.11731}}'],
    ['BibTeX', '@online{a, title={Sea grass}, eprint={A.V. Club}, author={others}}'],
    ['BibTeX', '@article{a, title={Sea grass}, date={2020-02/2020-03}, author={Lin, Ada and others}}'],
    [
      'RIS',
      'TY  - JOUR\nTI  - Sea grass\nPY  - 2020///\nDO  - https://doi.org/10.5555/a\nAU  - Lin, Ada\nER  -',
    ],
    ['NBIB', 'PMID- 1\nTI  - Sea grass\nDP  - 2021 Nov-Dec\nAID - 10.5555/a [doi]'],
    ['CSV', 'title,year,doi,authors\nSea grass,,,\nSea grass,2020,10.5555/a,Ada Lin'],
    ['JSON', '{"title":"Sea grass","date":null,"doi":"","authors":[],"year":2020,"abstract":"N/A"}'],
  ] as const)('and nothing is said of %s without such a field: %j', async (format, text) => {
    expect(await remarks(format, text)).toEqual([]);
  });
});
