import { decodeHTML } from 'entities';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createInteract } from '../../../../adapters/web/interact/lines.ts';
import type { Skin } from '../../../../adapters/web/skin.ts';
import { createWorkspace } from '../../../../adapters/web/workspace.ts';
import { createSkins } from '../../../../src/app/compose/skins.ts';
import { seedCore } from '../../../support/fakes/seed-core.ts';

const channels = [
  { id: 'CPAPERS', name: 'papers', about: '' },
  { id: 'DYOU', name: 'Paperboy', about: '' },
];

let core: Awaited<ReturnType<typeof seedCore>>;
beforeAll(async () => {
  core = await seedCore();
});
afterAll(() => core.end());

function open() {
  const workspace = createWorkspace(channels, { now: () => 0 });
  const skins = createSkins(() => core.router.commands);
  const onBug = (error: unknown) => {
    throw error;
  };
  const interact = createInteract({
    router: core.router,
    workspace,
    skins,
    zone: 'UTC',
    fieldsOf: async () => ({}),
    onBug,
  });
  const [slack, discord] = skins as [Skin, Skin];
  /** The press of the button with a label, on the last message that has it. */
  const pressOf = (skin: Skin, label: string) => {
    for (const message of workspace.list('CPAPERS').toReversed()) {
      if (message.shown === undefined) continue;
      const html = skin.html(skin.payload(message.shown), { zone: 'UTC', channelName: (id) => id });
      const [, press] = new RegExp(`data-press="([^"]+)"[^>]*>${label}<`).exec(html) ?? [];
      if (press !== undefined)
        return {
          message,
          press: decodeHTML(press),
        };
    }
    throw new Error(`no button ${label}`);
  };
  return { workspace, interact, slack, discord, pressOf };
}

it('answers a command to the person alone', async () => {
  const { workspace, interact, slack } = open();
  await interact.say('CPAPERS', '/papers search long context', slack);
  const [question, answer] = workspace.list('CPAPERS');
  expect([question?.typed, question?.isPrivate]).toEqual(['/papers search long context', true]);
  expect(answer).toMatchObject({ isPrivate: true, shown: { isShareable: true } });
});

it('answers plain words in a thread, and in a direct message below them', async () => {
  const { workspace, interact, slack } = open();
  const { thread } = await interact.say('CPAPERS', 'long context', slack);
  expect(workspace.list('CPAPERS').map(({ typed }) => typed)).toEqual(['@Paperboy long context']);
  expect(workspace.list('CPAPERS', thread)).toHaveLength(1);
  expect(await interact.say('DYOU', 'long context', slack)).toEqual({});
  expect(workspace.list('DYOU').map(({ isPrivate }) => isPrivate)).toEqual([undefined, undefined]);
});

it.each(['slack', 'discord'] as const)('shows the next page in place of the first, as %s', async (name) => {
  const { workspace, interact, pressOf, ...skins } = open();
  await interact.say('CPAPERS', '/papers search reasoning', skins[name]);
  const { message, press } = pressOf(skins[name], 'Next page');
  await interact.press(message, press, skins[name]);
  expect(workspace.list('CPAPERS')).toHaveLength(2);
  expect(workspace.find(message.id)?.shown?.card).not.toEqual(message.shown?.card);
});

it.each(['slack', 'discord'] as const)('shares a private answer with everyone, as %s', async (name) => {
  const { workspace, interact, pressOf, ...skins } = open();
  await interact.say('CPAPERS', '/papers search reasoning', skins[name]);
  const { message, press } = pressOf(skins[name], 'Share in channel');
  await interact.press(message, press, skins[name]);
  expect(workspace.find(message.id)).toBeUndefined();
  expect(workspace.list('CPAPERS').at(-1)).toMatchObject({ shown: { isShareable: false } });
  expect(workspace.list('CPAPERS').at(-1)?.isPrivate).toBeUndefined();
});

it.each(['slack', 'discord'] as const)('opens the form of a bare command, as %s', async (name) => {
  const { interact, ...skins } = open();
  const { form } = await interact.say('CPAPERS', '/papers follow', skins[name]);
  expect(form).toContain('data-command="follow"');
  expect(form).toContain('name="topic"');
});

it('says in the form what is wrong, and posts nothing', async () => {
  const { workspace, interact } = open();
  expect((await interact.submit('CPAPERS', 'search', { query: ' ' })).problem).toBe(
    'Choose or type something.',
  );
  expect((await interact.submit('CPAPERS', 'search', { query: 'x', size: 'many' })).problem).toContain(
    'size',
  );
  expect(workspace.list('CPAPERS')).toEqual([]);
});

it('says that a button is too old', async () => {
  const { workspace, interact, discord } = open();
  const message = workspace.post({ channel: 'CPAPERS', typed: 'x' });
  expect((await interact.press(message, 'nonsense', discord)).problem).toBe('This button is too old.');
});
