import { expect, test } from 'vitest';
import { allCommands } from '../../../../src/commands/all-commands.ts';
import { createRouter } from '../../../../src/commands/router.ts';
import type { Place } from '../../../../src/topics/place.ts';
import { flatten } from '../../../support/doubles/discord/check-message.ts';
import { answered, buttonId, shown, startDiscord } from '../../../support/doubles/discord/start-discord.ts';
import { createLab, type LabOptions, paperAbout, useLabStore } from '../../../support/fakes/digest-lab.ts';
import { sampleCorpus } from '../../../support/fixtures/sample-papers.ts';

const labStore = useLabStore();

const ada = '700000000000000001';
const denySend = { id: '', type: 0 as const, allow: '0', deny: String(1n << 11n) };

/** The whole bot on Discord's double, and a channel with a digest that could not be posted. */
async function stopped() {
  const options: { -readonly [Key in keyof LabOptions]: LabOptions[Key] } = {};
  const lab = createLab(labStore(), options);
  const corpus = { ...sampleCorpus([]), pages: [], warnings: [], rejects: [] };
  const router = createRouter({
    commands: allCommands({ corpus, services: { corpus, open: async () => lab.deps } }),
    index: lab.deps.index,
    clock: lab.clock,
    followed: async () => [],
  });
  const setup = await startDiscord({ router });
  options.platform = setup.discord.messenger;
  const { double, guild, channel } = setup;
  double.world.guilds.set(guild.id, { ...guild, owner_id: ada, members: { [ada]: [], '8': [] } });
  const place: Place = { platform: 'discord', workspace: guild.id, channel: channel.id };
  await lab.follow(place, ['red'], { owner: ada });
  await lab.arrive(paperAbout('red', 'r1'));
  channel.permission_overwrites = [{ ...denySend, id: guild.id }];
  double.fault({
    method: 'POST',
    path: /messages$/,
    when: 'before',
    answer: { status: 403, body: { code: 50013, message: 'Missing Permissions' } },
  });
  lab.at('2026-05-04T09:05Z');
  await lab.tick();
  const dm = [...double.world.channels.values()].find(({ type }) => type === 1);
  const [news] = double.world.in(dm?.id ?? '');
  return { ...setup, lab, place, dm: dm?.id ?? '', news };
}

test('the owner is told which channel and server it is, and resumes its digest from the direct message', async () => {
  const { double, lab, guild, channel, place, dm, news, ...setup } = await stopped();
  const text = flatten(news?.components as never)
    .map(({ content }) => content)
    .join();
  expect(text).toContain(`<#${channel.id}> on Lab`);
  expect(text.replace(`<#${channel.id}>`, '')).not.toMatch(/\d{5}/);
  expect((await lab.store.place(place))?.stopped).toBeDefined();

  channel.permission_overwrites = [];
  const id = buttonId({ message: news } as never, 'Resume');
  const press = await answered({ double }, double.press(news as never, id, { channel: dm, user: ada }));
  expect(shown(press)).not.toContain('no such channel');
  expect((await lab.store.place(place))?.stopped).toBeUndefined();
  await lab.tick();
  const [said, digest] = double.world.in(channel.id).map(({ components }) => JSON.stringify(components));
  expect(said).toContain('resumed the digest.');
  expect(digest).toContain('On red r1');
  expect(setup.bugs).toEqual([]);
});

test('nobody resumes it from a direct message who may not change the channel', async () => {
  const { double, lab, place, news } = await stopped();
  const id = buttonId({ message: news } as never, 'Resume');
  const dm = double.world.addChannel({ type: 1 });
  await answered({ double }, double.press(news as never, id, { channel: dm.id, user: '8' }));
  expect((await lab.store.place(place))?.stopped).toBeDefined();
});
