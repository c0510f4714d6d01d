import { expect, it } from 'vitest';
import { plainText } from '../../../src/cards/builders.ts';
import { homeCard } from '../../../src/commands/digests/home-card.ts';
import { allRights } from '../../../src/commands/place-handle.ts';
import { UserError } from '../../../src/errors.ts';
import type { Rights } from '../../../src/ports/rights.ts';
import { useCommandLab } from '../../support/fakes/command-lab.ts';
import { sampleCaller } from '../../support/fixtures/sample-caller.ts';

const lab = useCommandLab();

it('shows only channels that the person may see and that follow something, each by its name', async () => {
  const at = (channel: string) => sampleCaller({ place: { platform: 'slack', workspace: 'home', channel } });
  for (const channel of ['C1', 'G1', 'G2', 'D1'])
    await lab.ask(`follow about ${channel} confirm:yes`, at(channel));
  // It follows nothing.
  await lab.ask('digest size 3', at('C2'));
  const shown = async (mayRead: Rights['mayRead']) => {
    const caller = { ...at('U1'), rights: { ...allRights, mayRead } };
    return JSON.stringify(await homeCard(caller, lab.services as never));
  };
  const ofMember = await shown(async (_, { channel }) => channel !== 'G1' && channel !== 'D1');
  expect(ofMember).toContain('2 channels with a digest');
  for (const [channel, isShown] of Object.entries({ C1: true, G2: true, G1: false, D1: false, C2: false }))
    expect(ofMember.includes(`about ${channel}`) || ofMember.includes(`"${channel}"`), channel).toBe(isShown);
  expect(ofMember).toContain('"kind":"channel","id":"C1"');
  expect(ofMember).not.toContain('Channel C1');
  expect(await shown(async () => false)).toContain('I follow nothing yet');
  // Where the platform does not answer, nothing is shown.
  const unknown = await shown(async (_, { channel }) => {
    if (channel === 'G1') throw new UserError('unknown-right', 'Who?', 'Later.');
    return channel === 'C1';
  });
  expect(unknown).toContain('1 channel with a digest');
});

it('shows what the person saved wherever the person may see it, the last first, and nobody else’s', async () => {
  const at = (channel: string, id: string) =>
    sampleCaller({ place: { platform: 'slack', workspace: 'saves', channel }, person: { id, name: id } });
  for (const channel of ['C1', 'G1']) await lab.ask('digest size 3', at(channel, 'ada'));
  await lab.ask('save QuIP#', at('C1', 'ada'));
  lab.clock.at += 60_000;
  await lab.ask('save Give Me BF16', at('D1', 'ada'));
  await lab.ask('save ViG', at('G1', 'ada'));
  await lab.ask('save A2Q', at('C1', 'bob'));
  const mayRead: Rights['mayRead'] = async (_, { channel }) => channel !== 'G1';
  const card = await homeCard(
    { ...at('D1', 'ada'), rights: { ...allRights, mayRead } },
    lab.services as never,
  );
  const [saved] = card.blocks.slice(
    card.blocks.findIndex((block) => block.kind === 'heading' && block.text === 'Saved by you') + 1,
  );
  const titles = saved?.kind === 'entries' ? saved.entries.map(({ title }) => plainText(title)) : [];
  expect(titles).toEqual([expect.stringContaining('BF16'), expect.stringContaining('QuIP#')]);
  expect(JSON.stringify(saved)).toContain('"kind":"channel","id":"C1"');
});
