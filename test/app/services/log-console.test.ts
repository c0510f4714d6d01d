import { expect, it } from 'vitest';
import { logConsole } from '../../../src/app/services/log-console.ts';
import { collectLog } from '../../support/fakes/collect-log.ts';

it('turns what libraries write to the console into lines of the log, each text once', () => {
  const log = collectLog();
  const written: unknown[] = [];
  const write = (...parts: unknown[]) => void written.push(parts);
  const target = { warn: write, error: write, log: write, info: write };
  const undo = logConsole(log, target);
  for (let i = 0; i < 3; i += 1) target.warn('It is highly recommended to use Redis %s', '6.2');
  target.error(new Error('no'));
  target.log({ a: 1 });
  target.warn('IMPORTANT! Eviction policy is allkeys-lru. It should be "noeviction"');
  expect(log.lines.map(({ level, fields }) => [level, String(fields['text']).split('\n')[0]])).toEqual([
    ['warn', 'It is highly recommended to use Redis 6.2'],
    ['error', 'Error: no'],
    ['info', '{ a: 1 }'],
  ]);
  expect(written).toEqual([]);
  undo();
  target.info('again');
  expect(written).toEqual([['again']]);
});
