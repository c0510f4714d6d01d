import { expect, it } from 'vitest';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();
const titles = async (line: string) => (await lab.ask(line)).papers.map(({ title }) => title);

it('shows the papers with the most upvotes and saves, of the span or the next longer one', async () => {
  lab.clock.at = Date.parse('2031-05-10T06:00:00Z');
  await lab.arrive('Much loved', { published: '2031-05-09', upvotes: 50 });
  const saved = await lab.arrive('Saved here', { published: '2031-05-08', upvotes: 45 });
  await lab.arrive('Older', { published: '2031-04-20', upvotes: 300 });
  await lab.arrive('Unloved', { published: '2031-05-09' });
  expect(await titles('trending')).toEqual(['Much loved', 'Saved here']);
  expect(await titles('trending month')).toEqual(['Older', 'Much loved', 'Saved here']);
  expect(await titles('popular')).toEqual(['Much loved', 'Saved here']);
  await lab.ask(`save ${saved.id}`);
  expect(await titles('trending this week')).toEqual(['Saved here', 'Much loved']);
  expect(await lab.words('trending')).toContain('saved by 1 person here');
  lab.clock.at = Date.parse('2031-05-25T06:00:00Z');
  expect(await lab.words('trending day')).toContain('Nothing of the past day has upvotes or saves');
});
