import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { settings } from '../../../src/app/settings/config.ts';
import { readEnvironment, withSecretFiles } from '../../../src/app/settings/environment.ts';

const files: Readonly<Record<string, string>> = {
  '/run/secrets/bot': 'xoxb-1\n',
  '/run/secrets/app': '  xapp-1\r\n',
  '/run/secrets/empty': '\n',
};
const read = (file: string) => {
  const text = files[file];
  if (text === undefined) throw Object.assign(new Error(`no such file: ${file}`), { code: 'ENOENT' });
  return text;
};

it('reads secrets from the files that are named, without blanks around them', () => {
  const env = { SLACK_BOT_TOKEN_FILE: '/run/secrets/bot', SLACK_APP_TOKEN_FILE: '/run/secrets/app' };
  expect(withSecretFiles(env, read)).toMatchObject({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
  // Set twice, but the same: a process that discord.js starts has both.
  const twice = { DISCORD_TOKEN: 'xoxb-1', DISCORD_TOKEN_FILE: '/run/secrets/bot' };
  expect(withSecretFiles(twice, read)['DISCORD_TOKEN']).toBe('xoxb-1');
  expect(withSecretFiles({ DISCORD_TOKEN: '', DISCORD_TOKEN_FILE: '' }, read)['DISCORD_TOKEN']).toBe('');
});

it.each([
  [{ DISCORD_TOKEN_FILE: '/nowhere' }, 'DISCORD_TOKEN_FILE: the file can’t be read (ENOENT)'],
  [{ DISCORD_TOKEN_FILE: '/run/secrets/empty' }, 'DISCORD_TOKEN_FILE: the file is empty'],
  [{ DISCORD_TOKEN: 'other', DISCORD_TOKEN_FILE: '/run/secrets/bot' }, 'both set, and differ'],
])('says what is wrong, and no secret: %j', (env, message) => {
  expect(() => withSecretFiles(env, read)).toThrow(message);
  expect(() => withSecretFiles(env, read)).not.toThrow(/xoxb-1|other/);
});

it('every setting that holds a token, a key, a secret or a password can be in a file', () => {
  const secrets = settings.filter(({ isSecret }) => isSecret).map(({ name }) => name);
  const likely = settings
    .map(({ name }) => name)
    .filter((name) => /TOKEN|KEY|SECRET|^(DATABASE|REDIS)_URL$/.test(name));
  expect(likely.filter((name) => !secrets.includes(name))).toEqual([]);
});

it('reads .env of the working directory, and the environment goes first', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-env-'));
  const before = process.cwd();
  try {
    process.chdir(folder);
    writeFileSync('.env', 'PAPERBOY_DATA="of the file"\nLOG_LEVEL=error\n');
    vi.stubEnv('LOG_LEVEL', 'debug');
    vi.stubEnv('PAPERBOY_DATA', undefined);
    expect(readEnvironment()).toMatchObject({ store: { dataDir: 'of the file' }, logLevel: 'debug' });
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
});
