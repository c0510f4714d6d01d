import { expect, it } from 'vitest';
import { newPaper } from '../../../src/corpus/identity/absorb-record.ts';
import type { PaperRecord } from '../../../src/corpus/record.ts';
import { decideRecords, keyRecord } from '../../../src/intake/decide/decide-records.ts';
import { type NewsRules, newsDays, newsMs, newsRules } from '../../../src/intake/decide/news.ts';
import { type PaperWrites, paperWrites, type StoredPaper } from '../../../src/intake/decide/record-set.ts';
import { sampleRecord } from '../../support/fixtures/sample-records.ts';

const stored = (record: PaperRecord, fields: Partial<StoredPaper> = {}): StoredPaper => ({
  paper: newPaper(record),
  arrival: 1,
  firstSeenAt: 0,
  quiet: false,
  keys: keyRecord(record).keys,
  ...fields,
});

function write(
  records: readonly PaperRecord[],
  papers: readonly StoredPaper[],
  rules: NewsRules = {},
  now = 0,
): PaperWrites {
  return paperWrites(decideRecords(records.map(keyRecord), papers, rules).papers, rules, now);
}

const arxiv = (version: number) => ({ arxivId: '2601.00001', edition: { by: 'arxiv', version } }) as const;
const first = sampleRecord('wombats', arxiv(1));
const ids = (papers: PaperWrites['added']) => papers.map(({ paper }) => paper.id);

it('nothing is written for a record that says nothing new', () => {
  const { added, changed, newKeys, amendments } = write([first], [stored(first)]);
  expect([added, changed, newKeys, amendments]).toEqual([[], [], [], []]);
});

it('a new paper is added once, with its keys', () => {
  const { added, newKeys } = write([first, first], []);
  expect(ids(added)).toEqual([first.paper.id]);
  expect(newKeys.map(({ key }) => key)).toEqual(keyRecord(first).keys);
});

it.each([
  ['a withdrawal', { withdrawn: true }, 'withdrawn'],
  ['another title', { title: 'Quite another name for what is known' }, 'retitled'],
] as const)('%s changes a paper, and amends messages', (_, fields, reason) => {
  const { changed, amendments } = write(
    [sampleRecord('wombats', { ...arxiv(2), ...fields })],
    [stored(first)],
  );
  expect(ids(changed)).toEqual([first.paper.id]);
  expect(amendments).toEqual([{ paper: first.paper.id, reason, title: first.paper.title }]);
});

it('the later of two papers joins the earlier one, also when it alone is news', () => {
  const early = sampleRecord('early', { ...arxiv(1), edition: { by: 'huggingface' } });
  const late = sampleRecord('late', { edition: { by: 'import' } });
  const { joined, nowNews } = write(
    [sampleRecord('late', arxiv(2))],
    [stored(early, { quiet: true }), stored(late, { arrival: 2 })],
  );
  expect(joined).toEqual([{ gone: late.paper.id, stays: early.paper.id }]);
  expect(ids(nowNews)).toEqual([early.paper.id]);
});

it('a quiet paper is news when it comes as new within 30 days, and stays quiet in an import', () => {
  const now = Date.parse('2026-02-20T12:00:00Z');
  const from = (published: string) => sampleRecord('dated', { published });
  const news = (published: string, quietBefore?: string) =>
    write([from(published)], [stored(from(published), { quiet: true })], newsRules(quietBefore, now)).nowNews;
  expect(newsDays).toBe(30);
  expect(news('2026-01-21')).toHaveLength(1);
  expect(news('2026-01-20')).toEqual([]);
  expect(news('2026-02-20', '2026-02-06')).toEqual([]);
});

it.each([
  ['while it is news', newsMs - 1, {}, {}, 1],
  ['when it is no longer news', newsMs, {}, {}, 0],
  ['of which no digest ever speaks', 0, { quiet: true }, {}, 0],
  ['that is old, from a file', 0, {}, { quietBefore: '2026-02-06' }, 0],
  ['of a saved page', 0, {}, { areFactsOld: true as const }, 0],
])('topics look again at a paper %s', (_, now, fields, rules, times) => {
  const { lookedAtAgain } = write(
    [sampleRecord('wombats', { ...arxiv(2), upvotes: 9 })],
    [stored(first, fields)],
    rules,
    now,
  );
  expect(lookedAtAgain).toHaveLength(times);
  if (times > 0)
    expect(lookedAtAgain).toEqual([{ paper: first.paper.id, arrival: 1, facts: { upvotes: null } }]);
});
it('topics do not look again when nothing changed that they can ask for', () => {
  const { changed, lookedAtAgain } = write(
    [sampleRecord('wombats', { ...arxiv(2), url: 'https://x.org' })],
    [stored(first)],
  );
  expect(changed).toHaveLength(1);
  expect(lookedAtAgain).toEqual([]);
});
