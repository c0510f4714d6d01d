import { beforeEach, describe, expect, test } from 'vitest';
import {
  createInvalidRequestLimit,
  createPostRest,
  type RestLike,
  watchRest,
} from '../../../../adapters/discord/connection/rest.ts';
import { createMessenger, type MessengerOptions } from '../../../../adapters/discord/deliver/messenger.ts';
import { button, card, commandLine, entries, line, list } from '../../../../src/cards/builders.ts';
import type { Messenger, Outgoing } from '../../../../src/ports/messenger.ts';
import { type DiscordDouble, token } from '../../../support/doubles/discord/create-discord-double.ts';
import { createMemoryButtonLines } from '../../../support/doubles/discord/memory-button-lines.ts';
import { openDouble } from '../../../support/doubles/discord/start-discord.ts';
import {
  type Channel,
  channelTypes,
  type Guild,
  invitedPermissions,
  permissions,
} from '../../../support/doubles/discord/world.ts';
import { collectLog } from '../../../support/fakes/collect-log.ts';
import { silentLogger } from '../../../support/fakes/silent-logger.ts';
import { sampleEverything, sampleResults } from '../../../support/fixtures/sample-card.ts';

let now = Date.now();
let double: DiscordDouble;
let guild: Guild;
let unauthorized = 0;

beforeEach(async () => {
  now = Date.now();
  unauthorized = 0;
  double = await openDouble({ now: () => now });
  guild = double.world.addGuild();
});

const addChannel = (fields: Partial<Channel> = {}) =>
  double.world.addChannel({ guild_id: guild.id, ...fields });

function make(options: Partial<MessengerOptions> = {}): Messenger {
  const invalidRequests = options.invalidRequests ?? createInvalidRequestLimit(() => now);
  const rest = createPostRest({ token, apiUrl: double.url });
  watchRest(rest, invalidRequests, () => unauthorized++);
  const defaults = { rest, invalidRequests, lines: createMemoryButtonLines(), logger: silentLogger };
  return createMessenger({ ...defaults, now: () => now, ...options });
}

const outgoing = (channel: Channel, key = 'k1', more: Partial<Outgoing> = {}): Outgoing => ({
  place: { platform: 'discord', workspace: guild.id, channel: channel.id },
  card: sampleResults,
  key,
  ...more,
});

const deny = (permission: bigint) => [
  { id: guild.id, type: 0 as const, allow: '0', deny: '0' },
  { id: double.world.me, type: 1 as const, allow: '0', deny: String(permission) },
];
const problemOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: { name: string; problem: string }) => (error.name === 'DeliveryError' ? error.problem : error),
  );

describe('posting', () => {
  test('a message is posted once per key, however often it is sent', async () => {
    const channel = addChannel();
    const messenger = make();
    const first = await messenger.send(outgoing(channel));
    const second = await messenger.send(outgoing(channel));
    expect(second).toEqual(first);
    expect(double.world.in(channel.id)).toHaveLength(1);
    expect(double.world.in(channel.id)[0]?.body).toMatchObject({
      nonce: 'k1',
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
    });
  });

  test('counts what is below a message, in its thread or in its post', async () => {
    const messenger = make();
    for (const channel of [addChannel(), addChannel({ type: channelTypes.forum })]) {
      const ref = await messenger.send(outgoing(channel, `a${channel.id}`.slice(0, 20)));
      expect(await messenger.repliesTo?.({ place: outgoing(channel).place, ref })).toBe(0);
      await messenger.send(outgoing(channel, `b${channel.id}`.slice(0, 20), { under: ref }));
      now += 11_000;
      expect(await make().repliesTo?.({ place: outgoing(channel).place, ref })).toBe(1);
    }
  });

  test('a chart is a picture where the bot may attach files, else text', async () => {
    const chart = { title: 'Weeks', categories: ['8 May'], series: [{ name: 'red', values: [3] }] };
    const drawn = card({ title: 'Review', summary: 'Review', blocks: list(['red: 3'], chart) });
    const channel = addChannel();
    const messenger = make();
    await messenger.send(outgoing(channel, 'k1', { card: drawn }));
    expect(JSON.stringify(double.world.in(channel.id).at(-1)?.body)).toContain('red: 3');
    const open = double.world.addGuild(invitedPermissions | permissions.attach);
    const inside = double.world.addChannel({ guild_id: open.id });
    const ref = await messenger.send(outgoing(inside, 'k2', { card: drawn }));
    const shown = () => double.world.in(inside.id).at(-1);
    expect(shown()?.attachments.map(({ filename }) => filename)).toEqual(['chart-1.png']);
    await messenger.edit?.({ place: outgoing(inside).place, key: 'k2', ref }, drawn);
    expect(JSON.stringify(shown()?.body)).toContain('attachment://chart-1.png');
  });

  test('details are posted in a thread under the message, which is created once', async () => {
    const channel = addChannel();
    const messenger = make();
    const issue = await messenger.send(outgoing(channel));
    const threadName = 'New papers for Mon 4 May 2026';
    const a = await messenger.send(outgoing(channel, 'd1', { under: issue, threadName }));
    const b = await messenger.send(outgoing(channel, 'd2', { under: issue }));
    expect([a.thread, b.thread]).toEqual([issue.id, issue.id]);
    expect(double.world.in(channel.id)).toHaveLength(1);
    expect(double.world.in(issue.id)).toHaveLength(2);
    expect(double.world.channels.get(issue.id)?.name).toBe(threadName);
  });

  test('a forum gets one post per digest, with a tag if it requires one', async () => {
    const forum = addChannel({
      type: channelTypes.forum,
      flags: 16,
      available_tags: [
        { id: '11', name: 'staff', moderated: true },
        { id: '12', name: 'papers', moderated: false },
      ],
    });
    const messenger = make();
    const issue = await messenger.send(outgoing(forum));
    expect(issue.thread).toBe(issue.id);
    await messenger.send(outgoing(forum, 'd1', { under: issue }));
    expect(double.world.in(issue.id)).toHaveLength(2);
    expect(double.calls.find(({ path }) => path.endsWith('/threads'))?.body).toMatchObject({
      name: sampleResults.title,
      applied_tags: ['12'],
    });
  });

  test('in threads and direct messages, details are replies', async () => {
    const messenger = make();
    for (const channel of [
      addChannel({ type: channelTypes.thread }),
      double.world.addChannel({ type: channelTypes.dm }),
    ]) {
      const issue = await messenger.send(outgoing(channel));
      await messenger.send(outgoing(channel, 'd1', { under: issue }));
      const [, reply] = double.world.in(channel.id);
      expect(reply?.body).toMatchObject({ message_reference: { message_id: issue.id } });
    }
  });

  test('announcements are published and messages silent, if the options say so', async () => {
    const channel = addChannel({ type: channelTypes.announcement });
    const messenger = make({ crosspost: true, silent: true });
    await messenger.send(outgoing(channel));
    await messenger.send(outgoing(channel));
    expect(double.world.in(channel.id)[0]).toMatchObject({ crossposted: true, flags: 32_768 + 4_096 });
  });

  test('a message that Discord finds invalid is sent once more as plain text', async () => {
    const channel = addChannel();
    double.fault({
      method: 'POST',
      path: /messages$/,
      when: 'before',
      answer: { status: 400, body: { code: 50035, message: 'Invalid Form Body' } },
    });
    const logger = collectLog();
    await make({ logger }).send(outgoing(channel));
    const shown = JSON.stringify(double.world.in(channel.id)[0]?.body);
    const urls = JSON.stringify(sampleResults).match(/(?<="url":")[^"]+/g) ?? [];
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) expect(shown).toContain(`(${url})`);
    expect(logger.lines.map(({ message }) => message)).toEqual(['discord refused a message']);
  });
});

describe('after a lost answer', () => {
  const lost = { method: 'POST', path: /messages$/, when: 'after', answer: 'drop' } as const;

  test('it is unknown whether the message was posted, find tells, and nothing is repeated', async () => {
    const channel = addChannel();
    const messenger = make();
    double.fault(lost);
    expect(await problemOf(messenger.send(outgoing(channel)))).toBe('unknown');
    expect(double.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
    const [message] = double.world.in(channel.id);
    const { place } = outgoing(channel);
    expect(await messenger.find({ place, key: 'k1' }, now)).toEqual({ id: message?.id });
    expect(await messenger.find({ place, key: 'k2' }, now)).toBe('absent');
  });

  test.each([500, 502, 503])('status %i leaves it unknown too', async (status) => {
    const channel = addChannel();
    double.fault({ ...lost, answer: { status } });
    expect(await problemOf(make().send(outgoing(channel)))).toBe('unknown');
  });

  test('a forum post is found by its first message, whether active or archived', async () => {
    const forum = addChannel({ type: channelTypes.forum });
    const messenger = make();
    double.fault({ ...lost, path: /threads$/ });
    expect(await problemOf(messenger.send(outgoing(forum)))).toBe('unknown');
    const post = [...double.world.channels.values()].find(({ parent_id }) => parent_id === forum.id);
    const { place } = outgoing(forum);
    expect(await messenger.find({ place, key: 'k1' }, now)).toEqual({ id: post?.id, thread: post?.id });
    Object.assign(post?.thread_metadata ?? {}, { archived: true });
    expect(await messenger.find({ place, key: 'k1' }, now)).toEqual({ id: post?.id, thread: post?.id });
    expect(await messenger.find({ place, key: 'k9' }, now)).toBe('absent');
  });

  test('details are looked for in their thread, and absent if there is none', async () => {
    const channel = addChannel();
    const messenger = make();
    const issue = await messenger.send(outgoing(channel));
    const details = outgoing(channel, 'd1', { under: issue });
    expect(await messenger.find(details, now)).toBe('absent');
    const { id } = await messenger.send(details);
    expect(await messenger.find(details, now)).toEqual({ id, thread: issue.id });
  });

  test('a message is found among a thousand later ones, but the search gives up after 2,000', async () => {
    const channel = addChannel();
    const messenger = make();
    const { id } = await messenger.send(outgoing(channel));
    const { place } = outgoing(channel);
    for (let i = 0; i < 1_000; i++) double.world.say(channel.id, { content: `chat ${i}` });
    expect(await messenger.find({ place, key: 'k1' }, now)).toEqual({ id });
    for (let i = 0; i < 1_500; i++) double.world.say(channel.id, { content: `chat ${i}` });
    expect(await messenger.find({ place, key: 'k2' }, now)).toBe('unknowable');
  });

  test('without Read Message History, the nonce makes it safe for a minute, then it is unknowable', async () => {
    const channel = addChannel({ permission_overwrites: deny(permissions.history) });
    const messenger = make();
    const { place } = outgoing(channel);
    const since = now;
    expect(await messenger.find({ place, key: 'k1' }, since)).toBe('absent');
    now += 120_000;
    expect(await messenger.find({ place, key: 'k1' }, since)).toBe('unknowable');
  });
});

describe('errors', () => {
  test('some need a person’s help, some mean that the channel is gone', async () => {
    const messenger = make();
    const hidden = addChannel({ permission_overwrites: deny(permissions.view) });
    const mute = addChannel({ permission_overwrites: deny(permissions.send) });
    const deleted = addChannel({ gone: true });
    const caught = async (channel: Channel) => messenger.send(outgoing(channel)).catch((error) => error);
    expect(await caught(hidden)).toMatchObject({
      problem: 'gone',
      remedy: expect.stringContaining('View Channel'),
    });
    expect(await caught(mute)).toMatchObject({
      problem: 'gone',
      remedy: expect.stringContaining('Send Messages'),
    });
    expect(await caught(deleted)).toMatchObject({ problem: 'gone', remedy: undefined });
  });

  test('a long 429 is passed on with its delay, a short one is waited for', async () => {
    const channel = addChannel();
    const limited = (seconds: number) => ({
      method: 'POST',
      path: /messages$/,
      when: 'before' as const,
      answer: { status: 429, body: { retry_after: seconds }, headers: { 'retry-after': String(seconds) } },
    });
    double.fault(limited(60));
    const error = await make()
      .send(outgoing(channel))
      .catch((caught) => caught);
    expect(error.problem).toBe('later');
    expect(error.retryAfterMs).toBeGreaterThan(59_000);
    double.fault({ ...limited(0.05) });
    expect(await problemOf(make().send(outgoing(channel)))).toBe('none');
  });

  test('a channel’s own rate limit is kept by the headers of Discord’s answers', async () => {
    const busy = await openDouble({ limits: { perChannel: 2, channelWindowMs: 150 } });
    const channel = busy.world.addChannel({ guild_id: busy.world.addGuild().id });
    const messenger = make({ rest: createPostRest({ token, apiUrl: busy.url }) });
    await messenger.send(outgoing(channel, 'k0'));
    await Promise.all(['k1', 'k2', 'k3', 'k4'].map((key) => messenger.send(outgoing(channel, key))));
    expect(busy.world.in(channel.id)).toHaveLength(5);
    expect(busy.counts.limited).toBe(0);
  });

  test('an invalid token is reported, and nothing is retried with it', async () => {
    const channel = addChannel();
    double.revokeToken();
    const messenger = make();
    expect(await problemOf(messenger.send(outgoing(channel)))).toBe('later');
    expect(await problemOf(messenger.send(outgoing(channel)))).toBe('later');
    expect(unauthorized).toBe(1);
    expect(double.counts.invalid).toBe(1);
  });

  test('without a connection, nothing was sent', async () => {
    const messenger = make({ rest: createPostRest({ token, apiUrl: 'http://127.0.0.1:1/api' }) });
    expect(await problemOf(messenger.send(outgoing(addChannel())))).toBe('later');
  });

  test('invalid requests are counted, and posting pauses long before Discord bans the address', async () => {
    const invalidRequests = createInvalidRequestLimit(() => now, 3);
    const messenger = make({ invalidRequests });
    const mute = addChannel({ permission_overwrites: deny(permissions.send) });
    for (let i = 0; i < 3; i++) expect(await problemOf(messenger.send(outgoing(mute)))).toBe('gone');
    expect(await problemOf(messenger.send(outgoing(mute)))).toBe('later');
    expect(double.counts.invalid).toBe(3);
    expect(invalidRequests.waitMs()).toBe(600_000);
    now += 601_000;
    expect(await problemOf(messenger.send(outgoing(mute)))).toBe('gone');
  });
});

test('preflight names each missing permission and what to do about it', async () => {
  const messenger = make();
  const check = (fields: Partial<Channel>) => {
    const channel = addChannel(fields);
    return messenger.preflight(outgoing(channel).place);
  };
  expect(await check({})).toEqual([]);
  expect(await check({ permission_overwrites: deny(permissions.view) })).toEqual([
    expect.stringContaining('“View Channel”'),
  ]);
  expect(
    await check({ permission_overwrites: deny(permissions.history | permissions.publicThreads) }),
  ).toEqual([
    expect.stringContaining('“Create Public Threads”'),
    expect.stringContaining('“Read Message History”'),
  ]);
  expect(await check({ type: channelTypes.forum, permission_overwrites: deny(permissions.send) })).toEqual([
    expect.stringContaining('“Create Posts”'),
  ]);
  expect(await check({ type: 4 })).toEqual([expect.stringContaining('takes no messages')]);
  expect(await check({ gone: true })).toEqual([expect.stringContaining('can’t see')]);
});

test.each([
  ['Send Messages', channelTypes.text, permissions.send],
  ['Create Posts', channelTypes.forum, permissions.send],
  ['View Channel', channelTypes.text, permissions.view],
] as const)('a post that is refused for want of “%s” says so by its name', async (name, type, bits) => {
  const channel = addChannel({ type, permission_overwrites: deny(bits) });
  const refusal = await make()
    .send(outgoing(channel))
    .catch((error: unknown) => error);
  expect(refusal).toMatchObject({ problem: 'gone' });
  expect((refusal as { remedy: string }).remedy.match(/“[^”]*”/g)).toEqual([`“${name}”`]);
});

describe('where the gateway knows the channel, but not its overwrites', () => {
  const cached = (id: string) => {
    const { type = 0, guild_id = '', parent_id = '' } = double.world.channels.get(id) ?? {};
    return { id, type, guild_id, parent_id };
  };
  const overwrite = (id: string, type: 0 | 1, allowed: bigint, denied: bigint) => ({
    id,
    type,
    allow: String(allowed),
    deny: String(denied),
  });

  test.each([
    ['View Channel', permissions.view],
    ['Send Messages', permissions.send],
    ['Read Message History', permissions.history],
    ['Create Public Threads', permissions.publicThreads],
  ])(
    'preflight tells that %s is denied, to the bot, to its role or to everyone',
    async (name, permission) => {
      for (const [id, type] of [
        [double.world.me, 1],
        [guild.botRoles[0] ?? '', 0],
        [guild.id, 0],
      ] as const) {
        const channel = addChannel({ permission_overwrites: [overwrite(id, type, 0n, permission)] });
        expect(await make({ cached }).preflight(outgoing(channel).place)).toEqual([
          expect.stringContaining(`“${name}”`),
        ]);
      }
    },
  );

  test('preflight knows what only the channel allows', async () => {
    for (const role of guild.roles) role.permissions = '0';
    const channel = addChannel({
      permission_overwrites: [overwrite(double.world.me, 1, invitedPermissions, 0n)],
    });
    expect(await make({ cached }).preflight(outgoing(channel).place)).toEqual([]);
  });

  test('a thread has the overwrites of its parent', async () => {
    const parent = addChannel({ permission_overwrites: deny(permissions.history) });
    const thread = addChannel({ type: channelTypes.thread, parent_id: parent.id });
    const messenger = make({ cached });
    expect(await messenger.preflight(outgoing(thread).place)).toEqual([
      expect.stringContaining('“Read Message History”'),
    ]);
    now += 600_000;
    const { place } = outgoing(thread);
    expect(await messenger.find({ place, key: 'k1' }, now - 300_000)).toBe('unknowable');
  });

  test('a forum whose every tag is for moderators is told before anything is posted', async () => {
    const forum = addChannel({
      type: channelTypes.forum,
      flags: 16,
      available_tags: [{ id: '11', name: 'staff', moderated: true }],
    });
    expect(await make({ cached }).preflight(outgoing(forum).place)).toEqual([
      expect.stringContaining('asks for a tag'),
    ]);
  });

  test.each([channelTypes.text, channelTypes.announcement, channelTypes.forum])(
    'a look-up without Read Message History in a channel of type %i is unknowable',
    async (type) => {
      const channel = addChannel({ type });
      const messenger = make({ cached });
      await messenger.send(outgoing(channel));
      channel.permission_overwrites = deny(permissions.history);
      now += 600_000;
      const { place } = outgoing(channel);
      if (type !== channelTypes.forum)
        expect(await messenger.find({ place, key: 'k1' }, now - 600_000)).toBe('unknowable');
      expect(await messenger.find({ place, key: 'k2' }, now - 600_000)).toBe('unknowable');
    },
  );

  test('an answer without overwrites or roles restricts nothing and allows nothing: it is unknown', async () => {
    const channel = addChannel();
    const { place } = outgoing(channel);
    const bare = (field: string, path: RegExp): RestLike => {
      const rest = createPostRest({ token, apiUrl: double.url });
      const get: RestLike['get'] = async (route, options) => {
        const { [field]: _, ...answer } = (await rest.get(route, options)) as Record<string, unknown>;
        return path.test(route) ? answer : rest.get(route, options);
      };
      return new Proxy(rest, {
        get: (target, name) => (name === 'get' ? get : target[name as 'post'].bind(target)),
      });
    };
    for (const [field, path] of [
      ['permission_overwrites', /^\/channels\/\d+$/],
      ['guild_id', /^\/channels\/\d+$/],
      ['roles', /^\/guilds\/\d+$/],
      ['roles', /members/],
    ] as const) {
      const messenger = make({ cached, rest: bare(field, path) });
      expect(await messenger.preflight(place), field).toEqual([expect.stringContaining('couldn’t check')]);
      now += 600_000;
      expect(await messenger.find({ place, key: 'k1' }, now - 300_000), field).toBe('unknowable');
    }
  });
});

test('permissions of roles add up, and an administrator’s role has all', async () => {
  const messenger = make();
  guild.roles = [
    { id: guild.id, permissions: String(invitedPermissions & ~permissions.send) },
    { id: '5', permissions: String(permissions.send) },
    { id: '6', permissions: String(8n) },
  ];
  const channel = addChannel();
  const { place } = outgoing(channel);
  guild.botRoles = [];
  expect(await messenger.preflight(place)).toHaveLength(1);
  guild.botRoles = ['5'];
  expect(await messenger.preflight(place)).toEqual([]);
  guild.botRoles = ['6'];
  expect(await messenger.preflight(place)).toEqual([]);
});

test('a person is told once, and closed direct messages are reported', async () => {
  const messenger = make();
  await messenger.tell(guild.id, '42', sampleEverything);
  await messenger.tell(guild.id, '42', sampleEverything);
  const dm = [...double.world.channels.values()].find(({ recipient }) => recipient === '42');
  expect(double.world.in(dm?.id ?? '')).toHaveLength(1);
  double.channels.closedDms.add('43');
  await expect(messenger.tell(guild.id, '43', sampleEverything)).rejects.toMatchObject({
    problem: 'gone',
    remedy: expect.stringContaining('direct messages'),
  });
});

test('a message has an address, in a forum that of its post', async () => {
  const [channel, forum] = [addChannel(), addChannel({ type: channelTypes.forum })];
  const messenger = make();
  for (const each of [channel, forum]) {
    const { place } = outgoing(each);
    const ref = await messenger.send(outgoing(each));
    const address = (await messenger.linkTo?.({ place, ref })) ?? '';
    expect(address).toMatch(
      new RegExp(`^https://discord.com/channels/(\\d+|@me)/${ref.thread ?? each.id}/${ref.id}$`),
    );
  }
});

describe('edit', () => {
  test('replaces the card, and the message is still found by its key', async () => {
    const channel = addChannel();
    const messenger = make({ silent: true });
    const { place, key } = outgoing(channel);
    const ref = await messenger.send(outgoing(channel));
    await messenger.edit?.({ place, key, ref }, { ...sampleResults, title: 'Corrected' });
    const all = double.world.in(channel.id);
    expect(all).toHaveLength(1);
    expect(JSON.stringify(all[0]?.components)).toContain('Corrected');
    expect(await messenger.find({ place, key }, now - 60_000)).toEqual(ref);
  });

  test('edits a forum post in its own thread', async () => {
    const forum = addChannel({ type: channelTypes.forum });
    const messenger = make();
    const { place, key } = outgoing(forum);
    const ref = await messenger.send(outgoing(forum));
    await messenger.edit?.({ place, key, ref }, { ...sampleResults, title: 'Corrected' });
    expect(JSON.stringify(double.world.in(ref.id)[0]?.components)).toContain('Corrected');
  });

  test('reports a deleted message as gone', async () => {
    const channel = addChannel();
    const messenger = make();
    const { place, key } = outgoing(channel);
    const ref = await messenger.send(outgoing(channel));
    const [message] = double.world.in(channel.id);
    if (message !== undefined) message.gone = true;
    await expect(messenger.edit?.({ place, key, ref }, sampleResults)).rejects.toMatchObject({
      problem: 'gone',
    });
  });
});

test('what is said in passing makes no sound, and comes where there are others and messages are no posts of their own', async () => {
  const types = [channelTypes.text, channelTypes.thread, channelTypes.forum];
  const channels = [...types.map((type) => addChannel({ type })), double.world.addChannel({ type: 1 })];
  const messenger = make();
  for (const { id } of channels)
    await messenger.announce?.({ platform: 'discord', workspace: guild.id, channel: id }, sampleResults);
  const [first] = double.world.messages;
  expect(double.world.messages.map(({ channel_id }) => channel_id)).toEqual(
    channels.slice(0, 2).map(({ id }) => id),
  );
  expect((first?.flags ?? 0) & (1 << 12)).not.toBe(0);
});

describe('what was posted in a channel', () => {
  const paperOf = (i: number) => `paper-${i}${'-long'.repeat(i % 2 === 0 ? 0 : 30)}`;
  const digest = card({
    title: 'New papers',
    summary: '8 papers',
    blocks: entries(
      Array.from({ length: 8 }, (_, i) => ({
        title: line(`Paper ${i}`),
        buttons: [
          button('Save', 'save', { paper: paperOf(i) }),
          button('Similar', 'similar', { to: paperOf(i) }),
        ],
      })),
    ),
  });

  test.each([
    ['a text channel', channelTypes.text],
    ['an announcement channel', channelTypes.announcement],
    ['a forum', channelTypes.forum],
    ['a thread', channelTypes.thread],
    ['a direct message', 1],
  ])('is read with its keys and the lines of its buttons: %s', async (_, type) => {
    const parent = type === channelTypes.thread ? { parent_id: addChannel().id } : {};
    const channel = type === 1 ? double.world.addChannel({ type }) : addChannel({ type, ...parent });
    const messenger = make();
    const { place } = outgoing(channel);
    const since = now;
    await messenger.send(outgoing(channel, 'k1', { card: digest }));
    const found = await messenger.readPosts?.(place, since);
    if (found === undefined || found === 'unknowable') throw new Error('not read');
    const [message, ...others] = found.messages;
    expect(others).toEqual([]);
    expect([message?.hasKey('k1'), message?.hasKey('k2')]).toEqual([true, false]);
    const saves = Array.from({ length: 9 }, (_, i) =>
      message?.carries(commandLine('save', { paper: paperOf(i) })),
    );
    expect(saves).toEqual([true, true, true, true, true, true, true, true, false]);
    expect(Math.abs((message?.at ?? 0) - now)).toBeLessThan(60_000);
    now += 3_600_000;
    expect(await messenger.readPosts?.(place, now)).toEqual({ isWhole: true, messages: [] });
  });

  test('is unknowable where the bot may not read', async () => {
    const channel = addChannel({ permission_overwrites: deny(permissions.history) });
    const messenger = make();
    await messenger.send(outgoing(channel));
    expect(await messenger.readPosts?.(outgoing(channel).place, now - 1_000)).toBe('unknowable');
  });
});
