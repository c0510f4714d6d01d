import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/app/config.ts';
import { runShards } from '../../src/app/run/shards.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';

describe('the environment', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({ PAPERBOY_DATA: 'data', DISCORD_SILENT: false });
    expect(readConfig({ DATABASE_URL: '', PORT: '' }).DATABASE_URL).toBeUndefined();
  });
  it('is told all problems at once, and never its own values', () => {
    const secrets = {
      DATABASE_URL: 'mysql://u:hunter2@x',
      REDIS_URL: 'hunter3',
      PORT: 'hunter4',
      LOG_LEVEL: 'hunter5',
      DISCORD_SILENT: 'hunter6',
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
  it('says which feeds are read, and what is wrong with them along with everything else', () => {
    expect(readConfig({}).FEEDS).toEqual([{ kind: 'huggingface' }]);
    expect(readConfig({ FEEDS: '' }).FEEDS).toEqual([{ kind: 'huggingface' }]);
    expect(readConfig({ FEEDS: 'none' }).FEEDS).toEqual([]);
    expect(readConfig({ FEEDS: 'arxiv:cs.LG+cs.CL' }).FEEDS).toEqual([
      { kind: 'arxiv', categories: ['cs.LG', 'cs.CL'] },
    ]);
    const wrong = { FEEDS: 'arxvi:cs.LG', FEEDS_CONTACT: 'call me', ARXIV_OAI_URL: 'ftp://x', PORT: 'x' };
    expect(() => readConfig(wrong)).toThrow(
      /FEEDS: .*Did you mean arxiv.*FEEDS_CONTACT: it is no e-mail address and no web page.*ARXIV_OAI_URL.*PORT/s,
    );
  });
  it('knows how feeds can reach who runs it, and where they are', () => {
    for (const contact of ['ada@example.org', 'https://example.org/bot'])
      expect(readConfig({ FEEDS_CONTACT: contact }).FEEDS_CONTACT).toBe(contact);
    expect(readConfig({ HUGGINGFACE_URL: 'http://127.0.0.1:1/' }).HUGGINGFACE_URL).toBe('http://127.0.0.1:1');
  });
  it('does not stumble over what a shell exports', () => {
    expect(readConfig({ COLUMNS: '13', TERM: 'dumb', NO_COLOR: '1' }).COLUMNS).toBeUndefined();
    expect(readConfig({ COLUMNS: '120', DISCORD_SILENT: 'true', DISCORD_SHARDS: '4' })).toMatchObject({
      COLUMNS: 120,
      DISCORD_SILENT: true,
      DISCORD_SHARDS: 4,
    });
  });
});

describe('several processes', () => {
  const run = (env: Record<string, string>) =>
    runShards({ config: readConfig(env), logger: silentLogger, script: '', stopped: Promise.resolve() });
  const base = { DISCORD_TOKEN: 'x', DISCORD_SHARDS: '2' };
  it.each([
    [{ DISCORD_SHARDS: '2' }, 'DISCORD_TOKEN'],
    [base, 'DATABASE_URL'],
    [{ ...base, DATABASE_URL: 'postgres://h/db', SLACK_BOT_TOKEN: 'x' }, 'Slack'],
  ])('need what they share: %j', async (env, missing) => {
    await expect(run(env)).rejects.toThrow(missing);
    await expect(run(env)).rejects.toBeInstanceOf(ConfigError);
  });
});
