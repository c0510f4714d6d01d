import { expect, it } from 'vitest';
import { createLog } from '../../../src/app/log.ts';
import { createLastTrouble } from '../../../src/app/watch/last-trouble.ts';

it('keeps the last warnings and errors of the log, the newest first, without secrets', () => {
  const trouble = createLastTrouble(3);
  const log = createLog('trace', ['hunter2-token'], trouble.keep);
  log.info('all is well');
  log.warn('one');
  log.warn({ err: new Error('connect ECONNREFUSED with hunter2-token') }, 'two');
  log.error({ err: new Error('a bug'), incident: 'ab12' }, 'a command failed');
  log.debug({ level: 50 }, 'no trouble');
  log.fatal({ problem: 'SLACK_BOT_TOKEN is wrong' }, 'the bot could not go on');
  expect(trouble.list().map(({ isError, message, reason }) => [isError, message, reason])).toEqual([
    [true, 'the bot could not go on', 'SLACK_BOT_TOKEN is wrong'],
    [true, 'a command failed', 'a bug (ab12)'],
    [false, 'two', 'connect ECONNREFUSED with [secret]'],
  ]);
});

it('takes no line that it cannot read', () => {
  const trouble = createLastTrouble();
  for (const line of ['', 'x', '{"level":50', '{"level":50,"time":"now","msg":7}', '{"level":50,"msg":"a"}'])
    trouble.keep(line);
  expect(trouble.list()).toEqual([]);
});
