import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDoi } from '../../src/corpus/doi.ts';

test.each([
  ['10.1145/3442188.3445922', '10.1145/3442188.3445922'],
  ['doi:10.1103/PhysRevLett.1.1', '10.1103/physrevlett.1.1'],
  ['DOI: 10.1103/PhysRevLett.1.1.', '10.1103/physrevlett.1.1'],
  ['https://doi.org/10.1038/S41586-021-03819-2', '10.1038/s41586-021-03819-2'],
  ['http://dx.doi.org/10.1000%2F182?x=1#y', '10.1000/182'],
  ['https://doi.org/10.1000/%zz', '10.1000/%zz'],
  ['doi.org/10.1000/182', '10.1000/182'],
  ['10.1016/0370-2693(85)90001-3', '10.1016/0370-2693(85)90001-3'],
  ['10.1000/182).', '10.1000/182'],
  [
    '10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O',
    '10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o',
  ],
  ['10.1000/182 10.1000/183', '10.1000/182'],
])('%s', (text, doi) => {
  expect(readDoi(text)).toBe(doi);
});

test.each([
  '',
  '10.1/x',
  '10.1000/',
  '10.1000/.',
  'see 10.1000/182',
  'https://example.org/10.1000/182',
  `10.1000/${'x'.repeat(300)}`,
])('not a DOI: %s', (text) => {
  expect(readDoi(text)).toBeUndefined();
});

test('never throws, and reads its own result', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  fc.assert(
    fc.property(fc.constantFrom('', 'doi:', 'https://doi.org/'), text, (before, rest) => {
      const doi = readDoi(`${before}10.1000/${rest}`);
      if (doi !== undefined) expect(readDoi(doi)).toBe(doi);
    }),
  );
});
