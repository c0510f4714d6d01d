import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/cards/builders.ts';
import type { Card } from '../../../src/cards/card.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();
const { arrive, ask, digestAt, words } = lab;

/** The headings and titles of the messages in the channel since the last call. */
function shown(): string[] {
  const cards = lab.messenger.posted
    .splice(0)
    .flatMap(({ card, under }) => (under === undefined ? [card] : []));
  return cards.flatMap(({ title, blocks }: Card) => [
    title,
    ...blocks.flatMap((block) => {
      if (block.kind === 'heading') return [`# ${block.text}`];
      return block.kind === 'entries' ? block.entries.map((entry) => plainText(entry.title)) : [];
    }),
  ]);
}

describe('a day with room', () => {
  it('brings what had no room in the last week, after what is new, until nothing is left', async () => {
    await ask('follow numbat confirm:yes');
    await ask('digest size 2');
    for (const n of [1, 2, 3, 4, 5]) await arrive(`Numbat ${n}`);
    await digestAt('2026-05-04T09:00:00Z');
    const [first, ...monday] = shown();
    expect([first, ...monday]).toHaveLength(4);
    await arrive('A numbat on Tuesday');
    await digestAt('2026-05-05T09:00:00Z');
    const tuesday = shown();
    expect(tuesday).toMatchObject(
      [
        'New papers for Tue 5 May 2026',
        '# numbat',
        'A numbat on Tuesday',
        '# Left out in the last week',
        /^Numbat/,
      ].map((each) => (typeof each === 'string' ? each : expect.stringMatching(each))),
    );
    await digestAt('2026-05-06T09:00:00Z');
    const wednesday = shown();
    expect(wednesday[0]).toBe('Left out in the last week for Wed 6 May 2026');
    const numbats = [...monday, ...tuesday, ...wednesday].filter((title) => /^Numbat \d/.test(title));
    expect(numbats.sort()).toEqual([1, 2, 3, 4, 5].map((n) => `Numbat ${n}`));
    await digestAt('2026-05-07T09:00:00Z');
    expect(shown()[0]).toBe('No new papers for Thu 7 May 2026');
  });

  it('brings nothing that was hidden, withdrawn or left out longer ago, or whose topic is not followed any more', async () => {
    await ask('follow bandicoot confirm:yes');
    await ask('follow potoroo confirm:yes');
    await ask('digest size 1');
    for (const n of [1, 2, 3]) await arrive(`Bandicoot ${n}`);
    await arrive('A potoroo');
    await digestAt('2026-05-04T09:00:00Z');
    shown();
    await ask('unfollow bandicoot');
    await digestAt('2026-05-05T09:00:00Z');
    expect(shown().filter((title) => /Bandicoot/.test(title))).toEqual([]);
  });

  it('stays empty where people want a note or nothing on such a day', async () => {
    await ask('follow quokka confirm:yes');
    await ask('digest size 1 empty note');
    for (const n of [1, 2]) await arrive(`Quokka ${n}`);
    await digestAt('2026-05-04T09:00:00Z');
    shown();
    await digestAt('2026-05-05T09:00:00Z');
    expect(shown()).toEqual(['No new papers for Tue 5 May 2026']);
  });
});

it('begins with the best of the last month where the first morning has nothing new', async () => {
  for (const n of [1, 2, 3, 4]) await arrive(`Dunnart ${n}`, { published: '2026-04-20' });
  await arrive('An old dunnart', { published: '2020-01-01' });
  await ask('follow dunnart confirm:yes');
  await digestAt('2026-05-04T09:00:00Z');
  const [title, ...papers] = shown();
  expect(title).toBe('The best of the last month for Mon 4 May 2026');
  expect(papers).toHaveLength(3);
  expect(papers).not.toContain('An old dunnart');
});

describe('digest mode', () => {
  const abstract =
    'We propose a method. It works well on every benchmark that we tried, at half of the cost.';
  const textsAfter = async (mode: string, date: string) => {
    await ask(`digest mode ${mode}`);
    await arrive(`A wombat on ${date}`, { abstract });
    await digestAt(`${date}T09:00:00Z`);
    const posted = lab.messenger.posted.splice(0);
    return posted.map(
      ({ card, under }) => `${under === undefined ? '' : 'thread '}${JSON.stringify(card.blocks)}`,
    );
  };

  it('says as much of each paper as the channel wants', async () => {
    await ask('follow wombat confirm:yes');
    const [headline, ...noThread] = await textsAfter('headline', '2026-05-04');
    expect(headline).not.toContain('half of the cost');
    expect(noThread).toEqual([]);
    const [short, thread] = await textsAfter('short', '2026-05-05');
    expect(short).toContain('half of the cost');
    expect(short).not.toContain('We propose a method.');
    expect(thread).toMatch(/^thread .*We propose a method\./);
    const full = await textsAfter('full', '2026-05-06');
    expect(full).toHaveLength(1);
    expect(full[0]).toContain(abstract);
  });

  it('puts three abstracts into a message, so that none is cut to a line', async () => {
    await ask('follow wombat confirm:yes');
    await ask('digest mode full');
    for (const n of [1, 2, 3, 4, 5, 6, 7]) await arrive(`Wombat ${n}`, { abstract });
    await digestAt('2026-05-04T09:00:00Z');
    const counts = lab.messenger.posted.map(
      ({ card }) => card.blocks.flatMap((block) => (block.kind === 'entries' ? block.entries : [])).length,
    );
    expect(counts).toEqual([3, 3, 1]);
  });

  it('is said, changed back and refused in words', async () => {
    expect(await words('digest mode headlines')).toContain('Digests have titles and facts only now.');
    expect(await words('digest')).toContain('headline: titles and facts only');
    expect(await words('digest full')).toContain('Digests have the abstract of each paper now.');
    await expect(words('digest mode tiny')).rejects.toThrow('How much should a digest say of each paper?');
  });
});
