import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { button, buttons, card, entries, heading, hint, line, link, text } from '../../src/cards/builders.ts';
import type { Card } from '../../src/cards/card.ts';
import { countEntries, fitList, nextPage, splitCard } from '../../src/cards/fit.ts';
import { platforms } from '../support/fixtures/platforms.ts';
import { tries } from '../support/tries.ts';

const entry = (number: number, length: number) => ({
  title: line(link(`${number} ${'title '.repeat(length / 6)}`, `https://example.org/${number}`)),
  facts: line('28 May 2024 · Ada Lovelace, Charles Babbage'),
  body: line('words of its abstract '.repeat(20)),
  buttons: [
    button('Abstract', 'paper', { paper: `p${number}` }),
    button('Similar', 'similar', { to: `p${number}` }),
  ],
});

const pageOf = (first: number, count: number, total: number, length: number): Card => {
  const end = Math.min(first + count - 1, total);
  return card({
    title: 'Search: windmills',
    summary: 's',
    blocks: [
      text('Nothing here says “wimdmills”; this is for windmills.'),
      entries(
        Array.from({ length: end - first + 1 }, (_, i) => entry(first + i, length)),
        first,
        'search query:windmills',
      ),
      buttons(
        first > 1 && button('Previous page', 'search', { query: 'windmills', start: 1 }),
        end < total && nextPage('search query:windmills', end + 1),
      ),
      hint(`${total} papers.`),
    ],
  });
};

describe.each(platforms)('a list of 1 to 100 entries in $name', ({ draw }) => {
  it('ends where a message is full, and its pages show every entry once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 10, max: 400 }),
        (total, size, length) => {
          const shown: string[] = [];
          let start: number | undefined = 1;
          while (start !== undefined) {
            const { problems, links, lines } = draw(pageOf(start, size, total, length));
            expect(problems).toEqual([]);
            for (const url of links) expect(lines).toContain(`paper paper:p${url.split('/').at(-1)}`);
            shown.push(...links);
            const next = lines.flatMap(
              (each) => /^search query:windmills start:(\d+)$/.exec(each)?.[1] ?? [],
            );
            start = next.map(Number).find((each) => each > 1);
          }
          expect(shown).toEqual(Array.from({ length: total }, (_, i) => `https://example.org/${i + 1}`));
        },
      ),
      { ...tries(5, 2), endOnFailure: true },
    );
  });
});

const holds = (most: number) => (each: Card) => countEntries(each) <= most;
const short = (count: number, start?: number) =>
  entries(
    Array.from({ length: count }, (_, i) => ({ title: line(`${(start ?? 1) + i}`) })),
    start,
  );
const sketch = ({ blocks }: Card) =>
  blocks.map((block) =>
    block.kind === 'entries'
      ? `${block.start ?? 1}+${block.entries.length}`
      : block.kind === 'heading'
        ? block.text
        : block.kind === 'buttons'
          ? block.buttons.map((each) => each.line).join()
          : block.kind,
  );

describe('splitting a card', () => {
  const digest = card({
    title: 't',
    summary: 's',
    blocks: [
      hint('above'),
      heading('a'),
      short(3),
      heading('b'),
      text('about b'),
      short(4, 4),
      buttons(button('More', 'more')),
    ],
  });
  it.each([
    [100, [['hint', 'a', '1+3', 'b', 'text', '4+4', 'more']]],
    [
      3,
      [
        ['hint', 'a', '1+3'],
        ['b', 'text', '4+3'],
        ['b', '7+1', 'more'],
      ],
    ],
    [
      2,
      [
        ['hint', 'a', '1+2'],
        ['a', '3+1', 'b', 'text', '4+1'],
        ['b', '5+2'],
        ['b', '7+1', 'more'],
      ],
    ],
    // Nothing fits: one at a time all the same.
    [0, Array.from({ length: 7 }, () => expect.anything())],
  ])(
    'of which a message holds %i entries repeats headings, and keeps the rest in its place',
    (most, expected) => {
      expect(splitCard(digest, holds(most)).map(sketch)).toEqual(expected);
    },
  );

  it('without entries leaves it as it is', () => {
    const empty = card({ title: 't', summary: 's', blocks: [text('nothing')] });
    expect(splitCard(empty, () => false)).toEqual([empty]);
  });
});

it('leaves a list without a way to the rest as it is', () => {
  const list = card({ title: 't', summary: 's', blocks: [short(9)] });
  expect(fitList(list, holds(3))).toBe(list);
});
