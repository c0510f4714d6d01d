import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../adapters/console/render/message.ts';
import { commandGroups } from '../../src/commands/help.ts';
import { useCommandLab } from '../support/fakes/command-lab.ts';

const lab = useCommandLab();

describe('help', () => {
  it('fits into a terminal of 24 rows and 80 columns', async () => {
    const { card } = await lab.ask('help');
    expect(renderMessage(card, { width: 80, color: false }).text.split('\n').length).toBeLessThanOrEqual(22);
  });
  it('names each command once, in a group', () => {
    const named = Object.values(commandGroups).flat();
    expect(named.toSorted()).toEqual(lab.router.commands.map(({ name }) => name).toSorted());
  });
  it('shows what to try, and all of it works', async () => {
    await lab.ask('search scaling laws');
    await lab.ask('follow mixture of experts confirm:yes');
    const { card } = await lab.ask('help');
    const lines = JSON.stringify(card).match(/(?<="kind":"command","line":")[^"]+/g) ?? [];
    expect(lines.length).toBeGreaterThan(6);
    for (const line of lines.filter((each) => each !== 'save 2')) await lab.ask(line);
  });
  it('explains a command by examples and what it takes, and the queries', async () => {
    expect(await lab.words('help digest')).toContain('pause until next monday');
    expect(await lab.words('help filters')).toContain('year:2024');
    expect((await lab.mistake('help frobnicate')).code).toBe('unknown-command');
  });
});
