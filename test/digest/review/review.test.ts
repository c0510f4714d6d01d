import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/cards/builders.ts';
import type { Card } from '../../../src/cards/card.ts';
import { defined } from '../../../src/defined.ts';
import { isReviewDue } from '../../../src/digest/review/review.ts';
import { bars } from '../../../src/digest/review/review-card.ts';
import { DeliveryError } from '../../../src/errors.ts';
import { addDays, weekdayOf } from '../../../src/topics/calendar/local-date.ts';
import type { PlaceState } from '../../../src/topics/place.ts';
import { createLab, paperAbout, placeNamed, useLabStore } from '../../support/fakes/digest-lab.ts';

const source = useLabStore();
const reds = placeNamed('reds');
const blues = placeNamed('blues');
/** The digests of the lab begin on Monday, 4 May 2026. */
const friday = '2026-05-08';
const title = 'The week to Fri 8 May 2026';

const textsOf = ({ blocks }: Card): string[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'heading') return [`# ${block.text}`];
    if (block.kind === 'entries')
      return block.entries.map((each) => `${plainText(each.title)}: ${plainText(each.facts ?? [])}`);
    if (block.kind === 'list') return block.items.map(plainText);
    return 'line' in block ? [plainText(block.line)] : [];
  });

async function weekOf(fields: Partial<PlaceState> = { review: 5 }) {
  const lab = createLab(source());
  await lab.follow(reds, ['red'], fields);
  return {
    ...lab,
    reviewOn: async (date: string) => {
      lab.messenger.posted.length = 0;
      lab.at(`${date}T09:00:10Z`);
      expect(await lab.tick()).toEqual([]);
      return lab.messenger.posted.find(({ card }) => card.title.startsWith('The week'));
    },
    dayOf: async (date: string) => {
      lab.at(`${date}T09:00:10Z`);
      expect(await lab.tick()).toEqual([]);
    },
  };
}

describe('the review of the week', () => {
  it('comes once, after the digest of its day, in the channel', async () => {
    const lab = await weekOf();
    await lab.arrive(paperAbout('red', 'r1'));
    await lab.dayOf('2026-05-04');
    await lab.arrive({ ...paperAbout('red', 'r2'), upvotes: 7 });
    await lab.dayOf('2026-05-07');
    await lab.store.mark(reds, { paperId: 'r1', kind: 'saved', person: 'ada', at: lab.clock.now() });
    await lab.store.mark(reds, { paperId: 'r1', kind: 'saved', person: 'bob', at: lab.clock.now() });
    await lab.arrive(paperAbout('red', 'r3'));
    const review = await lab.reviewOn(friday);
    expect(lab.messenger.seenIn('reds')).toEqual([`New papers for Fri 8 May 2026`, '  Abstracts 1', title]);
    expect(textsOf(review?.card as Card)).toEqual([
      '3 papers posted here, 1 saved.',
      '# What mattered here',
      expect.stringMatching(/^On red r1: saved by 2/),
      expect.stringMatching(/^On red r2: .*7 upvotes$/),
      '# New papers a week',
      '▁▁▁█ red: 3 this week, 0 the week before',
    ]);
    await lab.tick();
    expect(lab.messenger.posted).toHaveLength(3);
    expect(await lab.reviewOn('2026-05-09')).toBeUndefined();
    expect(await lab.reviewOn('2026-05-15')).toBeDefined();
  });

  it('says below which digests people wrote, and what brought one paper alone', async () => {
    const lab = await weekOf();
    await lab.arrive(paperAbout('red', 'r1'), paperAbout('red', 'r2'));
    await lab.dayOf('2026-05-04');
    await lab.arrive(paperAbout('red', 'r3'));
    await lab.dayOf('2026-05-05');
    const [monday, , tuesday] = lab.messenger.posted;
    lab.messenger.answer(monday?.key ?? '', 7);
    lab.messenger.answer(tuesday?.key ?? '', 1);
    const review = await lab.reviewOn(friday);
    expect(textsOf(review?.card as Card)).toEqual([
      '3 papers posted here, 0 saved.',
      '# What mattered here',
      expect.stringMatching(/^On red r3: 1 reply/),
      'Most talked about: Mon 4 May 2026 (7 replies) · Tue 5 May 2026 (1 reply).',
      '# New papers a week',
      expect.any(String),
    ]);
  });

  it('comes without replies where the platform does not tell them', async () => {
    const lab = await weekOf();
    await lab.arrive(paperAbout('red', 'r1'));
    await lab.dayOf('2026-05-04');
    lab.messenger.failReplies(new DeliveryError('later', 'down'));
    const review = await lab.reviewOn(friday);
    expect(JSON.stringify(review?.card)).not.toContain('talked about');
    expect(lab.messenger.posted).toHaveLength(1);
  });

  it('knows of no other channel', async () => {
    const lab = await weekOf();
    await lab.follow(blues, ['blue']);
    await lab.arrive({ ...paperAbout('blue', 'b1'), upvotes: 90 }, paperAbout('red', 'r1'));
    await lab.store.mark(blues, { paperId: 'b1', kind: 'saved', person: 'ada', at: lab.clock.now() });
    const review = await lab.reviewOn(friday);
    expect(JSON.stringify(review?.card)).not.toContain('blue');
  });

  it('comes alone, in one line, where the week and the day are empty', async () => {
    const lab = await weekOf();
    const review = await lab.reviewOn(friday);
    expect(lab.messenger.seenIn('reds')).toEqual([title]);
    expect(textsOf(review?.card as Card)).toEqual(['A quiet week: no paper was posted or saved here.']);
  });

  it('is not there without being asked for', async () => {
    const lab = await weekOf({});
    await lab.arrive(paperAbout('red', 'r1'));
    expect(await lab.reviewOn(friday)).toBeUndefined();
  });

  it('holds up no digest when it cannot be posted, nor does what is below the digest hold it up', async () => {
    const lab = await weekOf();
    await lab.dayOf('2026-05-07');
    await lab.arrive(paperAbout('red', 'r1'));
    const gone = { error: new DeliveryError('gone', 'no thread'), message: 'lost' } as const;
    lab.messenger.fail('none', gone);
    await lab.reviewOn(friday);
    expect(lab.messenger.seenIn('reds')).toEqual(['New papers for Fri 8 May 2026', title]);
    await lab.arrive(paperAbout('red', 'r2'));
    lab.messenger.fail('none', 'none', gone);
    await lab.reviewOn('2026-05-15');
    expect(lab.messenger.seenIn('reds')).toHaveLength(2);
    expect((await lab.store.issue(reds, '2026-05-15'))?.doneAt).toBeDefined();
  });

  it('is posted once when the answer to it was lost', async () => {
    const lab = await weekOf();
    await lab.dayOf('2026-05-07');
    const lost = { error: new DeliveryError('unknown', 'the connection broke'), message: 'posted' } as const;
    lab.messenger.fail(lost);
    await lab.reviewOn(friday);
    for (let tries = 0; tries < 8; tries += 1) {
      lab.minutesLater(3);
      await lab.tick();
    }
    expect(lab.messenger.seenIn('reds')).toEqual([title]);
    expect((await lab.store.issue(reds, friday))?.doneAt).toBeDefined();
  });

  it('is set, shown, taken back and refused in words', async () => {
    const lab = await weekOf({});
    expect(await lab.say('digest review friday', reds)).toContain(
      'A review of the week comes with the digest of Friday.',
    );
    expect(await lab.say('digest', reds)).toContain('with the digest of Friday');
    expect((await lab.store.place(reds))?.review).toBe(5);
    expect(await lab.say('digest days mon-thu', reds)).toContain('Undo');
    expect(await lab.say('digest', reds)).toContain('with the first digest after Friday');
    expect(await lab.say('digest weekly review off', reds)).toContain('No more weekly reviews.');
    expect((await lab.store.place(reds))?.review).toBeUndefined();
    await expect(lab.say('digest review sometimes', reds)).rejects.toThrow('On which day should the review');
  });
});

it('a review is due exactly once in seven days, however few digests there are', () => {
  const dates = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(dates, fc.integer({ min: 1, max: 7 }), (offsets, day) => {
      const review = day as 1;
      const digests = offsets.toSorted((a, b) => a - b).map((offset) => addDays('2026-05-04', offset));
      const due = digests.slice(1).filter((date, i) => {
        const lastDate = digests[i];
        return isReviewDue({ review, ...defined({ lastDate }) }, date);
      });
      // Each due date belongs to another chosen day, the latest one up to it, which came after the digest before.
      const days = due.map((date) => addDays(date, -((weekdayOf(date) - review + 7) % 7)));
      expect(new Set(days).size).toBe(days.length);
      for (const [i, date] of digests.slice(1).entries()) {
        const before = digests[i] ?? '';
        const covers = Array.from({ length: 61 }, (_, n) => addDays(before, n + 1)).some(
          (each) => each <= date && weekdayOf(each) === review,
        );
        expect(due.includes(date)).toBe(covers);
      }
    }),
  );
});

it('bars are as high as their counts, and only nothing is the lowest', () => {
  expect(bars([0, 1, 4, 8])).toBe('▁▂▅█');
  expect(bars([0, 0])).toBe('▁▁');
  expect(bars([1, 1_000])).toBe('▂█');
});
