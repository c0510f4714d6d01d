import { paperId } from '../../../src/corpus/paper-id.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import { samplePaper } from './sample-papers.ts';

type Fields = Partial<Omit<PaperRecord['paper'], 'id'>> & Partial<Omit<PaperRecord, 'paper'>>;

/** Sentences that no other name has, long enough to know a paper by. */
export const sampleAbstract = (name: string): string =>
  Array.from({ length: 16 }, (_, word) => `${name}word${word}`).join(' ');

/** What a feed says of a paper; papers of other names are other papers. */
export function sampleRecord(name: string, { isNew = true, announced, ...fields }: Fields = {}): PaperRecord {
  const title = fields.title ?? `A study of ${name} and of what is known about ${name} today`;
  const paper = samplePaper({
    id: paperId(title),
    title,
    abstract: sampleAbstract(name),
    sources: [{ file: 'arxiv:cs.LG', line: 1 }],
    edition: { by: 'arxiv' },
    ...fields,
  });
  return { paper, isNew, ...(announced !== undefined && { announced }) };
}
