import { describe, expect, it } from 'vitest';
import { useCommandLab } from '../../support/fakes/command-lab.ts';

const lab = useCommandLab();
const titles = async (line: string) => (await lab.ask(line)).papers.map(({ title }) => title);

describe('new papers', () => {
  it('are those that came in since yesterday, the newest first', async () => {
    lab.clock.at = Date.parse('2026-05-08T06:00:00Z');
    expect(await lab.words('new')).toContain('Nothing new came in since Thu 7 May.');
    lab.clock.at = Date.parse('2026-05-09T06:00:00Z');
    await lab.arrive('A kiwi');
    lab.clock.at = Date.parse('2026-05-10T06:00:00Z');
    await lab.arrive('A kea');
    expect(await titles('new')).toEqual(['A kea', 'A kiwi']);
    expect(await titles('new today')).toEqual(['A kea']);
    lab.clock.at = Date.parse('2026-05-11T06:00:00Z');
    expect(await titles('new')).toEqual(['A kea']);
    expect(await titles('new this week')).toEqual(['A kea', 'A kiwi']);
    expect(await lab.words('new page:2')).toContain('Only 1 paper came in');
  });
  it('are on a subject, with words', async () => {
    expect((await lab.ask('new quantization')).card.title).toContain('quantization');
  });
});
