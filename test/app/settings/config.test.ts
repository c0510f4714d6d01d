import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../../src/app/settings/config.ts';

describe('the environment', () => {
  it('needs nothing', () => {
    const { store, slack, discord } = readConfig({});
    expect([store, slack, discord]).toEqual([{ dataDir: 'data' }, undefined, undefined]);
    expect(readConfig({ DATABASE_URL: '', PORT: '' }).store).toEqual({ dataDir: 'data' });
  });
  it('reports all problems at once, and never a value', () => {
    const secrets = {
      DATABASE_URL: 'mysql://u:hunter2@x',
      REDIS_URL: 'hunter3',
      PORT: 'hunter4',
      LOG_LEVEL: 'hunter5',
      DISCORD_SILENT: 'hunter6',
      SLACK_TOKEN_KEY: 'hunter8',
      DISCORD_SHARDS: 'hunter9',
    };
    const error = (() => {
      try {
        return readConfig(secrets);
      } catch (reason) {
        return reason;
      }
    })() as ConfigError;
    expect(error).toBeInstanceOf(ConfigError);
    for (const name of Object.keys(secrets)) expect(error.message).toContain(name);
    expect(error.message).not.toContain('hunter');
  });
  it('names the feeds, and reports what is wrong with them along with everything else', () => {
    expect(readConfig({}).feeds.settings).toEqual([{ kind: 'huggingface' }]);
    expect(readConfig({ FEEDS: '' }).feeds.settings).toEqual([{ kind: 'huggingface' }]);
    expect(readConfig({ FEEDS: 'none' }).feeds.settings).toEqual([]);
    expect(readConfig({ FEEDS: 'arxiv:cs.LG+cs.CL' }).feeds.settings).toEqual([
      { kind: 'arxiv', categories: ['cs.LG', 'cs.CL'] },
    ]);
    const wrong = { FEEDS: 'arxvi:cs.LG', FEEDS_CONTACT: 'call me', ARXIV_OAI_URL: 'ftp://x', PORT: 'x' };
    expect(() => readConfig(wrong)).toThrow(
      /FEEDS: .*Did you mean arxiv.*FEEDS_CONTACT: it is no e-mail address and no web page.*ARXIV_OAI_URL.*PORT/s,
    );
  });
  it('names a contact for feeds, and other addresses of their hosts', () => {
    for (const contact of ['ada@example.org', 'https://example.org/bot'])
      expect(readConfig({ FEEDS_CONTACT: contact }).feeds.contact).toBe(contact);
    expect(readConfig({ HUGGINGFACE_URL: 'http://127.0.0.1:1/' }).feeds.urls).toEqual({
      huggingface: 'http://127.0.0.1:1',
    });
  });
  it('ignores unusable values that shells export', () => {
    expect(readConfig({ COLUMNS: '13', TERM: 'dumb', NO_COLOR: '1' }).console.width).toBeUndefined();
    expect(readConfig({ COLUMNS: '120' }).console.width).toBe(120);
  });
});

describe('embeddings', () => {
  const service = { EMBEDDINGS_URL: 'http://127.0.0.1:8080/v1/', EMBEDDINGS_MODEL: 'small' };
  it('are made offline unless they are off or a service is named', () => {
    expect(readConfig({}).embeddings).toEqual({ kind: 'offline' });
    expect(readConfig({ EMBEDDINGS: 'off' }).embeddings).toBeUndefined();
    expect(readConfig({ ...service, EMBEDDINGS: 'off' }).embeddings).toBeUndefined();
    const endpoint = { kind: 'endpoint', url: 'http://127.0.0.1:8080/v1', model: 'small' };
    expect(readConfig(service).embeddings).toEqual(endpoint);
    expect(readConfig({ ...service, EMBEDDINGS_KEY: 's3cret' }).embeddings).toEqual({
      ...endpoint,
      key: 's3cret',
    });
  });
  it.each([
    [{ EMBEDDINGS: 'on' }, 'EMBEDDINGS:'],
    [{ EMBEDDINGS_URL: 'ftp://x', EMBEDDINGS_MODEL: 'm' }, 'EMBEDDINGS_URL:'],
    [{ EMBEDDINGS_URL: 'http://x/v1' }, 'EMBEDDINGS_URL needs EMBEDDINGS_MODEL'],
    [{ EMBEDDINGS_KEY: 's3cret' }, 'EMBEDDINGS_URL is missing'],
    [{ EMBEDDINGS_MODEL: 'm' }, 'EMBEDDINGS_URL is missing'],
  ])('says what is wrong, without the key: %j', (variables, message) => {
    expect(() => readConfig(variables)).toThrow(message);
    expect(() => readConfig(variables)).not.toThrow('s3cret');
  });
});

describe('Slack', () => {
  const bot = { SLACK_BOT_TOKEN: 'xoxb-1' };

  it.each([
    [{}, undefined],
    [
      { ...bot, SLACK_APP_TOKEN: 'xapp-1' },
      { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' },
    ],
    [
      { ...bot, SLACK_SIGNING_SECRET: 's', PORT: '80' },
      { mode: 'http', port: 80, botToken: 'xoxb-1', signingSecret: 's' },
    ],
    [
      {
        SLACK_SIGNING_SECRET: 's',
        SLACK_CLIENT_ID: 'c',
        SLACK_CLIENT_SECRET: 'd',
        SLACK_STATE_SECRET: 'e',
        SLACK_TOKEN_KEY: `${'k'.repeat(32)}, ${'o'.repeat(32)},lost`,
      },
      {
        mode: 'oauth',
        port: 3_000,
        signingSecret: 's',
        clientId: 'c',
        clientSecret: 'd',
        stateSecret: 'e',
        tokenKeys: ['k'.repeat(32), 'o'.repeat(32), 'lost'],
      },
    ],
  ])('%o', (variables, connection) => expect(readConfig(variables).slack?.connection).toEqual(connection));

  it.each([
    [bot, 'SLACK_APP_TOKEN is missing for Socket Mode, or SLACK_SIGNING_SECRET for HTTP'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN beside SLACK_APP_TOKEN'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN beside SLACK_SIGNING_SECRET'],
    [
      { SLACK_CLIENT_ID: 'c', SLACK_CLIENT_SECRET: 'd' },
      'SLACK_SIGNING_SECRET, SLACK_STATE_SECRET, SLACK_TOKEN_KEY beside SLACK_CLIENT_ID, SLACK_CLIENT_SECRET',
    ],
  ])('half a set names the missing half and no value', (variables, message) => {
    expect(() => readConfig(variables)).toThrow(message);
    expect(() => readConfig(variables)).not.toThrow(/xoxb-1|xapp-1/);
  });
});

it.each(['short', `${'k'.repeat(32)},short`, 'lost', `${'k'.repeat(32)},`])('%s holds no good key', (keys) =>
  expect(() => readConfig({ SLACK_TOKEN_KEY: keys })).toThrow('SLACK_TOKEN_KEY: '),
);

describe('Discord', () => {
  const token = { DISCORD_TOKEN: 'x' };
  const several = { ...token, DISCORD_SHARDS: '4', DATABASE_URL: 'postgres://h/db' };

  it('posts silently when told', () => {
    expect(readConfig(token).discord).toEqual({ token: 'x', silent: false, crosspost: false });
    expect(readConfig({ ...token, DISCORD_SILENT: 'true' }).discord?.silent).toBe(true);
  });
  it('runs as several processes: one starts the others, and each knows how many they are', () => {
    expect(readConfig(several).discord).toMatchObject({ startShards: 4 });
    const started = readConfig({ ...several, SHARDING_MANAGER: 'true', SHARD_COUNT: '4' }).discord;
    expect(started).toMatchObject({ processes: 4 });
    expect(started).not.toHaveProperty('startShards');
  });
  it.each([
    [{ DISCORD_SHARDS: '2' }, 'DISCORD_TOKEN'],
    [{ ...token, DISCORD_SHARDS: '2' }, 'DATABASE_URL'],
    [{ ...several, SLACK_BOT_TOKEN: 'x' }, 'Slack'],
  ])('several processes need what they share: %j', (env, missing) => {
    expect(() => readConfig(env)).toThrow(missing);
    expect(() => readConfig(env)).toThrow(ConfigError);
  });
});

it('lets nobody else to the dashboard without a token that the operator has chosen', () => {
  const read = (env: Readonly<Record<string, string>>) =>
    readConfig({ DASHBOARD_PORT: '3001', ...env }).dashboard;
  expect(readConfig({}).dashboard).toBeUndefined();
  expect(read({})).toEqual({ host: '127.0.0.1', port: 3001, token: '' });
  expect(() => read({ HOST: '0.0.0.0' })).toThrow('WEB_TOKEN: the dashboard needs one');
  expect(read({ HOST: '0.0.0.0', WEB_TOKEN: 'chosen' })).toMatchObject({ token: 'chosen' });
});

it('serves the Model Context Protocol with a token of 16 characters, for the place that is named', () => {
  const token = 'sixteen-letters!';
  expect(readConfig({}).mcp).toBeUndefined();
  expect(readConfig({ MCP_PLACE: 'slack:T1:C1' }).mcp).toBeUndefined();
  expect(readConfig({ MCP_TOKEN: token, MCP_PLACE: 'slack:T1:C1' }).mcp).toEqual({
    token,
    place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  });
  expect(readConfig({ MCP_TOKEN: token }).secrets).toContain(token);
  expect(() => readConfig({ MCP_TOKEN: 'short' })).toThrow('MCP_TOKEN: it needs at least 16 characters');
  expect(() => readConfig({ MCP_PLACE: 'slack' })).toThrow('MCP_PLACE: it is no platform');
});
