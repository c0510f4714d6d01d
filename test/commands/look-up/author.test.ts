import { expect, it } from 'vitest';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();

it('shows the papers from an organisation where nobody has the name', async () => {
  await lab.arrive('Reefs', {
    organization: { name: 'Wombat Labs', handle: 'wombat-labs' },
    authors: ['Ed Emu'],
  });
  const { card } = await lab.ask('papers by Wombat Labs');
  expect(card.title).toBe('Papers from Wombat Labs');
  expect(JSON.stringify(card)).toContain('follow topic:\\"org:');
  expect((await lab.ask('something by Wombat Labs on reefs')).card.title).toBe('Nothing found');
  expect(JSON.stringify((await lab.ask('something by Wombat Labs on reefs')).card)).toContain(
    'Papers from Wombat Labs',
  );
});

it('shows the papers of a person, the newest first, and offers to follow', async () => {
  await lab.arrive('First steps', { authors: ['Ada Wombat'], published: '2026-01-02' });
  await lab.arrive('Second steps', { authors: ['Bob Quoll', 'Ada Wombat'], published: '2026-03-02' });
  for (const line of ['author Ada Wombat', 'author wombat', 'papers by Ada Wombat', 'author "Ada Wombat"']) {
    const { papers, card } = await lab.ask(line);
    expect(
      papers.map(({ title }) => title),
      line,
    ).toEqual(['Second steps', 'First steps']);
    expect(JSON.stringify(card)).toContain('"label":"Follow"');
  }
  await lab.ask('follow author:"Ada Wombat" confirm:yes');
  expect(await lab.words('author nobody at all')).toContain('I know no paper by “nobody at all”.');
  expect((await lab.ask('by the numbers')).card.title).toContain('Search');
});
