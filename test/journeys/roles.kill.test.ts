import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../adapters/postgres/database/open-database.ts';
import { openStore } from '../../adapters/postgres/open-store.ts';
import { defined } from '../../src/defined.ts';
import type { Store } from '../../src/ports/store/store.ts';
import { defaultSchedule } from '../../src/topics/calendar/schedule.ts';
import type { Place } from '../../src/topics/place.ts';
import {
  createDiscordDouble,
  type DiscordDouble,
  token,
} from '../support/doubles/discord/create-discord-double.ts';
import { createSlackDouble, type SlackDouble } from '../support/doubles/slack/create-slack-double.ts';
import { asForm, sendSigned } from '../support/doubles/slack/send-signed.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import { freePort } from '../support/free-port.ts';
import { type Build, buildForChildren, noDeadline } from '../support/kill/child-process.ts';
import { createServerDatabase, describeOnServer } from '../support/servers.ts';
import { until } from '../support/until.ts';

const secret = 'signing-secret';

describeOnServer('TEST_DATABASE_URL', 'a process for each role, on the same servers', (server) => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-roles-'));
  const ends: (() => Promise<unknown>)[] = [];
  let build: Build;
  let slack: SlackDouble;
  let discord: DiscordDouble;
  let databaseUrl: string;
  let store: Store;

  beforeAll(async () => {
    build = buildForChildren('src/main.ts', 'src/app/services/jobs.ts');
    slack = await createSlackDouble();
    discord = await createDiscordDouble();
    const database = await createServerDatabase(server);
    databaseUrl = database.url;
    store = await openStore(
      await openDatabase({ dataDir: '', databaseUrl, logger: silentLogger }),
      silentLogger,
    );
    ends.push(() => store.close(), database.drop);
  });
  afterAll(async () => {
    for (const end of ends) await end();
    await slack.close();
    await discord.stop();
    build.remove();
    rmSync(folder, { recursive: true });
  });

  /** @returns the log so far, and what ends the process */
  function start(role: 'web' | 'gateway' | 'worker', port: number) {
    const env = {
      PATH: process.env['PATH'],
      PAPERBOY_DATA: join(folder, role),
      FEEDS: 'none',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      ...defined({ REDIS_URL: process.env['TEST_REDIS_URL'] }),
      SLACK_BOT_TOKEN: 'xoxb-good',
      SLACK_SIGNING_SECRET: secret,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: token,
      DISCORD_API_URL: discord.url,
    };
    const child = spawn(process.execPath, [build.path('src/main.ts'), '--role', role], { env });
    const lines: string[] = [];
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk) => lines.push(String(chunk)));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    ends.unshift(() => {
      child.kill('SIGKILL');
      return ended;
    });
    const stop = () => {
      child.kill('SIGTERM');
      return ended;
    };
    const log = () => lines.join('');
    return { log, isRunning: () => until(() => expect(log()).toContain('paperboy is running')), stop };
  }

  /** A digest that has been due for a minute. */
  async function makeDue(place: Place): Promise<void> {
    const now = Date.now();
    const since = now - 3 * 24 * 60 * 60_000;
    await store.savePlace({
      place,
      schedule: { ...defaultSchedule, days: [1, 2, 3, 4, 5, 6, 7] },
      size: 3,
      whenEmpty: 'note',
      owner: 'U1',
      since,
      nextAt: now - 60_000,
      seen: 0,
    });
    const topic = { kind: 'query', query: 'quantization', syntax: 2 } as const;
    await store.follow({ place, topic, addedBy: 'U1', addedAt: since, baseline: 0 });
  }

  it(
    'hears people in the web and gateway processes, and posts digests only in the worker',
    noDeadline,
    async () => {
      const guild = discord.world.addGuild();
      const channel = discord.world.addChannel({ guild_id: guild.id });
      const places = [
        { platform: 'slack', workspace: 'T1', channel: 'C1' },
        { platform: 'discord', workspace: guild.id, channel: channel.id },
      ];
      const [webPort, gatewayPort, workerPort] = await Promise.all([freePort(), freePort(), freePort()]);
      const web = start('web', webPort);
      await web.isRunning();
      expect(discord.gateway.identified).toHaveLength(0);
      const gateway = start('gateway', gatewayPort);
      await gateway.isRunning();
      await until(() => expect(discord.gateway.identified).toHaveLength(1));

      const command = asForm(slack.payloads.command('search reward model'));
      const answer = await sendSigned({ url: `http://127.0.0.1:${webPort}/slack/events`, secret }, command);
      expect(answer.status).toBe(200);
      const said = () =>
        JSON.stringify([...slack.world.responseUrls.values()].flatMap(({ bodies }) => bodies));
      await until(() => expect(said()).toContain('eward'));

      for (const place of places) await makeDue(place);
      // The only process that could post them does not run, and no other has looked for due digests.
      expect(await store.lastBeat('tick')).toBeUndefined();
      const worker = start('worker', workerPort);
      await worker.isRunning();
      expect(worker.log()).toContain('"listensTo":[],"postsTo":["slack","discord"]');
      expect(gateway.log()).toContain('"listensTo":["discord"]');
      expect(gateway.log()).not.toContain('postsTo');
      const posted = async () =>
        (await Promise.all(places.map((place) => store.latestIssue(place, Date.now())))).map(
          (issue) => issue?.doneAt !== undefined && issue.parts.every(({ status }) => status === 'sent'),
        );
      while (!(await posted()).every(Boolean)) await pause(200);
      for (const place of places)
        expect((await store.latestIssue(place, Date.now()))?.parts.length).toBeGreaterThan(0);
      const inSlack = slack.callsOf('chat.postMessage').filter((each) => each['thread_ts'] === undefined);
      expect(inSlack).toHaveLength(1);
      expect(discord.world.in(channel.id)).toHaveLength(1);
      expect(discord.gateway.identified).toHaveLength(1);
      expect(await Promise.all([web, gateway, worker].map(({ stop }) => stop()))).toEqual([0, 0, 0]);
    },
  );
});
