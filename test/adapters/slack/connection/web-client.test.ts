import { expect, test } from 'vitest';
import { createKeyedLock } from '../../../../adapters/slack/connection/web-client.ts';

test('work under one name runs one after another, and a failure ends only itself', async () => {
  const lock = createKeyedLock();
  const log: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
    };
  const all = [lock('T1', work('a', true)), lock('T1', work('b')), lock('T2', work('c'))];
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(log.indexOf('a ends')).toBeLessThan(log.indexOf('b begins'));
  expect(log.indexOf('c begins')).toBeLessThan(log.indexOf('b begins'));
});
