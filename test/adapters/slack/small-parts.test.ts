import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyedLock } from '../../../adapters/slack/connection/keyed-lock.ts';
import { readConnection } from '../../../adapters/slack/connection/read-connection.ts';
import { createSeal } from '../../../adapters/slack/connection/seal.ts';
import { decodeText } from '../../../adapters/slack/listen/decode-text.ts';
import { createSeen } from '../../../adapters/slack/listen/first-time.ts';
import { relatedLine } from '../../../adapters/slack/listen/related.ts';
import { mayChange, type UserLike } from '../../../adapters/slack/rights.ts';

describe('decodeText', () => {
  test.each([
    ['search a &amp; b', 'search a & b'],
    ['search &amp;lt;', 'search &lt;'],
    ['/papers  search   x', 'search x'],
    ['`search x`', 'search x'],
    ['search “a b” ‘c’', `search "a b" 'c'`],
    ['<https://arxiv.org/abs/1|arxiv.org/abs/1>', 'https://arxiv.org/abs/1'],
    ['<mailto:a@b.org|a@b.org>', 'a@b.org'],
    ['<#C1|papers> <#C2|> <@U1|ada> <@U2>', '#papers #C2 @U1 @U2'],
    ['<!here> <!subteam^S1|@team> <!date^1^{date}|1 May>', '@here @team 1 May'],
    ['a\u00A0b', 'a b'],
    ['', ''],
  ])('%s', (raw, text) => expect(decodeText(raw)).toBe(text));

  test('a mention of the bot falls away', () => {
    expect(decodeText('<@UBOT> search <@U1>', { bot: 'UBOT' })).toBe('search @U1');
    expect(decodeText('<@UBOT|paperboy>', { bot: 'UBOT' })).toBe('');
  });

  test('takes anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => void decodeText(raw)));
  });
});

test('seen: once each, for as long as Slack tries again, in bounded memory', () => {
  let now = 0;
  const seen = createSeen({ now: () => now }, { ttlMs: 1_000, most: 3 });
  expect(['a', 'a', 'b'].map((id) => seen.isFirst(id))).toEqual([true, false, true]);
  now = 999;
  expect(seen.isFirst('a')).toBe(false);
  now = 1_000;
  expect(seen.isFirst('a')).toBe(true);
  for (const id of ['c', 'd', 'e', 'f']) seen.isFirst(id);
  expect(seen.isFirst('f')).toBe(false);
  expect(seen.isFirst('a')).toBe(true);
});

describe('who may change', () => {
  const user = (more: Partial<UserLike> = {}): UserLike => ({ id: 'U1', team_id: 'T1', ...more });
  const allowed = (rule: Parameters<typeof mayChange>[0], info: UserLike, workspace = 'T1') =>
    mayChange(rule, { user: info.id, workspace, info, channelInfo: async () => ({ creator: 'U5' }) });

  test.each([
    ['anyone', user(), true],
    ['anyone', user({ is_restricted: true }), false],
    ['anyone', user({ is_ultra_restricted: true }), false],
    ['anyone', user({ is_stranger: true }), false],
    ['anyone', user({ team_id: 'T9' }), false],
    ['anyone', user({ team_id: 'T9', enterprise_user: { teams: ['T1'] } }), true],
    ['owners', user(), false],
    ['owners', user({ id: 'U5' }), true],
    ['owners', user({ is_admin: true }), true],
    [['U1'], user(), true],
    [['U2'], user({ is_admin: true }), false],
  ] as const)('%s: %o is %s', async (rule, info, expected) => {
    expect(await allowed(rule, info)).toBe(expected);
  });

  test('a workspace of an organisation', async () => {
    expect(await allowed('anyone', user({ enterprise_user: { enterprise_id: 'E1' } }), 'E1')).toBe(true);
  });
});

describe('seal', () => {
  const seal = createSeal('x'.repeat(32));

  test('opens what it closed, for its owner alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, about) => {
        expect(seal.open(seal.close(text, about), about)).toBe(text);
      }),
    );
    const sealed = seal.close('xoxb-1', 'T1');
    expect(sealed).not.toContain('xoxb');
    expect(() => seal.open(sealed, 'T2')).toThrow();
    expect(() => createSeal('y'.repeat(32)).open(sealed, 'T1')).toThrow();
    expect(() => seal.open(`${sealed.slice(0, -2)}AA`, 'T1')).toThrow();
    expect(() => seal.open('nonsense', 'T1')).toThrow('damaged');
  });

  test('wants a key that cannot be guessed', () => expect(() => createSeal('short')).toThrow('32'));
});

describe('readConnection', () => {
  const bot = { SLACK_BOT_TOKEN: 'xoxb-1' };

  test.each([
    [{}, undefined],
    [
      { ...bot, SLACK_APP_TOKEN: 'xapp-1' },
      { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' },
    ],
    [
      { ...bot, SLACK_SIGNING_SECRET: 's', PORT: 80 },
      { mode: 'http', port: 80, botToken: 'xoxb-1', signingSecret: 's' },
    ],
  ])('%o', (variables, connection) => expect(readConnection(variables)).toEqual(connection));

  test.each([
    [bot, 'SLACK_APP_TOKEN is missing for Socket Mode, or SLACK_SIGNING_SECRET for HTTP'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN beside SLACK_APP_TOKEN'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN beside SLACK_SIGNING_SECRET'],
    [
      { SLACK_CLIENT_ID: 'c', SLACK_CLIENT_SECRET: 'd' },
      'SLACK_SIGNING_SECRET, SLACK_STATE_SECRET, SLACK_TOKEN_KEY beside SLACK_CLIENT_ID, SLACK_CLIENT_SECRET',
    ],
  ])('half a set names the missing half and no value', (variables, message) => {
    expect(() => readConnection(variables)).toThrow(message);
    expect(() => readConnection(variables)).not.toThrow(/xoxb-1|xapp-1/);
  });
});

test('turns of one name come one after another, and a failed one ends only itself', async () => {
  const turns = createKeyedLock();
  const log: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
    };
  const all = [turns('T1', work('a', true)), turns('T1', work('b')), turns('T2', work('c'))];
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(log.indexOf('a ends')).toBeLessThan(log.indexOf('b begins'));
  expect(log.indexOf('c begins')).toBeLessThan(log.indexOf('b begins'));
});

test.each([
  ['see <https://huggingface.co/papers/2401.00001>', 'similar to:2401.00001'],
  ['arXiv: 2401.00001v2', 'similar to:2401.00001'],
  ['<@U1> :tada: <https://x.org|x>', 'search query:tada'],
  ['<https://x.org>', undefined],
  ['word '.repeat(200), `search query:"${'word '.repeat(56).trim()}"`],
])('related: %s', (text, line) => expect(relatedLine(text)).toBe(line));
