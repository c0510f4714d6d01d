import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBot } from '../../src/app/run/bot.ts';
import { readConfig } from '../../src/app/settings/config.ts';
import { composeBot } from '../../src/app/start.ts';
import {
  createDiscordDouble,
  type DiscordDouble,
  token,
} from '../support/doubles/discord/create-discord-double.ts';
import { permissions } from '../support/doubles/discord/world.ts';
import { createTcpPostgres, type TcpPostgres } from '../support/doubles/postgres-over-tcp.ts';
import { createSlackDouble, type SlackDouble } from '../support/doubles/slack/create-slack-double.ts';
import { collectLog } from '../support/fakes/collect-log.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-outage-'));
const log = collectLog();
const stopping = new AbortController();
let postgres: TcpPostgres;
let slack: SlackDouble;
let discord: DiscordDouble;
let who: { guild: string; channel: string; permissions: bigint };
let running: Promise<number>;
const said = (message: string) => log.lines.some((line) => line.message === message);

beforeAll(async () => {
  postgres = await createTcpPostgres();
  await postgres.up();
  slack = await createSlackDouble();
  discord = await createDiscordDouble();
  const guild = discord.world.addGuild();
  const channel = discord.world.addChannel({ guild_id: guild.id });
  who = { guild: guild.id, channel: channel.id, permissions: permissions.manageGuild };
  const config = readConfig({
    PAPERBOY_DATA: folder,
    DATABASE_URL: postgres.url,
    FEEDS: 'none',
    SLACK_BOT_TOKEN: 'xoxb-good',
    SLACK_APP_TOKEN: 'xapp-good',
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: token,
    DISCORD_API_URL: discord.url,
  });
  running = runBot({ ...(await composeBot(config, log)), logger: log, stopping: stopping.signal });
  await Promise.race([until(() => said('paperboy is running')), running]);
});
afterAll(async () => {
  stopping.abort(new Error('Paperboy is stopping.'));
  expect(await running).toBe(0);
  await slack.close();
  await discord.stop();
  await postgres.close();
  rmSync(folder, { recursive: true });
});

async function inSlack(text: string): Promise<string> {
  const payload = slack.payloads.command(text);
  await slack.socket.send('slash_commands', payload);
  await until(() => slack.payloads.answersTo(payload).length > 0);
  return JSON.stringify(slack.payloads.answersTo(payload)[0]);
}

async function inDiscord(name: string, values: Record<string, string>): Promise<string> {
  const interaction = discord.command(name, values, who);
  const shown = () => JSON.stringify(interaction.message?.components ?? interaction.followUps);
  await until(() => interaction.answeredAfter !== undefined && shown().length > 50);
  return shown();
}

const lookUps = ['search QuIP#', 'paper QuIP#', 'similar QuIP#', 'topics', 'notes Reward Models', 'help'];
const others = [
  'status',
  'saved',
  'following',
  'feeds',
  'why QuIP#',
  'export',
  'save QuIP#',
  'hide QuIP#',
  'digest at:10:00',
  'digest now',
  'digest preview',
  'follow quantization confirm:yes',
  'unfollow quantization',
  'allow',
];
const outage = 'I can’t reach my database; look-ups still work.';

describe('while the database is away', () => {
  let linesBefore = 0;
  beforeAll(async () => {
    await inSlack('follow low-bit quantization confirm:yes');
    linesBefore = log.lines.length;
    await postgres.down();
  });

  it.each(lookUps)('%s answers', async (line) => {
    const text = await inSlack(line);
    expect(text).not.toMatch(/database|Incident|went wrong/);
  });

  it.each(others)('%s says so, and is no incident', async (line) => {
    const text = await inSlack(line);
    expect(text).toContain(outage);
    expect(text).toMatch(/Nothing was changed\. Try again in a minute\./);
    expect(text).not.toMatch(/Incident|went wrong/);
  });

  it('Discord says the same', async () => {
    expect(await inDiscord('papers search', { query: 'QuIP#' })).toContain('Even Better LLM Quantization');
    for (const [name, values] of [
      ['papers saved', {}],
      ['papers-admin follow', { topic: 'quantization', confirm: 'yes' }],
      ['papers-admin digest', { do: 'now' }],
    ] as const) {
      const text = await inDiscord(name, values);
      expect(text).toContain(outage);
      expect(text).not.toMatch(/Incident|went wrong/);
    }
  });

  it('the log says so in a few lines, however often it is asked, and once that it is over', async () => {
    for (let i = 0; i < 30; i++) await inSlack('saved');
    const during = log.lines.slice(linesBefore);
    expect(during.filter(({ message }) => message === 'a command failed')).toEqual([]);
    expect(during.map(({ message }) => message)).toContain('the database cannot be used');
    expect(during.length, JSON.stringify(during, undefined, 1)).toBeLessThan(12);
    await postgres.up();
    await until(async () => !(await inSlack('saved')).includes(outage));
    await until(() => said('the database can be used again'));
    expect(await inSlack('status')).not.toContain(outage);
  });
});
