import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isArxivCategory, readArxivId } from '../../src/corpus/arxiv-id.ts';

test.each([
  ['2405.18425', '2405.18425', undefined],
  [' 2405.18425v2\n', '2405.18425', 2],
  ['0704.0001', '0704.0001', undefined],
  ['1412.9999v12', '1412.9999', 12],
  ['1501.00001', '1501.00001', undefined],
  ['hep-th/9901001', 'hep-th/9901001', undefined],
  ['math.GT/0309136v1', 'math/0309136', 1],
  ['cond-mat.str-el/0703001', 'cond-mat/0703001', undefined],
  ['arXiv:2405.18425', '2405.18425', undefined],
  ['ARXIV: 2405.18425V3', '2405.18425', 3],
  ['arXiv:2405.18425v1 [cs.LG]', '2405.18425', 1],
  ['oai:arXiv.org:2609.26811v1', '2609.26811', 1],
  ['oai:arXiv.org:hep-th/9901001', 'hep-th/9901001', undefined],
  ['http://arxiv.org/abs/2510.14968v1', '2510.14968', 1],
  ['https://www.arxiv.org/pdf/2405.18425v2.pdf', '2405.18425', 2],
  ['https://export.arxiv.org/html/2405.18425v1/', '2405.18425', 1],
  ['arxiv.org/abs/math.GT/0309136?context=math', 'math/0309136', undefined],
  ['https://arxiv.org/abs/2405.18425#comments', '2405.18425', undefined],
  ['https://huggingface.co/papers/2405.18425', '2405.18425', undefined],
  ['10.48550/arXiv.2405.18425', '2405.18425', undefined],
  ['https://doi.org/10.48550/ARXIV.HEP-TH/9901001', 'hep-th/9901001', undefined],
])('%s is %s', (text, id, version) => {
  expect(readArxivId(text)).toEqual(version === undefined ? { id } : { id, version });
});

test.each([
  ['', 'nothing'],
  ['2413.18425', 'month 13'],
  ['2400.18425', 'month 0'],
  ['2405.1842', 'four digits after 2014'],
  ['1405.18425', 'five digits before 2015'],
  ['0703.0001', 'before the new form'],
  ['hep-th/0704001', 'after the old form'],
  ['hep-th/9106001', 'before there was an arXiv'],
  ['foo/9901001', 'no such archive'],
  ['2405.18425v0', 'versions start at 1'],
  ['2405.18425 2405.18426', 'two'],
  ['https://example.org/abs/2405.18425', 'another host'],
  ['https://arxiv.org.example.org/abs/2405.18425', 'another host'],
  ['https://arxiv.org/list/cs.LG/recent', 'no paper'],
  ['10.1145/3442188.3445922', 'another DOI'],
  ['２４０５.１８４２５', 'other digits'],
  [`${' '.repeat(600)}2405.18425`, 'too long'],
])('no id in %s: %s', (text) => {
  expect(readArxivId(text)).toBeUndefined();
});

test('reads any id with any prefix', () => {
  const month = fc.integer({ min: 1, max: 12 }).map((value) => String(value).padStart(2, '0'));
  const year = fc.integer({ min: 15, max: 90 });
  const id = fc
    .tuple(year, month, fc.integer({ min: 1, max: 99_999 }))
    .map(([yy, mm, number]) => `${yy}${mm}.${String(number).padStart(5, '0')}`);
  const before = fc.constantFrom('', 'arXiv:', 'oai:arXiv.org:', 'http://arxiv.org/pdf/', '10.48550/arXiv.');
  fc.assert(
    fc.property(id, before, fc.integer({ min: 1, max: 99 }), (text, prefix, version) => {
      expect(readArxivId(`${prefix}${text}v${version}`)).toEqual({ id: text, version });
    }),
  );
});

test('never throws, and reads its own result', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const read = readArxivId(text);
      if (read) expect(readArxivId(read.id)).toEqual({ id: read.id });
    }),
  );
});

test('categories, and codes that are not', () => {
  const given =
    'cs.LG stat.ML hep-th math-ph cond-mat.str-el physics.ao-ph astro-ph.GA q-bio.NC physics.optics cmp-lg';
  expect(given.split(' ').filter((text) => !isArxivCategory(text))).toEqual([]);
  const others = [
    '68T45',
    'I.2.10',
    '',
    'cs.',
    'CS.LG',
    'cs.LG ',
    'machine',
    'cs.LG; I.2',
    'cs..LG',
    '62H30 (Primary)',
  ];
  expect(others.filter(isArxivCategory)).toEqual([]);
});
