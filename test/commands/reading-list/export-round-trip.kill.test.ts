import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinPieces } from '../../../src/cards/split-file.ts';
import { toBibtex } from '../../../src/commands/reading-list/to-bibtex.ts';
import { toCsl } from '../../../src/commands/reading-list/to-csl.ts';
import { recordOf, toCsv } from '../../../src/commands/reading-list/to-csv.ts';
import { toRis } from '../../../src/commands/reading-list/to-ris.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import { kindOfWork, namesOfType } from '../../../src/corpus/work-types.ts';
import { readText } from '../../support/fakes/read-text.ts';
import {
  fold,
  hasPybtex,
  knownOf,
  type Reading,
  readByCitationJs,
  readByPybtex,
  readByRetorquere,
} from '../../support/read-elsewhere.ts';

/** Five hundred real entries go in, out in each format, and are read back by Paperboy and by readers that share no code with it. */
const given = readFileSync(
  new URL('../../support/fixtures/references/references.bib', import.meta.url),
  'utf8',
);

const formats = {
  BibTeX: (papers: readonly Paper[]) => toBibtex(papers).join('\n\n'),
  RIS: (papers: readonly Paper[]) => papers.map(toRis).join('\r\n'),
  'CSL-JSON': (papers: readonly Paper[]) => JSON.stringify(papers.map(toCsl), null, 1),
  JSON: (papers: readonly Paper[]) => JSON.stringify(papers.map(recordOf), null, 1),
  CSV: (papers: readonly Paper[]) => joinPieces(toCsv(papers.map(recordOf))),
} as const;

async function read(text: string): Promise<Paper[]> {
  const items = await readText(text);
  return items.filter((item): item is Paper => typeof item !== 'string');
}

let papers: Paper[];
let known: Reading[];
const table = ['format     reader                      entries  lost fields'];
beforeAll(async () => {
  papers = await read(given);
  known = papers.map(knownOf);
});
afterAll(() => console.log(table.join('\n')));

/** Fields that a reader does not read for a kind of work, by its own tables. */
type Unread = (kind: string) => readonly string[];

/** The fields that a reading lacks or has otherwise. */
function lostFields(
  expected: readonly Reading[],
  found: readonly Reading[],
  unread: Unread = () => [],
): string[] {
  return expected.flatMap((one, i) => {
    const other = found[i];
    if (other === undefined) return [`${one.title}: the entry`];
    const without = unread(kindOfWork(papers[i] as Paper));
    const fields: readonly (readonly [string, string, string])[] = [
      ['title', one.title, other.title],
      ['authors', one.authors.join('; '), other.authors.join('; ')],
      ['editors', one.editors.join('; '), other.editors.join('; ')],
      ...Object.entries(one.details).map(
        ([name, value]) => [name, value, other.details[name] ?? ''] as const,
      ),
    ];
    return fields.flatMap(([name, a, b]) =>
      a === b || without.includes(name) ? [] : [`${one.title.slice(0, 60)}: ${name}: ${a} ≠ ${b}`],
    );
  });
}

function expectNothingLost(
  format: string,
  reader: string,
  found: readonly unknown[],
  lost: readonly string[],
) {
  table.push(
    `${format.padEnd(10)} ${reader.padEnd(27)} ${String(found.length).padStart(7)} ${String(lost.length).padStart(12)}`,
  );
  expect(lost).toEqual([]);
  expect(found).toHaveLength(papers.length);
}

it('holds real entries of all kinds', () => {
  expect(papers.length).toBeGreaterThan(500);
  expect(new Set(papers.map(kindOfWork)).size).toBeGreaterThan(18);
});

describe.each(Object.entries(formats))('%s', (format, write) => {
  it('gives everything back to Paperboy: kinds that the format knows apart, and abstracts, too', async () => {
    const back = await read(write(papers));
    const named = (paper: Paper | undefined) => {
      const names = namesOfType(paper?.publication?.type ?? 'misc');
      return format === 'CSL-JSON' ? names.csl : names.ris;
    };
    const others = papers.flatMap((paper, i) => [
      ...(named(paper) === named(back[i]) ? [] : [`${paper.title}: ${named(paper)} ≠ ${named(back[i])}`]),
      ...(paper.abstract === back[i]?.abstract ? [] : [`${paper.title}: abstract`]),
    ]);
    expectNothingLost(format, 'Paperboy', back, [...lostFields(known, back.map(knownOf)), ...others]);
  });
});

it('another reader of BibTeX finds the same in what comes out as in what went in', () => {
  const found = readByRetorquere(formats.BibTeX(papers));
  expectNothingLost('BibTeX', '@retorquere/bibtex-parser', found, lostFields(known, found));
  const once = (readings: readonly Reading[]) =>
    new Map(
      readings
        .filter(({ title }) => readings.filter((other) => other.title === title).length === 1)
        .map((reading) => [reading.title, reading]),
    );
  const [before, after] = [once(readByRetorquere(given)), once(found)];
  const pairs = [...before].flatMap(([title, reading]) => {
    const other = after.get(title);
    return other === undefined ? [] : [[reading, other] as const];
  });
  const texts = pairs.flatMap(([a, b]) =>
    [a, b].map(({ authors, editors, details }) => [
      authors.join('; '),
      editors.join('; '),
      ...['volume', 'number', 'pages', 'publisher', 'series'].map((name) => details[name] ?? ''),
    ]),
  );
  const all = texts.flatMap((fields, i) =>
    i % 2 === 0 ? fields.map((text, j) => text === texts[i + 1]?.[j]) : [],
  );
  const different = all.filter((isSame) => !isSame).length;
  table.push(
    `in and out by @retorquere: ${pairs.length} entries, ${all.length} fields, ${different} read otherwise`,
  );
  expect(pairs.length).toBeGreaterThan(480);
  // Names in forms of their own: `{Bailey, Jr.}`, `{M. Bass}`, `Report of the Boston Computer Society`.
  expect(different).toBeLessThan(12);
});

/** citation-js keeps what CSL has a variable for, which depends on the kind of work. */
const isSerial = (kind: string) => kind === 'article' || kind === 'inproceedings';

it('citation-js reads BibTeX', () => {
  const found = readByCitationJs(formats.BibTeX(papers), '@bibtex/text');
  const unread = (kind: string) => (isSerial(kind) ? ['arxivId'] : ['arxivId', 'number', 'venue']);
  expectNothingLost('BibTeX', 'citation-js', found, lostFields(known, found, unread));
});

it('citation-js reads RIS', () => {
  const found = readByCitationJs(formats.RIS(papers), '@ris/file');
  const rest = 'arxivId series edition address isbn issn publisher'.split(' ');
  const unread = (kind: string) =>
    kind === 'article' ? rest : [...rest, ...'month number venue pages editors volume'.split(' ')];
  expectNothingLost('RIS', 'citation-js', found, lostFields(known, found, unread));
});

it('citation-js reads CSL-JSON', () => {
  const found = readByCitationJs(formats['CSL-JSON'](papers), '@csl/list+object');
  expectNothingLost(
    'CSL-JSON',
    'citation-js',
    found,
    lostFields(known, found, () => ['arxivId']),
  );
});

const why = hasPybtex()
  ? ''
  : ' (skipped: pybtex is not installed; on Debian: apt-get install python3-pybtex)';
it.skipIf(!hasPybtex())(`pybtex reads BibTeX${why}`, () => {
  const asLatex = papers.map((paper, i) => ({
    ...(known[i] as Reading),
    title: fold(paper.raw?.title ?? paper.title),
  }));
  const found = readByPybtex(formats.BibTeX(papers));
  const titles = found.map((reading, i) =>
    reading.title === known[i]?.title ? { ...reading, title: asLatex[i]?.title ?? '' } : reading,
  );
  expectNothingLost(
    'BibTeX',
    'pybtex',
    titles,
    lostFields(asLatex, titles, () => ['month']),
  );
});
