import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/postgres/database/open-database.ts';
import { openStore } from '../../../adapters/postgres/open-store.ts';
import { createSeal } from '../../../adapters/slack/connection/seal.ts';
import { runDoctor } from '../../../src/app/doctor/doctor.ts';
import { readConfig } from '../../../src/app/settings/config.ts';
import { defaultSchedule } from '../../../src/topics/calendar/schedule.ts';
import type { Place } from '../../../src/topics/place.ts';
import {
  createDiscordDouble,
  type DiscordDouble,
  token,
} from '../../support/doubles/discord/create-discord-double.ts';
import { permissions } from '../../support/doubles/discord/world.ts';
import { createSlackDouble, type SlackDouble } from '../../support/doubles/slack/create-slack-double.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { createServerDatabase, describeOnServer } from '../../support/servers.ts';

let folder: string;
let slack: SlackDouble;
let discord: DiscordDouble;
beforeAll(async () => {
  discord = await createDiscordDouble();
});
afterAll(() => discord.stop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-doctor-'));
  slack = await createSlackDouble();
});
afterEach(async () => {
  await slack.close();
  rmSync(folder, { recursive: true });
});

async function examine(env: Record<string, string>) {
  let text = '';
  const stdout = {
    write(part: string) {
      text += part;
    },
  };
  const read = () => readConfig({ PAPERBOY_DATA: folder, ...env });
  const code = await runDoctor({ readConfig: read, stdout });
  return { code, text };
}

const slackEnv = () => ({
  SLACK_BOT_TOKEN: 'xoxb-good',
  SLACK_APP_TOKEN: 'xapp-good',
  SLACK_API_URL: slack.apiUrl,
});
const discordEnv = () => ({ DISCORD_TOKEN: token, DISCORD_API_URL: discord.url });

it('finds nothing to do where all is well, and keeps every secret to itself', async () => {
  slack.world.scopes.push('files:write');
  const { code, text } = await examine({ ...slackEnv(), ...discordEnv() });
  expect(text).toContain('The bot can run.');
  expect(code).toBe(0);
  for (const about of ['Node', 'Zone data', 'Settings', 'Data folder', 'Disk', 'Database', 'Queue', 'Clock'])
    expect(text).toMatch(new RegExp(`^ok       ${about}: `, 'm'));
  expect(text).toMatch(/^ok {7}Slack’s app-level token/m);
  expect(text).toMatch(/^ok {7}Discord’s token/m);
  expect(text).not.toMatch(/xoxb-good|xapp-good/);
  expect(text).not.toContain(token);
});

it('says what is wrong with the settings, line by line', async () => {
  const { code, text } = await examine({ PORT: 'x', SLACK_BOT_TOKEN: 'xoxb-1' });
  expect(code).toBe(1);
  expect(text).toContain('PORT: ');
  expect(text).toContain('SLACK_APP_TOKEN is missing');
});

describe('Slack', () => {
  it.each([
    [
      'a bot token that is refused',
      { SLACK_BOT_TOKEN: 'xoxb-bad' },
      'Slack’s bot token: Slack refuses it (invalid_auth)',
    ],
    [
      'an app-level token that is refused',
      { SLACK_APP_TOKEN: 'xapp-bad' },
      'app-level token: Slack refuses it',
    ],
  ])('%s', async (_, env, line) => {
    const { code, text } = await examine({ ...slackEnv(), ...env });
    expect([code, text]).toEqual([1, expect.stringContaining(line)]);
    expect(text).toMatch(/→ (Copy|Make)/);
  });
  it('scopes that are missing, by name', async () => {
    slack.world.scopes.splice(0, slack.world.scopes.length, 'commands', 'chat:write');
    const { code, text } = await examine(slackEnv());
    expect(code).toBe(1);
    expect(text).toMatch(
      /problem {2}Slack’s scopes: the app lacks .*channels:history.*\n.*install the app again/,
    );
  });
  it('a clock that differs from Slack’s', async () => {
    const fast = await createSlackDouble({ now: () => Date.now() - 10 * 60_000 });
    const { code, text } = await examine({ ...slackEnv(), SLACK_API_URL: fast.apiUrl });
    await fast.close();
    expect(code).toBe(1);
    expect(text).toMatch(/problem {2}Clock: this machine’s clock is \d+ s ahead of Slack’s\n.*NTP/);
  });
  it('a Slack that cannot be reached', async () => {
    const gone = await createSlackDouble();
    await gone.close();
    const { code, text } = await examine({ ...slackEnv(), SLACK_API_URL: gone.apiUrl });
    expect([code, text]).toEqual([1, expect.stringContaining('it can’t be reached (ECONNREFUSED)')]);
  });
  it('a signing secret that has not the form of one', async () => {
    const http = {
      SLACK_BOT_TOKEN: 'xoxb-good',
      SLACK_SIGNING_SECRET: 'hunter2',
      SLACK_API_URL: slack.apiUrl,
    };
    const { code, text } = await examine(http);
    // It may be right for a proxy or a test.
    expect([code, text]).toEqual([0, expect.stringContaining('warning  Slack’s signing secret')]);
    expect(text).not.toContain('hunter2');
  });
});

describe('Discord', () => {
  it('a token that is refused', async () => {
    const { code, text } = await examine({ ...discordEnv(), DISCORD_TOKEN: 'wrong' });
    expect([code, text]).toEqual([1, expect.stringContaining('Discord’s token: Discord refuses it')]);
  });
  it('a Discord that cannot be reached', async () => {
    const { code, text } = await examine({ ...discordEnv(), DISCORD_API_URL: 'http://127.0.0.1:1' });
    expect([code, text]).toEqual([1, expect.stringContaining('Discord: it can’t be reached')]);
  });
});

it('a data folder with something else in the place of the database', async () => {
  mkdirSync(join(folder, 'pg'));
  writeFileSync(join(folder, 'pg', 'thesis.txt'), 'my thesis');
  const { code, text } = await examine({});
  expect(code).toBe(1);
  expect(text).toMatch(/problem {2}Database: .*thesis\.txt.*\n {9}→ Move them away/);
});

it.each([
  ['DATABASE_URL', 'postgres://ada:hunter2@127.0.0.1:1/x', 'Database: the server can’t be used'],
  ['REDIS_URL', 'redis://:hunter2@127.0.0.1:1', 'Redis: the server can’t be used'],
])('%s that nobody answers', async (name, url, line) => {
  const { code, text } = await examine({ [name]: url });
  expect([code, text]).toEqual([1, expect.stringContaining(line)]);
  expect(text).not.toContain('hunter2');
});

it('a Redis that drops jobs, or that does not write them to disk', async () => {
  const redis = await fakeRedis({ maxmemory_policy: 'allkeys-lru', aof_enabled: '0' });
  try {
    const { code, text } = await examine({ REDIS_URL: redis.url });
    expect(code).toBe(1);
    expect(text).toMatch(/problem {2}Redis’s memory: its maxmemory-policy is allkeys-lru.*\n.*noeviction/);
    expect(text).toMatch(/warning {2}Redis’s disk: jobs are not written to disk/);
  } finally {
    redis.close();
  }
});

/** Answers INFO with these lines, and refuses CONFIG as hosted servers do. */
async function fakeRedis(info: Readonly<Record<string, string>>) {
  const lines = { redis_version: '7.4.0', loading: '0', ...info };
  const body = Object.entries(lines)
    .map(([key, value]) => `${key}:${value}\r\n`)
    .join('');
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      const replies = {
        hello: '%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n',
        info: `$${body.length}\r\n${body}\r\n`,
      };
      for (const [, command = ''] of String(chunk).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g))
        socket.write(replies[command.toLowerCase() as keyof typeof replies] ?? '-ERR unknown command\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `redis://127.0.0.1:${port}`, close: () => server.close() };
}

describeOnServer('TEST_DATABASE_URL', 'channels that digests go to', (server) => {
  let database: Awaited<ReturnType<typeof createServerDatabase>>;
  beforeEach(async () => {
    database = await createServerDatabase(server);
  });
  afterEach(() => database.drop());

  /** Stores channels that follow something, in the order in which their digests come. */
  async function follow(places: readonly Place[], installed: Readonly<Record<string, string>> = {}) {
    const opened = await openDatabase({ dataDir: '', databaseUrl: database.url, logger: silentLogger });
    const store = await openStore(opened, silentLogger);
    for (const [i, place] of places.entries()) {
      const state = { size: 10, whenEmpty: 'silent', owner: 'U1', since: 0, nextAt: i, seen: 0 } as const;
      await store.savePlace({ place, schedule: defaultSchedule, ...state });
      const topic = { kind: 'query', query: 'red', syntax: 2 } as const;
      await store.follow({ place, topic, addedBy: 'U1', addedAt: 0, baseline: 0 });
    }
    for (const [workspace, key] of Object.entries(installed))
      await store.writeInstallation(
        workspace,
        createSeal([key]).close(JSON.stringify({ bot: { token: 'xoxb-good' } }), workspace),
      );
    await opened.close();
  }
  const inSlack = (...channels: string[]) =>
    channels.map((channel) => ({ platform: 'slack', workspace: 'T1', channel }));
  const examineHere = (env: Record<string, string>) => examine({ ...env, DATABASE_URL: database.url });

  it('in Slack: each that the bot may not post in, with what to do', async () => {
    await follow(inSlack('C1', 'C3', 'G1', 'C404'));
    const { code, text } = await examineHere(slackEnv());
    expect(code).toBe(1);
    expect(text).not.toContain('channel C1');
    expect(text).toMatch(/problem {2}Slack’s channel C3: This channel is archived\n {9}→ Unarchive it/);
    expect(text).toMatch(/problem {2}Slack’s channel G1: I can’t see this channel\n {9}→ Invite me/);
    expect(text).toMatch(/problem {2}Slack’s channel C404: I can’t see this channel/);
  });

  it('in Discord: permissions that overwrites take away', async () => {
    const guild = discord.world.addGuild();
    const inGuild = { guild_id: guild.id };
    const good = discord.world.addChannel(inGuild);
    const mute = discord.world.addChannel({
      ...inGuild,
      permission_overwrites: [{ id: guild.id, type: 0, allow: '0', deny: String(permissions.send) }],
    });
    await follow([good, mute].map(({ id }) => ({ platform: 'discord', workspace: guild.id, channel: id })));
    const { code, text } = await examineHere(discordEnv());
    expect(code).toBe(1);
    expect(text).not.toContain(`channel ${good.id}`);
    expect(text).toMatch(
      new RegExp(
        `problem  Discord’s channel ${mute.id}: I may not post here\\n +→ Allow Paperboy “Send Messages”`,
      ),
    );
  });

  it('one line where all is well, which says how many were looked at', async () => {
    await follow(
      Array.from({ length: 41 }, () => inSlack('C1'))
        .flat()
        .map((place, i) => ({ ...place, channel: `C${i}` })),
    );
    for (let i = 0; i < 41; i++)
      slack.world.channels.set(`C${i}`, { ...slack.world.channels.get('C1'), id: `C${i}` } as never);
    const { text } = await examineHere(slackEnv());
    expect(text).toMatch(/ok {7}Slack’s channels: the bot may post digests in 40 of 41 looked at/);
  });

  it('of workspaces that installed the app: which tokens the key does not open', async () => {
    const [key, other] = ['k'.repeat(32), 'o'.repeat(32)];
    await follow(inSlack('C3'), { T1: key, T2: other });
    const oauth = (keys: string) =>
      examineHere({
        SLACK_CLIENT_ID: '1.2',
        SLACK_CLIENT_SECRET: 'c',
        SLACK_STATE_SECRET: 's'.repeat(32),
        SLACK_SIGNING_SECRET: 'a'.repeat(32),
        SLACK_TOKEN_KEY: keys,
        SLACK_API_URL: slack.apiUrl,
      });
    const wrong = await oauth(key);
    expect(wrong.code).toBe(1);
    expect(wrong.text).toMatch(
      /problem {2}Slack’s installations: SLACK_TOKEN_KEY doesn’t open 1 of 2: T2\n.*new,old/,
    );
    expect(wrong.text).toMatch(/problem {2}Slack T1’s channel C3: This channel is archived/);
    expect(wrong.text).not.toMatch(/xoxb-good|kkkk|oooo/);
    expect((await oauth(`${key},${other}`)).text).toMatch(
      /ok {7}Slack’s installations: SLACK_TOKEN_KEY opens all 2/,
    );
  });
});

describeOnServer('TEST_DATABASE_URL', 'a PostgreSQL server', (server) => {
  it('with and without the schema, and with a newer one', async () => {
    const { url, drop } = await createServerDatabase(server);
    try {
      expect((await examine({ DATABASE_URL: url })).text).toMatch(/ok {7}Rights in the database: enough/);
      const database = await openDatabase({ dataDir: '', databaseUrl: url, logger: silentLogger });
      await openStore(database, silentLogger);
      expect((await examine({ DATABASE_URL: url })).text).toMatch(/ok {7}Schema: up to date \(step \d+\)/);
      await database.query(`DELETE FROM migration WHERE id = (SELECT max(id) FROM migration)`);
      expect(await examine({ DATABASE_URL: url })).toMatchObject({
        code: 0,
        text: expect.stringContaining('warning  Schema: at step'),
      });
      await database.query(`INSERT INTO migration (id, name, checksum) VALUES (999, 'later', 'x')`);
      expect(await examine({ DATABASE_URL: url })).toMatchObject({
        code: 1,
        text: expect.stringContaining('newer than this Paperboy'),
      });
      await database.close();
    } finally {
      await drop();
    }
  });
});
