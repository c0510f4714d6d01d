import { expect, it } from 'vitest';
import { feedInfo, feedLabel } from '../../../adapters/feeds/feed-info.ts';
import { nextDays } from '../../../adapters/feeds/huggingface/round.ts';

const huggingface = feedInfo({ kind: 'huggingface' });
const arxiv = feedInfo({ kind: 'arxiv', categories: ['cs.LG', 'cs.CL'] });

it('names each feed, its host and what people call it', () => {
  expect(huggingface).toMatchObject({ name: 'huggingface', host: 'huggingface', label: 'Hugging Face' });
  expect(arxiv).toMatchObject({ name: 'arxiv:cs.CL+cs.LG', host: 'arxiv', label: 'arXiv (cs.CL, cs.LG)' });
});

it.each([
  ['huggingface', 'Hugging Face'],
  ['arxiv:cs.LG+cs.CL', 'arXiv (cs.LG, cs.CL)'],
  ['papers.jsonl', 'papers.jsonl'],
  ['constructor', 'constructor'],
  ['', ''],
])('%s is called %s', (name, called) => expect(feedLabel(name)).toBe(called));

it('tells the day through which a cursor has been read', () => {
  const { cursor } = nextDays(undefined, Date.parse('2026-05-04T08:00Z'));
  expect(huggingface.readThrough(cursor)).toBe('2026-05-04');
  expect(huggingface.readThrough({ version: 1, through: '2026-08-21', days: {} })).toBe('2026-08-21');
  expect(arxiv.readThrough({ version: 1, done: '2026-09-24', gaps: [] })).toBe('2026-09-24');
});

it.each([{ through: 'yesterday' }, {}, 7, '2026-08-21', null, undefined])('tells no day for %j', (cursor) => {
  expect(huggingface.readThrough(cursor)).toBeUndefined();
  expect(arxiv.readThrough(cursor)).toBeUndefined();
});
