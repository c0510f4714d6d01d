import { describe, expect, test } from 'vitest';
import { createIds, renderButton } from '../../../../adapters/discord/render/buttons.ts';
import type { Interaction } from '../../../support/doubles/discord/interactions.ts';
import { createMemoryButtonLines } from '../../../support/doubles/discord/memory-button-lines.ts';
import { answerOf } from '../../../support/doubles/discord/sample-router.ts';
import {
  answered,
  buttonId,
  isPrivate,
  type Started,
  shown,
  startDiscord,
} from '../../../support/doubles/discord/start-discord.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';

describe('commands', () => {
  test('a look-up is answered at once, in private, with a button to share it', async () => {
    const setup = await startDiscord();
    const asked = await answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
    expect(asked.response).toMatchObject({ type: 4 });
    expect(isPrivate(asked)).toBe(true);
    expect(shown(asked)).toContain('Found mamba 1');
    expect(setup.router.callers[0]).toMatchObject({
      place: { platform: 'discord', workspace: setup.guild.id, channel: setup.channel.id },
      person: { id: '700000000000000001', name: 'Ada' },
    });
    const share = setup.double.press(asked.message as never, buttonId(asked, 'Share in channel'), setup.who);
    const ran = setup.router.callers.length;
    await answered(setup, share);
    // What is shared is what was seen: nothing runs.
    expect(setup.router.callers).toHaveLength(ran);
    expect(shown(share)).not.toContain('Share in channel');
    expect(isPrivate(share)).toBe(false);
    expect(shown(share)).toContain('Found mamba 1');
  });

  test('a slow answer is deferred in time, and public if the command’s audience is the place', async () => {
    const setup = await startDiscord({ deferAfterMs: 20 });
    const asked = setup.double.command('papers shout', { what: 'slowly' }, setup.who);
    await setup.double.until(() => asked.response);
    expect(asked.response).toMatchObject({ type: 5, data: { flags: 0 } });
    setup.router.finish(answerOf('At last'));
    await answered(setup, asked);
    expect(shown(asked)).toContain('At last');
  });

  test('a mistake is shown in private, even after a public answer was deferred', async () => {
    const setup = await startDiscord({ deferAfterMs: 20 });
    const quick = await answered(setup, setup.double.command('papers shout', { what: 'wrong' }, setup.who));
    expect(isPrivate(quick)).toBe(true);
    const slow = setup.double.command('papers shout', { what: 'slowly wrong' }, setup.who);
    await setup.double.until(() => slow.response);
    setup.router.finish(answerOf('never'));
    await answered(setup, slow);
    expect(slow.message).toBeUndefined();
    expect(isPrivate(slow)).toBe(true);
    expect(JSON.stringify(slow.followUps[0]?.components)).toContain('Slowly wrong.');
  });

  test('a mistake comes with suggestions, a bug with the id of its incident and nothing else', async () => {
    const setup = await startDiscord();
    const wrong = await answered(setup, setup.double.command('papers look', { words: 'wrong' }, setup.who));
    expect(buttonId(wrong, 'look right')).toBe('=look right');
    expect(setup.bugs).toEqual([]);
    const crash = await answered(setup, setup.double.command('papers look', { words: 'crash' }, setup.who));
    expect(shown(crash)).toContain('incident-1');
    expect(shown(crash)).not.toContain('secret');
    expect(isPrivate(crash)).toBe(true);
  });

  test('suggestions are at most 25 choices of at most 100 characters, and none after an error', async () => {
    const setup = await startDiscord();
    const typing = await answered(
      setup,
      setup.double.type('papers look', { words: 'mam' }, 'words', setup.who),
    );
    const choices = typing.response?.data?.['choices'] as { name: string; value: string }[];
    expect(choices).toHaveLength(25);
    for (const { name, value } of choices)
      expect(Math.max(name.length, value.length)).toBeLessThanOrEqual(100);
    const trouble = await answered(
      setup,
      setup.double.type('papers look', { words: 'crash' }, 'words', setup.who),
    );
    expect(trouble.response?.data).toEqual({ choices: [] });
  });

  test('everyone may change things in direct messages; on a server, who manages it or may use the command', async () => {
    const setup = await startDiscord();
    const dm = setup.double.world.addChannel({ type: 1 });
    const ask = async (line: string, who: Parameters<typeof setup.double.command>[2]) =>
      shown(await answered(setup, setup.double.command(line, { at: '09:00' }, who)));
    expect(await ask('papers-admin digest', { channel: dm.id })).toContain('Digest at 09:00');
    expect(await ask('papers-admin digest', setup.who)).toContain('Digest at 09:00');
    expect(await ask('papers digest', setup.who)).toContain('Not you');
    expect(await ask('papers digest', setup.manager)).toContain('Digest at 09:00');
    expect(await ask('papers digest', { ...setup.manager, installed: [1] })).toContain('Not you');
  });
});

test('a verb and the words after it, which Discord has in two options, are one text', async () => {
  const setup = await startDiscord();
  const ask = async (values: Record<string, string>) =>
    shown(await answered(setup, setup.double.command('papers-admin digest', values, setup.manager)));
  expect(await ask({ do: 'skip', dates: 'tomorrow' })).toContain('Digest do skip tomorrow');
  expect(await ask({ do: 'resume' })).toContain('Digest do resume');
});

test('a button for a form opens it, filled with its line', async () => {
  const setup = await startDiscord();
  const idOf = createIds(createMemoryButtonLines());
  const line = 'digest at:"09:30" size:7';
  const { custom_id } = renderButton({ label: 'Change', line, form: true }, idOf);
  const shownTo = await answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
  const press = setup.double.press(shownTo.message as never, custom_id, setup.who);
  await setup.double.until(() => press.response);
  expect(press.response).toMatchObject({ type: 9 });
  expect(JSON.stringify(press.response?.data)).toMatch(/"value":"09:30".*"value":"7"/);
});

test('in direct messages answers stay, as nobody else sees them', async () => {
  const setup = await startDiscord();
  const dm = setup.double.world.addChannel({ type: 1 });
  const asked = await answered(
    setup,
    setup.double.command('papers look', { words: 'mamba' }, { channel: dm.id }),
  );
  expect(isPrivate(asked)).toBe(false);
  expect(shown(asked)).not.toContain('Share in channel');
});

test('a thread stands for its channel, unless it has a digest of its own or is private', async () => {
  const own = new Set<string>();
  const setup = await startDiscord({ hasDigest: async ({ channel }) => own.has(channel) });
  const { double, guild, channel, router, manager } = setup;
  const forum = double.world.addChannel({ guild_id: guild.id, type: 15 });
  const news = double.world.addChannel({ guild_id: guild.id, type: 5 });
  const voice = double.world.addChannel({ guild_id: guild.id, type: 2 });
  const thread = (parent: string, type = 11) =>
    double.world.addChannel({ guild_id: guild.id, type, parent_id: parent }).id;
  const [details, post, newsThread] = [thread(channel.id), thread(forum.id), thread(news.id, 10)];
  const [secret, followed] = [thread(channel.id, 12), thread(channel.id)];
  own.add(followed);
  const placeIn = async (id: string, more: object = {}) => {
    await answered(
      setup,
      double.command('papers look', { words: 'mamba' }, { ...manager, channel: id, ...more }),
    );
    return router.callers.at(-1)?.place.channel;
  };
  expect(await placeIn(details)).toBe(channel.id);
  expect(await placeIn(details, { parent: false })).toBe(channel.id);
  expect(await placeIn(post)).toBe(forum.id);
  expect(await placeIn(newsThread)).toBe(news.id);
  expect(await placeIn(secret)).toBe(secret);
  expect(await placeIn(followed)).toBe(followed);
  for (const id of [forum.id, news.id, voice.id]) expect(await placeIn(id)).toBe(id);
});

test('an answer that comes after the 15 minutes of its token is logged, and nothing else happens', async () => {
  let late = 0;
  const log = collectLog();
  const setup = await startDiscord({ deferAfterMs: 20, logger: log }, { now: () => Date.now() + late });
  const asked = setup.double.command('papers shout', { what: 'slowly' }, setup.who);
  await setup.double.until(() => asked.response);
  late = 15 * 60_000 + 1_000;
  setup.router.finish(answerOf('Too late'));
  await setup.double.until(() => log.lines.some(({ message }) => message.includes('was not answered')));
  expect(asked.message).toBeUndefined();
  expect(JSON.stringify(log.lines)).not.toContain(asked.token);
  // Discord's 401 is about that token, not about the bot's.
  const next = await answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
  expect(shown(next)).toContain('Found mamba 1');
  expect(setup.stopped).toEqual([]);
});

test('a server’s own settings decide who may change things, by button and form too', async () => {
  const setup = await startDiscord();
  const submit = async (who: Parameters<typeof setup.double.submit>[2]) =>
    shown(await answered(setup, setup.double.submit('~digest', { at: '09:00' }, who)));
  const { double, guild, who } = setup;
  expect(await submit(who)).toContain('Not you');
  const curators = { ...who, guild: double.world.addGuild().id, roles: ['77'] };
  double.commandPermissions.set(curators.guild, [{ id: '77', type: 1, permission: true }]);
  expect(await submit(curators)).toContain('Digest at 09:00');
  const excluded = { ...curators, guild: double.world.addGuild().id };
  double.commandPermissions.set(excluded.guild, [
    { id: '77', type: 1, permission: true },
    { id: '700000000000000001', type: 2, permission: false },
  ]);
  expect(await submit(excluded)).toContain('Not you');
  expect(guild.id).not.toBe(excluded.guild);
});

describe('buttons', () => {
  const open = async (setup: Started) =>
    answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
  const press = (setup: Started, from: Interaction, label: string) =>
    answered(setup, setup.double.press(from.message as never, buttonId(from, label), setup.who));

  test('the next page replaces a private answer', async () => {
    const setup = await startDiscord();
    const first = await open(setup);
    const next = await press(setup, first, 'Next page');
    expect(next.response?.type).toBe(7);
    expect(JSON.stringify(first.message?.components)).toContain('Found mamba 2');
  });

  test('another command is answered in a message of its own', async () => {
    const setup = await startDiscord();
    const other = await press(setup, await open(setup), 'Other');
    expect(other.response?.type).toBe(4);
    expect(isPrivate(other)).toBe(false);
  });

  test('a line too long for a custom_id is kept under a short id', async () => {
    const lines = createMemoryButtonLines();
    const setup = await startDiscord({ lines });
    const first = await open(setup);
    expect(buttonId(first, 'Long')).toMatch(/^=#[a-z0-9]+$/);
    expect(JSON.stringify((await press(setup, first, 'Long')).source?.components)).toContain(
      'Found long long',
    );
  });

  test('a button whose line is not kept any more, or that is not the bot’s, is too old', async () => {
    const setup = await startDiscord();
    const first = await open(setup);
    const old = await answered(setup, setup.double.press(first.message as never, '=#forgotten', setup.who));
    expect(shown(old)).toContain('too old');
    const foreign = await answered(setup, setup.double.press(first.message as never, 'vote:1', setup.who));
    expect(shown(foreign)).toContain('too old');
  });

  test('a menu runs the chosen line', async () => {
    const setup = await startDiscord();
    const first = await open(setup);
    const chosen = await answered(
      setup,
      setup.double.choose(first.message as never, ':Similar', '=shout chosen', setup.who),
    );
    expect(shown(chosen)).toContain('chosen');
  });
});

describe('forms', () => {
  test('a bare command opens its form, and submitting the form runs the line', async () => {
    const setup = await startDiscord();
    const bare = await answered(setup, setup.double.command('papers-admin digest', {}, setup.manager));
    expect(bare.response?.type).toBe(9);
    const formId = String(bare.response?.data?.['custom_id']);
    expect(bare.response?.data?.['components']).toHaveLength(3);
    const sent = await answered(
      setup,
      setup.double.submit(formId, { at: '09:00', size: '', empty: 'note' }, setup.manager),
    );
    expect(shown(sent)).toContain('Digest at 09:00');
  });

  test('a form opens with the present values', async () => {
    const setup = await startDiscord({
      fieldsOf: async (command) => ({ at: `present ${command}`, empty: 'note' }),
    });
    const bare = await answered(setup, setup.double.command('papers-admin digest', {}, setup.manager));
    expect(JSON.stringify(bare.response?.data)).toContain('"value":"present digest"');
    expect(JSON.stringify(bare.response?.data)).toContain(
      '{"label":"A short note","value":"note","default":true}',
    );
  });

  test('after a mistake in a form, a button opens it again with what was typed', async () => {
    const setup = await startDiscord();
    const sent = await answered(
      setup,
      setup.double.submit('~digest', { at: '25:00', size: '7' }, setup.manager),
    );
    expect(shown(sent)).toContain('No such hour.');
    const again = await answered(
      setup,
      setup.double.press(sent.message as never, buttonId(sent, 'Change'), setup.manager),
    );
    expect(again.response?.type).toBe(9);
    expect(JSON.stringify(again.response?.data)).toContain('25:00');
  });
});

describe('find related papers', () => {
  test.each([
    ['see https://arxiv.org/abs/2405.12345v2 now', 'Like 2405.12345'],
    ['see arxiv.org/pdf/9999.12345: attention OR not?', 'Results for see'],
    ['What about -state space models?', 'Results for What about state space models'],
    ['🎉', 'no words'],
  ])('%s', async (content, title) => {
    const setup = await startDiscord();
    const message = setup.double.world.say(setup.channel.id, { content });
    const asked = await answered(setup, setup.double.menuCommand('Find related papers', message, setup.who));
    expect(shown(asked)).toContain(title);
    expect(isPrivate(asked)).toBe(true);
  });
});

describe('what one may not do', () => {
  test('is not offered again by a form; what was filled in wrong is', async () => {
    const setup = await startDiscord();
    const submit = async (at: string, who: Parameters<typeof setup.double.submit>[2]) =>
      shown(await answered(setup, setup.double.submit('~digest', { at }, who)));
    const refused = await submit('09:00', setup.who);
    expect(refused).toContain('Not you');
    expect(refused).not.toContain('"Change"');
    expect(await submit('25:00', setup.manager)).toContain('"Change"');
  });

  test('what changed something has no button to share it', async () => {
    const setup = await startDiscord();
    const asked = setup.double.command('papers-admin digest', { at: '09:00' }, setup.manager);
    expect(shown(await answered(setup, asked))).not.toContain('Share in channel');
  });
});
