import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runConfigure } from '../../../src/app/run/configure.ts';
import type { ConfigureCommand } from '../../../src/app/run/configure-commands.ts';
import { silentLogger } from '../../support/fakes/silent-logger.ts';
import { copyStore } from '../../support/fixtures/store-folder.ts';
import { createServerDatabase, describeOnServer } from '../../support/servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-configure-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'paperboy.yaml');
const channel = 'channels:\n  - { platform: slack, workspace: T1, channel: C1, owner: U1, topics: [cats] }\n';

async function configure(
  command: ConfigureCommand,
  args: readonly string[],
  store: { readonly dataDir: string; readonly databaseUrl?: string },
) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const code = await runConfigure(command, args, {
    store,
    corpus: { subtopics: [] },
    clock: { now: () => Date.parse('2026-01-05T12:00:00Z') },
    logger: silentLogger,
    stdout: { write: (text) => stdout.push(text) },
    stderr: { write: (text) => stderr.push(text) },
    stopping: new AbortController().signal,
  });
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
}

it('plans and exports without making a data folder, and writes nothing of a file with a mistake', async () => {
  const store = { dataDir: join(folder, 'never') };
  expect(await configure('export', [], store)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('channels: []'),
  });
  writeFileSync(file, channel);
  expect((await configure('plan', [file], store)).stdout).toBe(
    'This would change:\nslack T1 C1\n  a new channel here\n  topic “cats” added\n',
  );
  writeFileSync(file, `${channel}chanels: 1\n`);
  for (const command of ['plan', 'apply'] as const)
    expect(await configure(command, [file], store)).toEqual({
      code: 1,
      stdout: '',
      stderr: `${file}:3:1  The file has no “chanels”. Did you mean “channels”?\nNothing was changed.\n`,
    });
  expect(existsSync(store.dataDir)).toBe(false);
  expect((await configure('plan', [], store)).code).toBe(2);
  expect((await configure('apply', [file, '--prun'], store)).stderr).toContain('Usage');
  await expect(configure('apply', [join(folder, 'none.yaml')], store)).rejects.toThrow('There is no file');
});

async function roundTrip(store: { readonly dataDir: string; readonly databaseUrl?: string }) {
  writeFileSync(file, channel);
  expect((await configure('apply', [file], store)).stdout).toMatch(/^Changed:\nslack T1 C1\n/);
  expect((await configure('apply', [file], store)).stdout).toBe(
    'Nothing to change: all is as the file says.\n',
  );
  const { stdout } = await configure('export', [], store);
  expect(stdout).toContain('- cats');
  writeFileSync(file, stdout);
  expect((await configure('plan', [file], store)).stdout).toBe('Nothing would change.\n');
  writeFileSync(file, 'channels: []\n');
  expect((await configure('plan', [file], store)).stdout).toMatch(/1 channel isn’t in the file/);
  expect((await configure('apply', [file, '--prune'], store)).stdout).toMatch(
    /removed, with its topics: “cats”/,
  );
}

it('changes a data folder', async () => {
  const dataDir = join(folder, 'data');
  await copyStore(dataDir);
  writeFileSync(file, channel);
  expect((await configure('apply', [file], { dataDir })).stdout).toMatch(/^Changed:\nslack T1 C1\n/);
  expect((await configure('plan', [file], { dataDir })).stdout).toBe('Nothing would change.\n');
});

describeOnServer('TEST_DATABASE_URL', 'a server', (server) => {
  it('applies a file once', async () => {
    const { url, drop } = await createServerDatabase(server);
    try {
      await roundTrip({ dataDir: folder, databaseUrl: url });
    } finally {
      await drop();
    }
  });
});
