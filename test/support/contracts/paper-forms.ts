import type { PaperRecord } from '../../../src/corpus/record.ts';
import { sampleRecord } from '../fixtures/sample-records.ts';

let ids = 0;
export const newArxivId = () => `2602.${String(++ids).padStart(5, '0')}`;

/** Three forms of a paper: only `both` shows that `early` and `late` are one paper. */
export function forms(
  name: string,
  fields: Parameters<typeof sampleRecord>[1] = {},
): { early: PaperRecord; late: PaperRecord; both: PaperRecord } {
  const arxivId = newArxivId();
  const words = `${name}early`;
  return {
    early: sampleRecord(words, { ...fields, arxivId, edition: { by: 'huggingface' } }),
    late: sampleRecord(name, { ...fields, edition: { by: 'import' } }),
    both: sampleRecord(name, { ...fields, arxivId, edition: { by: 'arxiv', version: 2 } }),
  };
}
