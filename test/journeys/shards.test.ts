import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDiscordDouble, token } from '../support/doubles/discord/create-discord-double.ts';
import { type Build, buildForChildren } from '../support/kill/child-process.ts';
import { createServerDatabase, describeOnServer } from '../support/servers.ts';
import { until } from '../support/until.ts';

/** @param signal ends the process that started the others */
async function runTwoProcesses(
  build: Build,
  databaseUrl: string,
  signal: 'SIGTERM' | 'SIGKILL',
): Promise<void> {
  const discord = await createDiscordDouble();
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-shards-'));
  const env = {
    PATH: process.env['PATH'],
    PAPERBOY_DATA: folder,
    FEEDS: 'none',
    DATABASE_URL: databaseUrl,
    DISCORD_TOKEN: token,
    DISCORD_API_URL: discord.url,
    DISCORD_SHARDS: '2',
  };
  const child = spawn(process.execPath, [build.path('src/main.ts')], { env, stdio: 'ignore' });
  try {
    const shards = () => discord.gateway.identified.map(({ shard }) => shard?.join('/')).sort();
    await until(() => expect(shards()).toEqual(['0/2', '1/2']));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    expect(await ended).toBe(signal === 'SIGTERM' ? 0 : null);
    await until(() => expect(discord.gateway.connected()).toBe(false));
  } finally {
    child.kill('SIGKILL');
    await discord.stop();
    rmSync(folder, { recursive: true });
  }
}

describeOnServer('TEST_DATABASE_URL', 'two processes', (server) =>
  it('share the servers of a bot, and end when it does, also by kill -9', async () => {
    const build = buildForChildren('src/main.ts');
    const { url, drop } = await createServerDatabase(server);
    try {
      for (const signal of ['SIGTERM', 'SIGKILL'] as const) await runTwoProcesses(build, url, signal);
    } finally {
      build.remove();
      await drop();
    }
  }),
);
