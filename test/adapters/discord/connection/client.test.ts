import { describe, expect, test } from 'vitest';
import { createDiscordClient, type DiscordOptions } from '../../../../adapters/discord/connection/client.ts';
import type { Card } from '../../../../src/cards/card.ts';
import { line } from '../../../../src/cards/span.ts';
import { type Answer, type Caller, type Command, defineCommand } from '../../../../src/commands/command.ts';
import { createRouter, type Router } from '../../../../src/commands/router.ts';
import { UserError } from '../../../../src/errors.ts';
import { flatten } from '../../../support/doubles/discord/check-message.ts';
import { type DiscordDouble, token } from '../../../support/doubles/discord/create-discord-double.ts';
import type { Interaction } from '../../../support/doubles/discord/interactions.ts';
import { createMemoryButtonLines } from '../../../support/doubles/discord/memory-button-lines.ts';
import { closeAfter, openDouble } from '../../../support/doubles/discord/open-double.ts';
import { permissions } from '../../../support/doubles/discord/world.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';

const say = (title: string, buttons: readonly [string, string][] = []): Answer => {
  const card: Card = {
    title,
    summary: title,
    tone: 'plain',
    blocks: [
      { kind: 'text', line: line('@everyone *hi*') },
      { kind: 'buttons', buttons: buttons.map(([label, to]) => ({ label, line: to })) },
    ],
  };
  return { card, papers: [], notes: [] };
};

const callers: Caller[] = [];
/** Commands that do one thing each, and one that waits until it is told. */
let finish: (answer: Answer) => void = () => {};
const long = `look words:"${'long '.repeat(30).trim()}"`;

const commands: Command[] = [
  defineCommand({
    name: 'look',
    summary: 'Look something up',
    audience: 'person',
    options: {
      words: { type: 'text', rest: true, required: true, suggests: 'query', help: 'words' },
      page: { type: 'integer', min: 1, max: 9, help: 'page' },
    },
    examples: [],
    async run({ words, page = 1 }, caller) {
      callers.push(caller);
      if (words === 'crash') throw new TypeError('secret inside');
      if (words === 'wrong') throw new UserError('bad', 'That is wrong.', 'Try this.', ['look right']);
      return say(`Found ${words} ${page}`, [
        ['Next page', `look words:${words} page:${page + 1}`],
        ['Long', long],
        ['Other', 'shout hello'],
      ]);
    },
  }),
  defineCommand({
    name: 'shout',
    summary: 'Say it to all',
    audience: 'place',
    options: { what: { type: 'text', rest: true, required: true, help: 'what' } },
    examples: [],
    async run({ what }) {
      if (what === 'wrong') throw new UserError('bad', 'That is wrong.', 'Try this.');
      if (what !== 'slowly' && what !== 'slowly wrong') return say(what);
      return new Promise<Answer>((resolve, reject) => {
        finish =
          what === 'slowly' ? resolve : () => reject(new UserError('bad', 'Slowly wrong.', 'Try this.'));
      });
    },
  }),
  defineCommand({
    name: 'digest',
    summary: 'The daily digest',
    audience: 'person',
    changes: true,
    options: {
      at: { type: 'text', help: 'the hour' },
      size: { type: 'integer', min: 1, max: 50, help: 'papers' },
      empty: { type: 'choice', choices: ['archive', 'note'], help: 'empty days' },
    },
    examples: [],
    async run({ at }, caller) {
      if (!(await caller.mayChange())) throw new UserError('not-allowed', 'Not you.', 'Ask somebody.');
      if (at === '25:00') throw new UserError('bad-time', 'No such hour.', 'Like 09:00');
      return say(`Digest at ${at ?? 'default'}`);
    },
  }),
  defineCommand({
    name: 'similar',
    summary: 'Similar',
    audience: 'person',
    options: { to: { type: 'text', rest: true, required: true, help: 'paper' } },
    examples: [],
    run: async ({ to }) => ({
      ...say(`Like ${to}`),
      ...(to.startsWith('9999') && { card: { ...say('None').card, tone: 'empty' as const } }),
    }),
  }),
  defineCommand({
    name: 'search',
    summary: 'Search',
    audience: 'person',
    options: { query: { type: 'text', rest: true, required: true, help: 'words' } },
    examples: [],
    run: async ({ query }) => say(`Results for ${query}`),
  }),
];

const router: Router = {
  ...createRouter({ commands } as never),
  suggest: async (command, option, typed) => {
    if (typed === 'crash') throw new Error('index down');
    return Array.from({ length: 40 }, (_, i) => ({
      label: `${command} ${option} ${typed} ${i} `.padEnd(150, 'x'),
      value: i === 3 ? 'v'.repeat(101) : `${typed} ${i}`,
    }));
  },
};

const bugs: unknown[] = [];
const gone: (readonly (string | undefined)[])[] = [];
const stopped: string[] = [];

async function connect(
  more: Partial<DiscordOptions> = {},
  prepare: (double: DiscordDouble) => void = () => {},
  heartbeatMs = 41_250,
) {
  for (const list of [bugs, gone, stopped, callers]) list.length = 0;
  const double = await openDouble({ heartbeatMs });
  const guild = double.world.addGuild();
  const channel = double.world.addChannel({ guild_id: guild.id });
  prepare(double);
  const discord = closeAfter(
    createDiscordClient({
      token,
      apiUrl: double.url,
      router,
      lines: createMemoryButtonLines(),
      logger: silentLogger,
      onBug: (error) => `incident-${bugs.push(error)}`,
      onGone: (...place) => gone.push(place),
      onStopped: (reason) => stopped.push(reason),
      ...more,
    }),
  );
  const who = { guild: guild.id, channel: channel.id };
  const manager = { ...who, permissions: permissions.manageGuild };
  return { double, discord, guild, channel, who, manager };
}

type Setup = Awaited<ReturnType<typeof connect>>;
const start = async (more: Partial<DiscordOptions> = {}) => {
  const setup = await connect(more);
  await setup.discord.start();
  return setup;
};
const answered = ({ double }: Setup, interaction: Interaction) =>
  double.until(() => interaction.answeredAfter !== undefined && interaction);
const shown = (interaction: Interaction) =>
  JSON.stringify(interaction.message?.components ?? interaction.followUps);
const idOf = (components: readonly unknown[] | undefined, label: string) =>
  flatten((components ?? []) as never).find((each) => each.label === label)?.custom_id ?? '';
const isPrivate = (interaction: Interaction) =>
  ((interaction.message?.flags ?? interaction.followUps[0]?.flags ?? 0) & 64) !== 0;

describe('commands', () => {
  test('the intents are those of guilds; commands are registered once', async () => {
    const { double, discord } = await start();
    expect(double.gateway.identified).toEqual([{ intents: 1, shard: [0, 1] }]);
    expect(double.registered.size).toBe(1);
    await discord.stop();
    const puts = () => double.calls.filter(({ method }) => method === 'PUT').length;
    expect(puts()).toBe(1);
    const again = closeAfter(
      createDiscordClient({
        token,
        apiUrl: double.url,
        router,
        lines: createMemoryButtonLines(),
        logger: silentLogger,
        onBug: () => '',
        onGone() {},
        onStopped() {},
      }),
    );
    await again.start();
    expect(puts()).toBe(1);
    expect(double.counts.invalid).toBe(0);
  });

  test('a look-up is answered at once and to one person, with a way to share it', async () => {
    const setup = await start();
    const asked = await answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
    expect(asked.response).toMatchObject({ type: 4 });
    expect(isPrivate(asked)).toBe(true);
    expect(shown(asked)).toContain('Found mamba 1');
    expect(callers[0]).toMatchObject({
      place: { platform: 'discord', workspace: setup.guild.id, channel: setup.channel.id },
      person: { id: '700000000000000001', name: 'Ada' },
    });
    const share = setup.double.press(
      asked.message as never,
      idOf(asked.message?.components, 'Share in channel'),
      setup.who,
    );
    await answered(setup, share);
    expect(isPrivate(share)).toBe(false);
    expect(shown(share)).toContain('Found mamba 1');
  });

  test('what takes long is announced in time, as the command’s audience has it', async () => {
    const setup = await start({ deferAfterMs: 20 });
    const asked = setup.double.command('papers shout', { what: 'slowly' }, setup.who);
    await setup.double.until(() => asked.response);
    expect(asked.response).toMatchObject({ type: 5, data: { flags: 0 } });
    finish(say('At last'));
    await answered(setup, asked);
    expect(shown(asked)).toContain('At last');
  });

  test('a mistake is one person’s, even when an answer for all was announced', async () => {
    const setup = await start({ deferAfterMs: 20 });
    const quick = await answered(setup, setup.double.command('papers shout', { what: 'wrong' }, setup.who));
    expect(isPrivate(quick)).toBe(true);
    const slow = setup.double.command('papers shout', { what: 'slowly wrong' }, setup.who);
    await setup.double.until(() => slow.response);
    finish(say('never'));
    await answered(setup, slow);
    expect(slow.message).toBeUndefined();
    expect(isPrivate(slow)).toBe(true);
    expect(JSON.stringify(slow.followUps[0]?.components)).toContain('Slowly wrong.');
  });

  test('a mistake has a way out; a bug has an incident and tells nothing else', async () => {
    const setup = await start();
    const wrong = await answered(setup, setup.double.command('papers look', { words: 'wrong' }, setup.who));
    expect(idOf(wrong.message?.components, 'look right')).toBe('=look right');
    expect(bugs).toEqual([]);
    const crash = await answered(setup, setup.double.command('papers look', { words: 'crash' }, setup.who));
    expect(shown(crash)).toContain('incident-1');
    expect(shown(crash)).not.toContain('secret');
    expect(isPrivate(crash)).toBe(true);
  });

  test('autocomplete: at most 25 choices of at most 100 characters, and none in trouble', async () => {
    const setup = await start();
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

  test('in direct messages everyone may change; on a server those who manage it or may use the command', async () => {
    const setup = await start();
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

test('a server’s own settings say who may change things, by button and form too', async () => {
  const setup = await start();
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
  const open = async (setup: Setup) =>
    answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
  const press = (setup: Setup, from: Interaction, label: string) =>
    answered(
      setup,
      setup.double.press(from.message as never, idOf(from.message?.components, label), setup.who),
    );

  test('the next page takes the place of a private one', async () => {
    const setup = await start();
    const first = await open(setup);
    const next = await press(setup, first, 'Next page');
    expect(next.response?.type).toBe(7);
    expect(JSON.stringify(first.message?.components)).toContain('Found mamba 2');
  });

  test('another command is an answer of its own', async () => {
    const setup = await start();
    const other = await press(setup, await open(setup), 'Other');
    expect(other.response?.type).toBe(4);
    expect(isPrivate(other)).toBe(false);
  });

  test('a line too long for a button works all the same, after a restart too, as long as it is kept', async () => {
    const lines = createMemoryButtonLines();
    const setup = await start({ lines });
    const first = await open(setup);
    expect(idOf(first.message?.components, 'Long')).toMatch(/^=#[a-z0-9]+$/);
    expect(JSON.stringify((await press(setup, first, 'Long')).source?.components)).toContain(
      'Found long long',
    );
  });

  test('a button that nobody remembers says so', async () => {
    const setup = await start();
    const first = await open(setup);
    const old = await answered(setup, setup.double.press(first.message as never, '=#forgotten', setup.who));
    expect(shown(old)).toContain('too old');
    const foreign = await answered(setup, setup.double.press(first.message as never, 'vote:1', setup.who));
    expect(shown(foreign)).toContain('too old');
  });

  test('a menu runs what was chosen', async () => {
    const setup = await start();
    const first = await open(setup);
    const chosen = await answered(
      setup,
      setup.double.choose(first.message as never, ':Similar', '=shout chosen', setup.who),
    );
    expect(shown(chosen)).toContain('chosen');
  });
});

describe('forms', () => {
  test('a bare command opens its form; submitting it is typing the line', async () => {
    const setup = await start();
    const bare = await answered(setup, setup.double.command('papers-admin digest', {}, setup.manager));
    expect(bare.response?.type).toBe(9);
    const custom_id = String(bare.response?.data?.['custom_id']);
    expect(bare.response?.data?.['components']).toHaveLength(3);
    const sent = await answered(
      setup,
      setup.double.submit(custom_id, { at: '09:00', size: '', empty: 'note' }, setup.manager),
    );
    expect(shown(sent)).toContain('Digest at 09:00');
  });

  test('a form opens with what is set at present', async () => {
    const setup = await start({ fieldsOf: async (command) => ({ at: `present ${command}`, empty: 'note' }) });
    const bare = await answered(setup, setup.double.command('papers-admin digest', {}, setup.manager));
    expect(JSON.stringify(bare.response?.data)).toContain('"value":"present digest"');
    expect(JSON.stringify(bare.response?.data)).toContain('{"label":"note","value":"note","default":true}');
  });

  test('what was wrong in a form can be mended in it', async () => {
    const setup = await start();
    const sent = await answered(
      setup,
      setup.double.submit('~digest', { at: '25:00', size: '7' }, setup.manager),
    );
    expect(shown(sent)).toContain('No such hour.');
    const again = await answered(
      setup,
      setup.double.press(sent.message as never, idOf(sent.message?.components, 'Change'), setup.manager),
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
    const setup = await start();
    const message = setup.double.world.say(setup.channel.id, { content });
    const asked = await answered(setup, setup.double.menuCommand('Find related papers', message, setup.who));
    expect(shown(asked)).toContain(title);
    expect(isPrivate(asked)).toBe(true);
  });
});

describe('life', () => {
  test('after a lost connection it resumes, and misses nothing', async () => {
    const setup = await start();
    setup.double.gateway.cut();
    const asked = setup.double.command('papers look', { words: 'mamba' }, setup.who);
    await answered(setup, asked);
    expect(setup.double.gateway.log).toEqual(['connect', 'identify', 'connect', 'resume']);
  });

  test('a connection without a heartbeat is given up, and resumed', async () => {
    const { discord, double } = await connect({}, undefined, 150);
    await discord.start();
    double.gateway.stopHeartbeats();
    await double.until(() => double.gateway.log.includes('resume'));
  });

  test.each([
    ['lost', 'drop'],
    ['500', { status: 500 }],
  ] as const)(
    'a first response whose answer is %s is not given twice, and the answer still comes',
    async (_name, answer) => {
      const setup = await start({ deferAfterMs: 20 });
      setup.double.fault({ method: 'POST', path: /callback$/, when: 'after', answer });
      const asked = setup.double.command('papers shout', { what: 'slowly' }, setup.who);
      await setup.double.until(() => asked.response);
      finish(say('At last'));
      await answered(setup, asked);
      expect(shown(asked)).toContain('At last');
    },
  );

  test('a session that Discord forgot is begun anew', async () => {
    const setup = await start();
    setup.double.gateway.forgetSessions();
    setup.double.gateway.close(4000);
    await setup.double.until(
      () =>
        setup.double.gateway.log.filter((entry) => entry === 'identify').length >= 1 &&
        setup.double.gateway.connected(),
    );
    await answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
  });

  test('what is asked before it stops is answered', async () => {
    const setup = await start({ deferAfterMs: 20 });
    const asked = setup.double.command('papers shout', { what: 'slowly' }, setup.who);
    await setup.double.until(() => asked.response);
    const stopping = setup.discord.stop();
    finish(say('Last words'));
    await stopping;
    expect(shown(asked)).toContain('Last words');
  });

  test('an outage of a server deletes nothing; a removal does', async () => {
    const logger = collectLog();
    const setup = await start({ logger });
    setup.double.gateway.dispatch('GUILD_DELETE', { id: setup.guild.id, unavailable: true });
    await setup.double.until(() =>
      logger.lines.some(({ message }) => message === 'a discord server is unavailable'),
    );
    expect(gone).toEqual([]);
    setup.double.gateway.dispatch('GUILD_CREATE', setup.double.guildPayload(setup.guild.id));
    setup.double.gateway.dispatch('CHANNEL_DELETE', {
      id: setup.channel.id,
      guild_id: setup.guild.id,
      type: 0,
    });
    setup.double.gateway.dispatch('GUILD_DELETE', { id: setup.guild.id });
    await setup.double.until(() => gone.length === 2);
    expect(gone).toEqual([[setup.guild.id, setup.channel.id], [setup.guild.id]]);
  });

  test('a bad token stops it, and says so once', async () => {
    const { discord, double } = await connect({}, (each) => each.revokeToken());
    await expect(discord.start()).rejects.toThrow();
    expect(stopped).toEqual([expect.stringContaining('token')]);
    expect(double.counts.invalid).toBe(1);
  });

  test('a token that is revoked later stops it too', async () => {
    const { double } = await start();
    double.gateway.close(4004);
    await double.until(() => stopped.length > 0);
    expect(stopped).toHaveLength(1);
  });

  test('answers to people go on while posts wait in their queue', async () => {
    const setup = await start();
    const place = { platform: 'discord', workspace: setup.guild.id, channel: setup.channel.id };
    const posts = Array.from({ length: 12 }, (_, i) =>
      setup.discord.messenger
        .send({ place, card: say(`Post ${i}`).card, key: `k${i}` })
        .catch(() => undefined),
    );
    const asked = await answered(setup, setup.double.command('papers look', { words: 'mamba' }, setup.who));
    expect(asked.answeredAfter).toBeLessThan(2_000);
    await Promise.race(posts);
  });
});
