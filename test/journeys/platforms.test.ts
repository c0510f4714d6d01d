import { readFileSync, rmSync } from 'node:fs';
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
import { type FeedServer, startFeedServer } from '../support/doubles/feeds/feed-server.ts';
import { createSlackDouble, type SlackDouble } from '../support/doubles/slack/create-slack-double.ts';
import { collectLog } from '../support/fakes/collect-log.ts';
import { makeStoreFolder } from '../support/fixtures/store-folder.ts';
import { createServerDatabase, describeOnServer } from '../support/servers.ts';
import { until } from '../support/until.ts';

const wombats = {
  id: '2610.01234',
  title: 'Wombats in the Wild',
  summary: 'We count wombats at night.',
  authors: [{ name: 'Ada Lovelace' }],
  publishedAt: '2026-10-01T00:00:00.000Z',
  upvotes: 3,
};

/** The whole bot, as the process runs it, in Slack and Discord at once. */
function testBot(title: string, servers: () => { DATABASE_URL?: string; REDIS_URL?: string }): void {
  describe(title, () => {
    let folder: string;
    const log = collectLog();
    let slack: SlackDouble;
    let discord: DiscordDouble;
    let papers: FeedServer;
    let running: Promise<number>;
    let who: { guild: string; channel: string; permissions: bigint };
    let stop = () => {};
    const said: string[] = [];

    beforeAll(async () => {
      folder = await makeStoreFolder();
      slack = await createSlackDouble();
      discord = await createDiscordDouble();
      papers = await startFeedServer();
      papers.on('/api/daily_papers', { body: JSON.stringify([{ paper: wombats }]) });
      const guild = discord.world.addGuild();
      const channel = discord.world.addChannel({ guild_id: guild.id });
      who = { guild: guild.id, channel: channel.id, permissions: permissions.manageGuild };
      const config = readConfig({
        ...servers(),
        PAPERBOY_DATA: folder,
        FEEDS: 'huggingface',
        HUGGINGFACE_URL: papers.url,
        SLACK_BOT_TOKEN: 'xoxb-good',
        SLACK_APP_TOKEN: 'xapp-good',
        SLACK_API_URL: slack.apiUrl,
        DISCORD_TOKEN: token,
        DISCORD_API_URL: discord.url,
      });
      const stopping = new AbortController();
      stop = () => stopping.abort();
      running = runBot({
        ...(await composeBot(config, log)),
        watch: { server: { port: 0, host: '127.0.0.1' } },
        logger: log,
        say: (text) => said.push(text),
        stopping: stopping.signal,
      });
      const isRunning = () =>
        expect(log.lines.map(({ message }) => message)).toContain('paperboy is running');
      await Promise.race([until(isRunning), running]);
      isRunning();
    });

    afterAll(async () => {
      stop();
      expect(await running).toBe(0);
      await slack.close();
      await discord.stop();
      await papers.close();
      rmSync(folder, { recursive: true });
    });

    it('says what to do next, in words, with the invitation that Discord’s README shows', () => {
      const readme = readFileSync(new URL('../../adapters/discord/README.md', import.meta.url), 'utf8');
      const [, invitation = ''] = /`(https:\/\/discord\.com\/oauth2\/[^`]*)`/.exec(readme) ?? [];
      expect(said).toHaveLength(1);
      expect(said[0]?.split('\n')).toEqual([
        expect.stringMatching(/^Paperboy is running with \d+ papers and 108 research notes\.$/),
        'Slack: in a channel, type /invite @Paperboy and then /papers follow.',
        `Discord: invite it to a server with ${invitation.replace('APPLICATION_ID', discord.world.me)} and then type /papers-admin follow in a channel.`,
        'Ctrl-C stops it. LOG_LEVEL=info shows what it does.',
      ]);
    });

    it('says by HTTP that it is ready, and counts what it answers', async () => {
      const served = log.lines.find(({ message }) => message === 'health and metrics are served');
      const get = async (path: string) => {
        const response = await fetch(`http://127.0.0.1:${served?.fields['port']}${path}`);
        return { status: response.status, text: await response.text() };
      };
      // The first look for due digests comes within seconds, once feeds have been read.
      await until(async () => expect(await get('/readyz')).toMatchObject({ status: 200 }));
      const payload = slack.payloads.command('search wombats');
      await slack.socket.send('slash_commands', payload);
      await until(() => slack.payloads.answersTo(payload).length > 0);
      const { text } = await get('/metrics');
      expect(text).toMatch(
        /^paperboy_command_seconds_count\{platform="slack",command="search",outcome="answer"\} \d/m,
      );
      expect(text).toMatch(/^paperboy_index_size\{kind="papers"\} \d{3}/m);
      expect(text).toContain('paperboy_ready{check="queue"} 1');
    });

    describe('in Slack', () => {
      async function command(text: string): Promise<string> {
        const payload = slack.payloads.command(text);
        await slack.socket.send('slash_commands', payload);
        await until(() => slack.payloads.answersTo(payload).length > 0);
        return JSON.stringify(slack.payloads.answersTo(payload)[0]);
      }

      it('looks papers up, follows a topic and posts a digest with its details in the thread', async () => {
        expect(await command('search QuIP#')).toContain('QuIP#: Even Better LLM Quantization');
        expect(await command('follow low-bit quantization confirm:yes')).toContain('09:00 (Berlin)');
        expect(await command('digest now')).toContain('I posted the digest');
        const posts = slack.callsOf('chat.postMessage');
        const [said, ...digest] = posts;
        expect(said).toMatchObject({ channel: 'C1', text: 'ada followed “low-bit quantization”.' });
        expect(digest.map(({ channel, thread_ts }) => [channel, thread_ts !== undefined])).toEqual([
          ['C1', false],
          ['C1', true],
        ]);
        expect(posts.every(({ reply_broadcast }) => reply_broadcast === undefined)).toBe(true);
        expect(await command('digest now')).toContain('is already posted');
        expect(await command('serch mamba')).toContain('I read “serch” as');
      });

      it('finds papers that a feed has brought since, and shows the feed', async () => {
        const isThere = async () => {
          expect(log.lines.map(({ message }) => message)).toContain('a feed was read');
          expect(await command('search wombats')).toContain(wombats.title);
        };
        await until(isThere);
        expect(await command('feeds')).toMatch(/Feed: Hugging Face.*Last read.*(?:just now|ago).*1 new/s);
        expect(await command('status')).toMatch(/\d+ today, \d+ this week.*Hugging Face read/s);
        expect(papers.complaints).toEqual([]);
      });
    });

    describe('in Discord', () => {
      it('looks papers up, shows feeds, follows a topic and posts a digest with its details', async () => {
        const command = async (name: string, values: Record<string, string>) => {
          const interaction = discord.command(`papers ${name}`, values, who);
          await discord.until(() => interaction.answeredAfter !== undefined);
          const shown = () => JSON.stringify(interaction.message?.components ?? interaction.followUps);
          await until(() => shown().length > 50);
          return shown();
        };
        expect(await command('search', { query: 'QuIP#' })).toContain('Even Better LLM Quantization');
        expect(await command('feeds', {})).toContain('Feed: Hugging Face');
        const follow = { topic: 'low-bit quantization', confirm: 'yes' };
        expect(await command('follow', follow)).toContain('Following: low-bit quantization');
        expect(await command('digest', { do: 'now' })).toContain('I posted the digest');
        const posted = discord.world.messages.filter(({ interaction }) => interaction === undefined);
        expect(JSON.stringify(posted[0]?.components)).toContain('followed “low-bit quantization”.');
        expect(posted.map(({ channel_id }) => channel_id === who.channel)).toEqual([true, true, false]);
      });
    });
  });
}

testBot('with everything in its folder', () => ({}));
describeOnServer('TEST_DATABASE_URL', 'on PostgreSQL', (server) =>
  describeOnServer('TEST_REDIS_URL', 'and Redis', (redis) => {
    let database: Awaited<ReturnType<typeof createServerDatabase>>;
    beforeAll(async () => {
      database = await createServerDatabase(server);
    });
    afterAll(() => database.drop());
    testBot('with servers, as in production', () => ({ DATABASE_URL: database.url, REDIS_URL: redis }));
  }),
);
