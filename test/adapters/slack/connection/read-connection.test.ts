import { describe, expect, test } from 'vitest';
import { readConnection } from '../../../../adapters/slack/connection/read-connection.ts';

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
