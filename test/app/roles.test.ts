import { expect, it } from 'vitest';
import { readArguments } from '../../src/app/arguments.ts';
import { roleProblem, watchSettings } from '../../src/app/role-settings.ts';
import { hears, roles, works } from '../../src/app/roles.ts';
import { readConfig } from '../../src/app/settings/config.ts';

it('everything that the bot does is done by some role, and what people say is heard by one kind of process', () => {
  const rows = roles.map((role) => [role, hears(role, 'http'), hears(role, 'connection'), works(role)]);
  expect(rows).toEqual([
    ['all', true, true, true],
    ['web', true, false, false],
    ['gateway', false, true, false],
    ['worker', false, false, true],
  ]);
});

it('is an option', () => {
  expect(readArguments(['--role', 'worker']).role).toBe('worker');
  expect(readArguments(['--role=web']).role).toBe('web');
  for (const wrong of [['--role'], ['--role', 'boss'], ['--role=']])
    expect(() => readArguments(wrong)).toThrow('--role needs a role: all, web, gateway, worker.');
});

const server = { DATABASE_URL: 'postgres://h/db' };
const discord = { DISCORD_TOKEN: 'x' };
const socket = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' };

it.each([
  ['worker', { ...server, ...discord }, undefined],
  ['worker', discord, 'needs DATABASE_URL'],
  ['worker', server, 'needs the tokens'],
  ['web', { ...server, ...http }, undefined],
  ['web', { ...server, ...discord }, 'needs Slack by HTTP'],
  ['web', { ...server, ...socket }, 'needs Slack by HTTP'],
  ['gateway', { ...server, ...socket }, undefined],
  ['gateway', { ...server, ...discord, ...http }, undefined],
  ['gateway', { ...server, ...http }, 'needs --role web'],
] as const)('%s with %j: %s', (role, env, problem) => {
  const config = readConfig(env);
  const isBot = (config.slack ?? config.discord) !== undefined;
  const said = roleProblem(config, role, isBot);
  if (problem === undefined) expect(said).toBeUndefined();
  else expect(said).toContain(problem);
});

it.each([
  [http, 'all', false],
  [http, 'web', false],
  [http, 'worker', true],
  [http, 'gateway', true],
  [socket, 'all', true],
  [discord, 'all', true],
] as const)('health has a server of its own unless Slack’s is there: %j as %s: %s', (env, role, isOwn) => {
  const settings = watchSettings(readConfig({ ...env, PORT: '8080' }), role);
  expect(settings?.server).toEqual(isOwn ? { port: 8080, host: '127.0.0.1' } : undefined);
});

it('of the processes that share the servers of a Discord bot on one machine, one serves health', () => {
  const shard = { ...discord, SHARDING_MANAGER: 'true', SHARD_COUNT: '4' };
  expect(watchSettings(readConfig({ ...shard, SHARDS: '0' }), 'all')).toBeDefined();
  expect(watchSettings(readConfig({ ...shard, SHARDS: '3' }), 'all')).toBeUndefined();
});
