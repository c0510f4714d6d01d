import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countEntries } from '../../src/cards/fit.ts';
import { paperUrl } from '../../src/corpus/describe-paper.ts';
import type { Paper } from '../../src/corpus/paper.ts';
import { issuePages } from '../../src/digest/cards.ts';
import { withNotices, withRoomForNotices } from '../../src/digest/notices.ts';
import type { PickedPaper } from '../../src/digest/plan/pick.ts';
import { type DigestMode, digestModes } from '../../src/topics/place.ts';
import type { Topic } from '../../src/topics/topic.ts';
import { platforms } from '../support/fixtures/platforms.ts';
import { samplePaper } from '../support/fixtures/sample-papers.ts';

/** What titles are made of: plain words, markup, emoji, wide letters, letters from right to left, formulas. */
const words = fc.constantFrom(
  'Attention',
  'is all you need',
  '*bold* _it_ ~no~ `code`',
  '[text](https://evil.example)',
  '<!channel> @everyone <@U1> &amp;',
  '# > || spoiler ||',
  '👩‍👩‍👧‍👦🇯🇵🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '强化学习中的奖励模型',
  'نماذج اللغة الكبيرة',
  'למידה עמוקה',
  '$x^2 + \\alpha_{i}$',
  'Supercalifragilisticexpialidocious'.repeat(4),
);
const title = fc
  .tuple(fc.array(words, { minLength: 1, maxLength: 40 }), fc.integer({ min: 10, max: 400 }))
  .map(([parts, length]) => [...parts.join(' ').padEnd(10, 'x')].slice(0, length).join(''));

const topics: readonly Topic[] = ['quantization', 'mixture of experts', 'x'.repeat(300)].map((query) => ({
  kind: 'query',
  query,
}));

const paper = (at: number, name: string, extra: Partial<Paper>): Paper =>
  samplePaper({ id: `p${at}`, title: name, arxivId: `2605.${String(10_000 + at)}`, ...extra });

const extras = fc.constantFrom<Partial<Paper>>(
  {},
  { authors: ['Ada Lovelace', 'Charles Babbage', 'Grace Hopper'] },
  { url: `https://example.org/${'long/'.repeat(60)}paper?id=1_2&b=(3)` },
);

const picks = fc
  .array(fc.tuple(title, extras, fc.nat({ max: topics.length - 1 })), { minLength: 1, maxLength: 100 })
  .map((all) =>
    all.map(
      ([name, extra, topic], at): PickedPaper => ({
        paper: paper(at, name, extra),
        topic: topics[topic] as Topic,
        words: ['low-bit', 'quantization'],
        alsoIn: topics.slice(topic + 1),
      }),
    ),
  );

const due = { localDate: '2026-11-28', from: '2026-11-25', at: 1_795_000_000_000, late: false };

const pagesOf = (
  picked: readonly PickedPaper[],
  fits: (typeof platforms)[number]['fits'],
  mode: DigestMode = 'short',
) =>
  issuePages(
    {
      due,
      composition: {
        kind: 'papers',
        picked,
        leftOut: picked.slice(0, 3),
        papers: [],
        matchedTopics: [],
        considered: 212,
        topics: 3,
      },
      checkedAt: due.at,
      notesOf: () => [],
      staleFeeds: [],
      mode,
    },
    withRoomForNotices(fits),
  );

const buttonsOf = ({ id }: Paper) => [`save paper:${id}`, `paper paper:${id}`];

describe.each(platforms)('a digest of 1 to 100 papers in $name', ({ fits, draw }) => {
  it('has each paper in one message, with its link and its buttons, whatever is told about its delivery', () => {
    fc.assert(
      fc.property(
        picks,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(...digestModes),
        (picked, isLate, mayRepeat, mode) => {
          const pages = pagesOf(picked, fits, mode);
          expect(pages.flatMap(({ papers }) => papers.map(({ id }) => id)).sort()).toEqual(
            picked.map(({ paper: { id } }) => id).sort(),
          );
          for (const { card, papers } of pages) {
            expect(countEntries(card)).toBe(papers.length);
            const sentAt = due.at + (isLate ? 3_600_000 : 0);
            const { problems, links, lines } = draw(withNotices(card, { dueAt: due.at, sentAt, mayRepeat }));
            expect(problems).toEqual([]);
            const addresses = links.map((url) => decodeURI(url));
            for (const each of papers) {
              expect(addresses).toContain(
                decodeURI(paperUrl(each).replaceAll('(', '%28').replaceAll(')', '%29')),
              );
              for (const own of buttonsOf(each)) expect(lines).toContain(own);
            }
          }
        },
      ),
      // Shrinking takes minutes: the smallest failure is not worth it.
      { numRuns: 12, endOnFailure: true },
    );
  });

  it.each([
    [20, 85],
    [30, 85],
    [50, 85],
    [50, 290],
    [50, 130],
    [1, 400],
    [100, 10],
  ])('keeps %i papers with titles of %i characters together where they fit', (count, length) => {
    const picked = Array.from(
      { length: count },
      (_, at): PickedPaper => ({
        paper: paper(at, 'x'.repeat(length), {}),
        topic: topics[0] as Topic,
        words: [],
        alsoIn: [],
      }),
    );
    const pages = pagesOf(picked, fits);
    expect(pages.map(({ card }) => /\(\d+ of \d+\)$/.exec(card.title)?.[0])).toEqual(
      pages.length === 1 ? [undefined] : pages.map((_, i) => `(${i + 1} of ${pages.length})`),
    );
    // No message could have held the first paper of the next one, too.
    let first = 0;
    for (const { papers } of pages.slice(0, -1)) {
      expect(pagesOf(picked.slice(first, first + papers.length + 1), fits).length).toBeGreaterThan(1);
      first += papers.length;
    }
  });
});
