import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
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
import { createSlackDouble, type SlackDouble } from '../support/doubles/slack/create-slack-double.ts';
import { collectLog } from '../support/fakes/collect-log.ts';
import { makeStoreFolder } from '../support/fixtures/store-folder.ts';
import { root } from '../support/source-tree.ts';
import { until } from '../support/until.ts';

/**
 * From nothing to the first digest, by what README says and nothing else: the app is what its link fills in, the settings are
 * those that its steps name, and what is typed are its commands. A clock runs along, and says how long the bot took for each
 * step; people take the rest of their five minutes on the platforms' own pages.
 */
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The numbered steps of a section, with the code in each. */
function stepsOf(section: string) {
  const [, text = ''] = new RegExp(`\n## ${section}\n(.*?)\n## `, 's').exec(readme) ?? [];
  return [...text.matchAll(/^\d\. (.*(?:\n {3}.*)*)/gm)].map(([, step = '']) => ({
    step,
    code: [...step.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
  }));
}

/** Every object within a message. */
function partsOf(message: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(message)) return message.flatMap(partsOf);
  if (typeof message !== 'object' || message === null) return [];
  return [message as Record<string, unknown>, ...Object.values(message).flatMap(partsOf)];
}

const clock = { began: 0, steps: [] as string[] };
const tick = (what: string) => {
  clock.steps.push(`${((performance.now() - clock.began) / 1_000).toFixed(1)} s  ${what}`);
};

let folder = '';
let slack: SlackDouble;
let discord: DiscordDouble;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await makeStoreFolder();
  slack = await createSlackDouble();
  discord = await createDiscordDouble();
});
afterAll(async () => {
  for (const end of ends) await end();
  await slack.close();
  await discord.stop();
  rmSync(folder, { recursive: true });
  console.info(clock.steps.join('\n'));
});

/** Starts the bot with a `.env` of these lines. @returns what a person sees at the screen */
async function start(env: readonly string[], doubles: Record<string, string>): Promise<readonly string[]> {
  clock.began = performance.now();
  const file = join(folder, '.env');
  writeFileSync(file, `${env.join('\n')}\n`);
  const log = collectLog();
  const said: string[] = [];
  const config = readConfig({
    ...parseEnv(readFileSync(file, 'utf8')),
    ...doubles,
    FEEDS: 'none',
    PAPERBOY_DATA: folder,
  });
  const stopping = new AbortController();
  const running = runBot({
    ...(await composeBot(config, log)),
    logger: log,
    say: (text) => said.push(...text.split('\n')),
    stopping: stopping.signal,
  });
  ends.push(async () => {
    stopping.abort();
    expect(await running).toBe(0);
  });
  await Promise.race([until(() => said.length > 0), running]);
  tick('the bot is running, and says what to do next');
  return said;
}

describe('in Slack, by the five steps of README', () => {
  const [create, install, appToken, run, use] = stepsOf('In Slack');

  it('the link makes an app that may do all that the bot does', () => {
    const link = /\]\((https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_json=[^)]+)\)/.exec(
      create?.step ?? '',
    );
    const manifest = JSON.parse(new URL(link?.[1] ?? '').searchParams.get('manifest_json') ?? '');
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(manifest.features.slash_commands.map(({ command }: { command: string }) => command)).toEqual([
      '/papers',
    ]);
    // From here on, the double refuses what this app may not do.
    slack.world.scopes = manifest.oauth_config.scopes.bot;
  });
  it('the tokens go where the steps say, and the bot starts and names the next step', async () => {
    expect(install?.code).toEqual(['xoxb-…', '.env', 'SLACK_BOT_TOKEN']);
    expect(appToken?.code).toEqual(['connections:write', 'xapp-…', 'SLACK_APP_TOKEN']);
    expect(run?.code).toEqual(['npm start']);
    const said = await start([`${install?.code[2]}=xoxb-good`, `${appToken?.code[2]}=xapp-good`], {
      SLACK_API_URL: slack.apiUrl,
    });
    const next = said.find((each) => each.startsWith('Slack:')) ?? '';
    for (const typed of use?.code.slice(0, 2) ?? []) expect(next).toContain(typed);
  });
  it('what is typed in the channel brings the first digest', async () => {
    const [invite, follow = '', now = ''] = use?.code ?? [];
    expect(invite).toBe('/invite @Paperboy');
    const command = async (line: string) => {
      const payload = slack.payloads.command(line.replace(/^\/papers /, ''));
      await slack.socket.send('slash_commands', payload);
      return payload;
    };
    const answered = async (payload: Parameters<typeof slack.payloads.answersTo>[0], count = 1) => {
      await until(() => slack.payloads.answersTo(payload).length >= count);
      return slack.payloads.answersTo(payload)[count - 1] ?? {};
    };
    const asked = await command(follow);
    await until(() => slack.callsOf('views.open').length > 0);
    tick(`Slack: ${follow} has opened the form`);
    const view = slack.callsOf('views.open').at(-1)?.['view'] as Record<string, unknown>;
    const words = { 'topic+words': { words: { value: 'low-bit quantization' } } };
    await slack.socket.send('interactive', slack.payloads.submit(view, words));
    const preview = await answered(asked);
    tick('Slack: the preview is there');
    const button = partsOf(preview).find(({ value }) => /^follow .*confirm:yes/.test(String(value))) ?? {};
    const { action_id, value } = button;
    const pressed = slack.payloads.press({ action_id, value });
    await slack.socket.send('interactive', pressed);
    expect(JSON.stringify(await answered(pressed))).toContain('I now follow');
    tick('Slack: the topic is followed');
    expect(JSON.stringify(await answered(await command(now)))).toContain('I posted the digest');
    const digest = slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'C1');
    expect(digest.some(({ blocks }) => JSON.stringify(blocks).includes('uantization'))).toBe(true);
    tick('Slack: the first digest is in the channel');
  });
});

describe('in Discord, by the four steps of README', () => {
  const [create, run, , use] = stepsOf('In Discord');

  it('the token goes where the step says, and the bot prints the link for the invitation', async () => {
    expect(create?.code).toEqual(['.env', 'DISCORD_TOKEN']);
    expect(run?.code).toEqual(['npm start']);
    await ends.pop()?.();
    const said = await start([`${create?.code[1]}=${token}`], { DISCORD_API_URL: discord.url });
    const next = said.find((each) => each.startsWith('Discord:')) ?? '';
    expect(next).toContain(`client_id=${discord.world.me}`);
    expect(next).toContain(use?.code[0] ?? 'README names no command');
  });
  it('what is typed in the channel brings the first digest', async () => {
    const guild = discord.world.addGuild();
    const channel = discord.world.addChannel({ guild_id: guild.id });
    const who = { guild: guild.id, channel: channel.id, permissions: permissions.manageGuild };
    const [follow = '', now = ''] = (use?.code ?? []).map((line) => line.replace(/^\//, ''));
    const form = discord.command(follow, {}, who);
    await discord.until(() => form.answeredAfter !== undefined);
    tick(`Discord: /${follow} has opened the form`);
    const preview = discord.submit(
      String(form.response?.data?.['custom_id']),
      { topic: 'low-bit quantization' },
      who,
    );
    await discord.until(() => preview.message !== undefined || preview.followUps.length > 0);
    tick('Discord: the preview is there');
    const shown = preview.message ?? preview.followUps[0];
    if (shown === undefined) throw new Error('no preview came');
    const yes = partsOf(shown.components).find(({ label }) => label === 'Follow');
    const followed = discord.press(shown, String(yes?.['custom_id']), who);
    await discord.until(() => followed.answeredAfter !== undefined);
    tick('Discord: the topic is followed');
    const [command = '', option = ''] = now.split(/ (?=do:)/);
    const posted = discord.command(command, { do: option.replace(/^do:\s*/, '') }, who);
    await discord.until(() => posted.answeredAfter !== undefined);
    const inChannel = discord.world.messages.filter(
      ({ interaction, channel_id }) => interaction === undefined && channel_id === channel.id,
    );
    expect(inChannel.some(({ components }) => JSON.stringify(components).includes('uantization'))).toBe(true);
    tick('Discord: the first digest is in the channel');
  });
});
