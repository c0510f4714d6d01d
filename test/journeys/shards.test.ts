import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createDiscordDouble, token } from '../support/doubles/discord/create-discord-double.ts';
import { type Build, buildForChildren } from '../support/kill/child-process.ts';

const { TEST_DATABASE_URL } = process.env;

async function runTwoProcesses(build: Build, databaseUrl: string): Promise<void> {
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
    await vi.waitFor(() => expect(shards()).toEqual(['0/2', '1/2']), { timeout: 60_000, interval: 100 });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  } finally {
    child.kill('SIGKILL');
    await discord.stop();
    rmSync(folder, { recursive: true });
  }
}

if (TEST_DATABASE_URL) {
  it('two processes share the servers of a bot, and end when it does', async () => {
    const build = buildForChildren('src/main.ts');
    await runTwoProcesses(build, TEST_DATABASE_URL).finally(build.remove);
  }, 120_000);
} else describe.skip('two processes: TEST_DATABASE_URL is not set', () => it('is skipped', () => {}));
